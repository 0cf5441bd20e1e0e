import type { Reader } from "../../model";
import { deliveryFindings } from "./delivery";
import { ruleFindings } from "./rules";

/** What changes about alerts, objectives and who is told. */
export const alertsReaders: readonly Reader[] = [ruleFindings, deliveryFindings];
