// Queries of dashboards that rightly find nothing on a cluster that is well, each with the reason: `dashboard / panel / query`,
// where `*` stands for anything.
const REASONS = {
  "* / warning limit": "one threshold is one severity: the other one has no limit",
  "* / critical limit": "one threshold is one severity: the other one has no limit",
  "service / Requests by status / 3xx": "the services redirect nobody",
  "service / Requests by status / 4xx": "every request is valid",
  "service / Requests by status / other": "every request gets a response",
  "service / Waiting containers / *": "every container can start",
  "* / annotation / Scaling": "the load is too small for another pod",
  "triage / Routes that fail / Last below 1 %": "a route that fails for as long as one looks back has no such time",
  "triage / Requests against before / hour before": "the services are younger than an hour",
  "triage / Requests against before / a week ago": "the services are younger than a week",
  "triage / Failed probes of the kubelet / *": "no probe fails",
  "service / Burn rate, * / over 1d": "the services are younger than a day",
  "service / Burn rate, * / over 3d": "the services are younger than three days",
  "cluster / CPU, a node lost / *": "there is one node",
  "cluster / Memory, a node lost / *": "there is one node",
  "cluster / * / without the largest node": "there is one node",
  "cluster / Pods that do not start / *": "every pod starts",
  "cluster / Workloads with missing pods / *": "no pod is missing",
  "cluster / Autoscalers at their maximum / *": "the load is too small",
  "cluster / Failed jobs / *": "there are no jobs",
  "cluster / Fullest volumes / *": "the kubelet tells nothing of volumes that are folders of its node",
  "* / Fullest volume / *": "the kubelet tells nothing of volumes that are folders of its node",
  "* / Volume / {{persistentvolumeclaim}}": "the kubelet tells nothing of volumes that are folders of its node",
  "node / Evicted pods / *": "no pod is evicted",
  "node / Failed container operations / *": "no operation fails",
  "stack / Lost over time / *": "nothing is lost",
  "stack / Failed lists and watches / *": "kube-state-metrics counts a failure from the first one on",
  "stack / Nodes that tell nothing / *": "every node tells",
  "stack / Failing collectors / *": "no collector fails",
  "stack / Certificates / *": "no address with TLS is probed",
  "stack / Requests to Grafana / *": "Grafana is left out",
  "stack / Duration of requests to Grafana / *": "Grafana is left out",
  "stack / Failed queries of data sources / *": "Grafana is left out",
  "stack / Requests at once / *": "Grafana is left out",
  "stack / People / *": "Grafana is left out",
  "prometheus / Targets down / *": "every target answers",
  "* / Failed evaluations / *": "every rule is evaluated",
  "* / Missed evaluations / *": "no evaluation is left out",
  "prometheus / Write-ahead log / *": "it is synced when a segment is full, which takes hours here",
  "alertmanager / Members / *": "a single Alertmanager has no members",
  "alertmanager / Failed notifications / *": "every notification arrives",
  "alertmanager / CPU / limit": "it has no CPU limit",
  "collector / Refused * / *": "nothing is refused",
  "collector / Lost to a full queue / *": "no queue is full",
  "collector / Traces / left": "dev keeps every trace",
  "loki / Lines thrown away / *": "Loki counts what it throws away from the first line on",
  "loki / Failed requests / *": "no request fails",
  "jaeger / Failed queries / *": "no query fails",
};

/** Why a query finds nothing, or undefined if it should find something. */
export function emptyForAReason(where) {
  return PATTERNS.find(({ pattern }) => pattern.test(where))?.reason;
}

const PATTERNS = Object.entries(REASONS).map(([text, reason]) => ({
  pattern: new RegExp(
    `^${text
      .split("*")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  ),
  reason,
}));
