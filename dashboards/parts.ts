import type { Link } from "./model";

/** What the stack has beside metrics. What is missing is neither shown nor linked to. */
export interface Parts {
  /** Loki, as the data source `loki`. @default false */
  readonly logs?: boolean;
  /** Jaeger, as the data source `jaeger`, and metrics of spans in Prometheus. @default false */
  readonly traces?: boolean;
  /** OpenTelemetry Collectors: an agent on each node, and a gateway. @default false */
  readonly collector?: boolean;
  /** node-exporter in the network of the nodes, where alone it sees their interfaces and connections. @default false */
  readonly nodeNetwork?: boolean;
  /** Base URL of the runbooks, without a slash at its end. @default - their pages are named, and not linked to */
  readonly runbooks?: string;
}

/** Variables by which a service is chosen, on every dashboard about one. */
const SERVICE = ["namespace", "service"];

/** Links to the dashboards about the chosen service, without the one that they stand on. */
export function serviceLinks({ logs, traces }: Parts, here: "service" | "triage" | "logs" | "traces"): Link[] {
  const all: Link[] = [
    { title: "Service", dashboard: "service", variables: SERVICE },
    { title: "5xx triage", dashboard: "triage", variables: SERVICE },
    ...(logs ? [{ title: "Logs", dashboard: "logs", variables: SERVICE }] : []),
    ...(traces ? [{ title: "Traces", dashboard: "traces", variables: SERVICE }] : []),
  ];
  return all.filter(({ dashboard }) => dashboard !== here);
}

type ProgramDashboard = "cluster" | "stack" | "loki" | "jaeger" | "collector";

/** Links to the dashboards about the cluster, the stack, and its programs beside Prometheus and Alertmanager, without the one that they stand on. */
export function programLinks({ logs, traces, collector }: Parts, here?: ProgramDashboard): Link[] {
  const all: Link[] = [
    { title: "Cluster", dashboard: "cluster" },
    { title: "Observability", dashboard: "stack" },
    ...(collector ? [{ title: "Collector", dashboard: "collector" }] : []),
    ...(logs ? [{ title: "Loki", dashboard: "loki" }] : []),
    ...(traces ? [{ title: "Jaeger", dashboard: "jaeger" }] : []),
  ];
  return all.filter(({ dashboard }) => dashboard !== here);
}
