import { parseServiceAlerts, type ServiceAlerts } from "../../alerts/service";
import {
  checkContainerName,
  checkLabelValue,
  checkObjectName,
  parseResources,
  Problems,
  type Resources,
} from "../core";
import type { Monitor } from "../monitor";
import type { HttpMetrics, ServiceTarget } from "../signals";
import { checkMetrics } from "./metrics";
import { workloadMonitor } from "./monitor";
import { LONGEST_NAME } from "./identity";
import { parseInteger } from "./bounds";

/** A Deployment or StatefulSet that somebody else deployed, such as with Helm, and that is to be watched like ours. */
export type WorkloadMonitorProps = WorkloadName & {
  readonly namespace: string;
  /**
   * The value of `app.kubernetes.io/name` on its pods, which becomes the `service` label of its metrics; `service.name`
   * where it pushes them. @default - the workload's name
   */
  readonly service?: string;
  /** The container that serves. @default - called as the workload */
  readonly container?: string;
  /** How it tells its HTTP traffic. To be scraped, its pods must carry the `prometheus.io/…` annotations. @default - no HTTP metrics */
  readonly metrics?: HttpMetrics;
  /** What to alert on; `{}` is the defaults. False for recorded series alone, which dashboards read. */
  readonly alerts: ServiceAlerts | false;
  /** Whether it sends traces, with its `service` as `service.name`, so that its alerts link them. @default false */
  readonly traces?: boolean;
  /** Its HorizontalPodAutoscaler, called as the workload unless it has a `name`. @default - none */
  readonly scaling?: { readonly name?: string; readonly min: number; readonly max: number };
  /** What its container is given; it matters whether there is a CPU limit. @default - a limit is alerted on if there is one */
  readonly resources?: Resources;
};

/** Exactly one of the two. */
export type WorkloadName = { readonly deployment: string } | { readonly statefulSet: string };

/**
 * The monitor of a workload that somebody else deployed: `observability.monitor(monitorWorkload({ … }))`. What is
 * wrong with it is told by the stack that watches it, when the tree is rendered.
 */
export function monitorWorkload(props: WorkloadMonitorProps): Monitor {
  const problems = new Problems();
  const target = parseTarget(props, problems);
  const alerts = props.alerts === false ? false : parseServiceAlerts(props.alerts, target, problems);
  return {
    ...workloadMonitor(target, alerts),
    signals: props.traces ? ["logs", "traces"] : ["logs"],
    monitorProblems: () => problems.list(),
  };
}

function parseTarget(props: WorkloadMonitorProps, problems: Problems): ServiceTarget {
  const { namespace, metrics, scaling } = props;
  const workload = parseWorkload(props, problems);
  const { service = workload.name, container = workload.name } = props;
  checkObjectName("namespace", namespace, problems);
  checkLabelValue("service", service, problems);
  checkContainerName("container", container, problems);
  if (metrics) checkMetrics(metrics, problems);
  const resources = props.resources && parseResources(props.resources, "resources", problems);
  return {
    namespace,
    service,
    workload,
    container,
    ...(metrics && { metrics }),
    ...(scaling && { scaling: parseScaling(scaling, workload.name, problems) }),
    probed: false,
    hasCpuLimit: resources === undefined || resources.cpu.limit !== undefined,
  };
}

function parseWorkload(props: WorkloadName, problems: Problems): ServiceTarget["workload"] {
  if ("statefulSet" in props) {
    problems.check(!("deployment" in props), "deployment", props, "nothing beside `statefulSet`");
    checkObjectName("statefulSet", props.statefulSet, problems);
    return { kind: "StatefulSet", name: props.statefulSet };
  }
  const name = props.deployment;
  checkObjectName("deployment", name, problems);
  const fix = "Kubernetes cuts the names of its pods, and their series could not be told by them";
  problems.check(name.length <= LONGEST_NAME, "deployment", name, `at most ${LONGEST_NAME} characters`, fix);
  return { kind: "Deployment", name };
}

function parseScaling(
  { name, min, max }: { readonly name?: string; readonly min: number; readonly max: number },
  workload: string,
  problems: Problems,
): { readonly name: string; readonly min: number; readonly max: number } {
  if (name !== undefined) checkObjectName("scaling.name", name, problems);
  parseInteger("scaling.min", min, { min: 0 }, problems);
  parseInteger("scaling.max", max, { min: 1 }, problems);
  problems.check(min <= max, "scaling.min", min, `at most scaling.max ${max}`);
  return { name: name ?? workload, min, max };
}
