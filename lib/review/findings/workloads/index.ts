import type { Changes, Finding, Reader } from "../../model";
import { programArguments } from "./arguments";
import { autoscalers } from "./autoscaler";
import { clusterRequests } from "./cluster-requests";
import { containers } from "./containers";
import { disruptionBudgets } from "./disruption";
import { environment } from "./environment";
import { hostAccess } from "./host-access";
import { images } from "./image";
import { managedChanges } from "./managed";
import { neededObjects } from "./needed-objects";
import { podSecurity } from "./pod-security";
import { probes } from "./probes";
import { qualityOfService } from "./quality-of-service";
import { replicas } from "./replicas";
import { resources } from "./resources";
import { restarts } from "./restarts";
import { securityContext } from "./security-context";
import { settings } from "./settings";
import { shutdown } from "./shutdown";
import { strategy } from "./strategy";
import { withVersionLabels } from "./version-labels";
import { volumes } from "./volumes";
import { workloadChanges, type WorkloadReader } from "./workload";

/** What changes about what runs. */
export const workloadsReaders: readonly Reader[] = [
  podSecurity,
  workloadFindings,
  autoscalers,
  disruptionBudgets,
  clusterRequests,
];

/** What is read out of one workload, in the order in which it is told. */
const OF_ONE: readonly WorkloadReader[] = [
  securityContext,
  hostAccess,
  replicas,
  probes,
  resources,
  qualityOfService,
  strategy,
  shutdown,
  containers,
  environment,
  neededObjects,
  volumes,
  programArguments,
  settings,
  restarts,
];

function workloadFindings(changes: Changes): readonly Finding[] {
  const workloads = workloadChanges(changes);
  const managed = managedChanges(changes);
  const ofImages = images([...workloads, ...managed]);
  const others = [
    ...workloads.flatMap((workload) => OF_ONE.flatMap((reader) => reader(workload, changes))),
    ...managed.flatMap((one) => [...replicas(one), ...resources(one)]),
  ];
  const told = new Set(
    [...ofImages, ...others]
      .filter((one) => !isOfVariable(one))
      .flatMap(({ explains, follows = [] }) => [...explains, ...follows]),
  );
  // A variable that only follows the image or a limit is told with it.
  const own = others.filter((one) => !isOfVariable(one) || one.explains.some((field) => !told.has(field)));
  return [...withVersionLabels(changes, ofImages), ...own];
}

function isOfVariable({ rule }: Finding): boolean {
  return rule === "variable-changed";
}
