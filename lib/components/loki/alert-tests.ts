import { growing, podJob, steady, type AlertCase, type AlertTest } from "../../signals";
import { growthCases, labelled, others, proof, restartsCases, type Labels } from "../alert-cases";
import { shareCases } from "../share-cases";
import { downCases, replicaDownCases } from "../up-cases";
import type { LokiAlertsInput } from "./intake-alerts";
import { intakeAlertTests } from "./intake-alert-tests";
import { rulerAlertTests } from "./ruler-alert-tests";
import { storageAlertTests } from "./storage-alert-tests";

/** When the alerts of Loki fire, and when they do not. */
export function lokiAlertTests(input: LokiAlertsInput): AlertTest[] {
  const { namespace, replicas } = input;
  const job = podJob(namespace, "loki");
  const own = { job, pod: "loki-0" };
  const panics = growthCases({
    metric: "loki_panic_total",
    own,
    others: others(own, "job"),
    window: "10m",
    labels: { pod: own.pod },
  });
  return [
    proof("LokiDown", "critical", downCases({ job })),
    ...(replicas > 1 ? [proof("LokiReplicaDown", "warning", replicaDownCases({ job }, replicas))] : []),
    proof("LokiRequestsFailing", "warning", requestCases(own)),
    proof("LokiPanics", "warning", panics),
    proof(
      "LokiRestarts",
      "warning",
      restartsCases({ namespace, container: "loki", pod: "loki-0", otherPods: ["loki-canary-0"] }),
    ),
    ...intakeAlertTests(job, input),
    ...storageAlertTests(job),
    ...rulerAlertTests(job),
  ];
}

function requestCases(own: Labels): AlertCase[] {
  const metric = "loki_request_duration_seconds_count";
  const push = { ...own, route: "otlp_v1_logs", status_code: "500" };
  const queries = ["loki_api_v1_query_range", "api_prom_push"];
  return [
    ...shareCases({
      limit: 0.05,
      window: "5m",
      for: "10m",
      labels: { route: push.route },
      of: ({ bad, good, other }) => [
        labelled(metric, push, ...bad),
        // Lines that it refuses are no failure.
        labelled(metric, { ...push, status_code: "429" }, ...good),
        ...others(push, "job").map((labels) => labelled(metric, labels, ...other)),
        labelled(metric, { ...push, route: "ready", status_code: "503" }, ...other),
        ...queries.map((route) => labelled(metric, { ...push, route, status_code: "200" }, ...other)),
      ],
    }),
    {
      name: "queries fail",
      series: queries.map((route) => labelled(metric, { ...push, route }, growing(1, "1h"))),
      fires: { since: "1m", labels: queries.map((route) => ({ route })) },
    },
    {
      name: "it is not ready",
      series: [labelled(metric, { ...own, route: "ready", status_code: "503" }, growing(1, "1h"))],
      stays: "inactive",
    },
    {
      name: "nothing is asked",
      series: [labelled(metric, push, steady(3, "1h"))],
      stays: "inactive",
    },
  ];
}
