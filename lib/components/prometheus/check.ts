import { parseDuration, parseMemory, type Duration, type Problems } from "../../core";
import { checkAddress } from "../address";
import type { DataStorage } from "../volume-claim";
import type { PrometheusProps } from "./props";
import type { ScrapeLimits } from "./scrape-pods";
import type { PrometheusSize } from "./size";

/** Notes what Prometheus would refuse, and what it would take but mean something else by. */
export function checkPrometheus(
  props: PrometheusProps,
  size: PrometheusSize,
  ruleShards: number,
  problems: Problems,
): void {
  problems.check(isCount(ruleShards, 250), "ruleShards", ruleShards, "a whole number from 1 to 250");
  problems.check(isCount(size.replicas, 10), "replicas", size.replicas, "a whole number from 1 to 10");
  checkInterval("scrapeInterval", props.scrapeInterval, "a rate over one minute needs two samples", problems);
  checkInterval("evaluationInterval", props.evaluationInterval, "alerts would come late", problems);
  problems.parse("retention", size.retention, parseDuration);
  checkStorage(size.storage, problems);
  if (props.scrapeLimits) checkScrapeLimits(props.scrapeLimits, problems);
  checkUrl(props.url, problems);
  const example = "kube-state-metrics.kube-system.svc:8080";
  props.alertmanagers.forEach((address, i) => checkAddress(`alertmanagers[${i}]`, address, example, problems));
  checkAddress("kubeStateMetrics", props.kubeStateMetrics, example, problems);
  checkAddress("blackboxExporter", props.blackboxExporter, example, problems);
}

function checkInterval(property: string, interval: Duration | undefined, reason: string, problems: Problems): void {
  const milliseconds = interval === undefined ? undefined : problems.parse(property, interval, parseDuration);
  const holds = milliseconds === undefined || (milliseconds >= 5_000 && milliseconds <= 30_000);
  problems.check(holds, property, interval, "a duration from 5s to 30s", reason);
}

function checkStorage({ size }: DataStorage, problems: Problems): void {
  const bytes = problems.parse("storage.size", size, parseMemory);
  problems.check(bytes === undefined || bytes >= 2 ** 30, "storage.size", size, "at least 1Gi");
}

/** Prometheus takes zero for no limit. */
function checkScrapeLimits({ samples, labels, body }: ScrapeLimits, problems: Problems): void {
  problems.check(isCount(samples), "scrapeLimits.samples", samples, "a whole number, 1 or more");
  problems.check(isCount(labels), "scrapeLimits.labels", labels, "a whole number, 1 or more");
  problems.check(/^[1-9]\d{0,5}[KMG]B$/.test(body), "scrapeLimits.body", body, 'a size such as "64MB"');
}

function checkUrl(url: string | undefined, problems: Problems): void {
  const holds = url === undefined || (URL.canParse(url) && /^https?:\/\//.test(url));
  problems.check(holds, "url", url, 'a URL such as "https://prometheus.example.com"');
}

function isCount(value: number, most = Infinity): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
