import { either, type NamedSeries, type Names } from "../../promql";
import { podLabels, seriesNames, seriesOf, type Metric, type SourceLabels } from "../metric";
import { alertmanager } from "./alertmanager";
import { apiServer, apiServerLabels } from "./apiserver";
import { blackbox } from "./blackbox";
import { cadvisor, cadvisorLabels } from "./cadvisor";
import { collector } from "./collector";
import { grafana } from "./grafana";
import { jaeger } from "./jaeger";
import { kubeStateMetrics } from "./kube-state-metrics";
import { kubeStateMetricsTelemetry } from "./kube-state-metrics-telemetry";
import { kubelet, kubeletLabels } from "./kubelet";
import { loki } from "./loki";
import { lokiRuler } from "./loki-ruler";
import { nodeExporter } from "./node-exporter";
import { probes } from "./probes";
import { prometheus } from "./prometheus";
import { runtime } from "./runtime";
import { synthetic, targetLabels } from "./synthetic";
import { traceLabels, traces } from "./traces";

/** A program, and the labels that say where its series come from. */
export interface Source {
  readonly labels: SourceLabels;
  readonly metrics: readonly Metric[];
}

/** kube-state-metrics tells the namespace and the pod of what it is about, and keeps them: see `scrape-cluster.ts`. */
const clusterLabels: SourceLabels = { always: ["job", "instance"] };
const probeLabels: SourceLabels = { always: ["job", "instance"], sometimes: ["namespace", "service"] };

/** What is known without asking anybody: the programs of the stack and of Kubernetes. */
export const sources = {
  alertmanager: { labels: podLabels, metrics: alertmanager },
  apiServer: { labels: apiServerLabels, metrics: apiServer },
  blackbox: { labels: podLabels, metrics: blackbox },
  cadvisor: { labels: cadvisorLabels, metrics: cadvisor },
  collector: { labels: podLabels, metrics: collector },
  grafana: { labels: podLabels, metrics: grafana },
  jaeger: { labels: podLabels, metrics: jaeger },
  kubeStateMetrics: { labels: clusterLabels, metrics: kubeStateMetrics },
  kubeStateMetricsTelemetry: { labels: podLabels, metrics: kubeStateMetricsTelemetry },
  kubelet: { labels: kubeletLabels, metrics: kubelet },
  loki: { labels: podLabels, metrics: [...loki, ...lokiRuler] },
  nodeExporter: { labels: podLabels, metrics: nodeExporter },
  probes: { labels: probeLabels, metrics: probes },
  prometheus: { labels: podLabels, metrics: prometheus },
  runtime: { labels: podLabels, metrics: runtime },
  synthetic: { labels: targetLabels, metrics: synthetic },
  traces: { labels: traceLabels, metrics: traces },
} as const satisfies Readonly<Record<string, Source>>;

/** The names that are known, beside others which come after them. */
export function catalogue(own: readonly Metric[] = [], below?: Names): Names {
  const tellers = new Map<string, Told[]>();
  const families = new Map<string, Metric>();
  const add = (metric: Metric, source?: SourceLabels): void => {
    families.set(metric.name, metric);
    for (const name of seriesNames(metric)) {
      const told = tellers.get(name);
      if (told) told.push({ metric, source });
      else tellers.set(name, [{ metric, source }]);
    }
  };
  if (below) for (const metric of own) add(metric);
  else
    for (const { labels, metrics } of Object.values<Source>(sources)) for (const metric of metrics) add(metric, labels);
  // Of a thousand names, rules use a hundred.
  const known = new Map<string, NamedSeries>();
  const seriesCalled = (name: string): NamedSeries | undefined => {
    const found = known.get(name);
    if (found) return found;
    const told = tellers.get(name);
    if (!told) return below?.series(name);
    const all = told.flatMap(({ metric, source }) => new Map(seriesOf(metric, source)).get(name) ?? []);
    const [first, ...others] = all;
    if (!first) return undefined;
    const series = others.reduce(merged, first);
    known.set(name, series);
    return series;
  };
  return {
    series: seriesCalled,
    *all() {
      yield* tellers.keys();
      if (below) yield* below.all();
    },
    instead: (name) => {
      const metric = families.get(name);
      if (metric?.type !== "histogram" && metric?.type !== "summary") return below?.instead?.(name);
      return `it is a ${metric.type}, whose series are ${seriesNames(metric)
        .filter((series) => series !== name)
        .join(", ")}`;
    },
  };
}

/** A metric, and where its series come from. */
interface Told {
  readonly metric: Metric;
  readonly source: SourceLabels | undefined;
}

/** Series of one name that come from two programs. */
function merged(a: NamedSeries, b: NamedSeries): NamedSeries {
  const { values: _values, ...rest } = a;
  return { ...rest, labels: either(a.labels, b.labels), counter: a.counter === b.counter ? a.counter : "unknown" };
}
