import { chosenService, everyService } from "../expressions";
import type { LabelVariable } from "../model";

/** What commands call the workload: `Deployment` and `orders-api`, say. */
export const workloadVariables: readonly LabelVariable[] = [
  { name: "kind", title: "kind", label: "workload_kind", of: everyService(chosenService), hidden: true },
  { name: "workload", title: "workload", label: "workload", of: everyService(chosenService), hidden: true },
];
