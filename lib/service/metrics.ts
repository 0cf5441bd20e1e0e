import type { Problems } from "../core";
import { scrapeAnnotations, type HttpMetrics } from "../signals";
import { parseInteger } from "./bounds";
import { parsePortReference, MAIN_PORT, type Port } from "./ports";
import { checkPath } from "./probe-handler";

/** Notes what is wrong with the metrics: names that PromQL cannot say, buckets in disorder, a port that is not there. */
export function checkMetrics(metrics: HttpMetrics, problems: Problems): void {
  for (const name of ["requests", "duration"] as const) {
    problems.check(
      /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metrics[name]),
      `metrics.${name}`,
      metrics[name],
      "the name of a Prometheus metric",
    );
  }
  for (const name of ["status", "route", "method"] as const) {
    const label = metrics.labels[name];
    problems.check(/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label), `metrics.${name}`, label, "the name of a Prometheus label");
  }
  const ascending = metrics.buckets.every(
    (bound, i) => Number.isFinite(bound) && bound > (metrics.buckets[i - 1] ?? 0),
  );
  problems.check(
    metrics.histogram === "native" || (ascending && metrics.buckets.length > 0),
    "metrics.buckets",
    metrics.buckets,
    "positive seconds in ascending order",
  );
  problems.check(
    metrics.histogram === "classic" || metrics.buckets.length === 0,
    "metrics.buckets",
    metrics.buckets,
    "nothing with histogram native, which makes its buckets by itself",
  );
  const kinds = ["classic", "native"];
  problems.check(
    kinds.includes(metrics.histogram),
    "metrics.histogram",
    metrics.histogram,
    `one of ${kinds.join(", ")}`,
  );
  const { routes } = metrics;
  if (routes !== undefined) parseInteger("metrics.routes", routes, { min: 1 }, problems);
  if (metrics.scrape !== false) checkPath("metrics.path", metrics.scrape.path, problems);
}

/** The annotations by which Prometheus finds the metrics of a pod; none where they are pushed. */
export function metricsAnnotations(
  metrics: HttpMetrics,
  ports: readonly Port[],
  problems: Problems,
): Readonly<Record<string, string>> {
  if (metrics.scrape === false) return {};
  const { path, port: reference = MAIN_PORT } = metrics.scrape;
  const port = parsePortReference("metrics.port", reference, ports, problems);
  return port ? scrapeAnnotations({ port: port.port, path }) : {};
}
