import type { ServiceAlerts } from "../../alerts";
import { parseServiceAlerts } from "../../alerts/service";
import {
  checkContainerName,
  checkLabelValue,
  checkObjectName,
  parseResources,
  Problems,
  type Resources,
} from "../core";
import type { Monitor } from "../monitor";
import { escapeRegex, type HttpMetrics, type Metric, type ServiceTarget } from "../signals";
import { checkMetrics } from "./metrics";
import { workloadMonitor } from "./monitor";
import { LONGEST_NAME } from "./identity";
import { parseInteger } from "./bounds";
import { parseObjectives, type ServiceObjectives } from "./slo";
import { checkProbedUrl } from "./urls";

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
  /** What its users may rely on, as a share of requests over weeks; needs `metrics`. @default - no objectives */
  readonly slo?: ServiceObjectives;
  /** What its programs tell beside `metrics`, for the alerts of its own to be checked against. @default - nothing */
  readonly customMetrics?: readonly Metric[];
  /** What to alert on; `{}` is the defaults. False for recorded series alone, which dashboards read. */
  readonly alerts: ServiceAlerts | false;
  /** Whether it sends traces, with its `service` as `service.name`, so that its alerts link them. @default false */
  readonly traces?: boolean;
  /** Addresses at which people reach it, which must answer 2xx: the blackbox exporter calls them. @default - none */
  readonly urls?: readonly string[];
  /** The name of its PodDisruptionBudget. @default - none */
  readonly disruptionBudget?: string;
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
    ...workloadMonitor(target, alerts, props.customMetrics),
    signals: props.traces ? ["logs", "traces"] : ["logs"],
    monitorProblems: () => problems.list(),
    declared: props,
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
  for (const [i, url] of (props.urls ?? []).entries()) checkProbedUrl(url, `urls[${i}]`, problems);
  const resources = props.resources && parseResources(props.resources, "resources", problems);
  return {
    namespace,
    service,
    workload,
    container,
    ...(metrics && { metrics }),
    objectives: parseObjectives(props.slo, metrics, problems),
    ...(scaling && { scaling: parseScaling(scaling, workload.name, problems) }),
    probed: false,
    hasCpuLimit: resources === undefined || resources.cpu.limit !== undefined,
    startupSeconds: 0,
    hasLivenessProbe: true,
    traces: props.traces === true,
    ...(props.disruptionBudget !== undefined && { disruptionBudget: props.disruptionBudget }),
    // What a StatefulSet's templates claim is called after the template and the pod.
    ...(workload.kind === "StatefulSet" && { claims: `.+-${escapeRegex(workload.name)}-[0-9]+` }),
    urls: props.urls ?? [],
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
