import { prometheusConfig } from "../../lib/components/prometheus/config";
import { kubeStateMetricsArgs } from "../../lib/components/kube-state-metrics/config";
import { bucketLabel, HttpMetrics, httpMetricsOf, seriesOf, unitOfName } from "../../lib/signals";
import { catalogue, sources, type Source } from "../../lib/signals/catalogue";

const all = Object.entries<Source>(sources).flatMap(([source, { metrics }]) =>
  metrics.map((metric) => ({ source, metric })),
);

test("names no metric twice in one program", () => {
  const names = all.map(({ source, metric }) => `${source} ${metric.name}`);

  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test("knows values and optional ones of labels that there are", () => {
  const wrong = all.filter(({ metric: { labels, optional = [], values = {} } }) =>
    [...optional, ...Object.keys(values)].some((label) => !labels.includes(label)),
  );

  expect(wrong.map(({ metric }) => metric.name)).toEqual([]);
});

test("has nothing that kube-state-metrics is told not to tell", () => {
  const denied = kubeStateMetricsArgs().flatMap(
    (arg) => /^--metric-denylist=(.*)$/.exec(arg)?.[1]?.split(/,(?=\^)/) ?? [],
  );
  const names = sources.kubeStateMetrics.metrics.map(({ name }) => name);

  expect(denied).not.toEqual([]);
  expect(names.filter((name) => denied.some((pattern) => new RegExp(pattern).test(name)))).toEqual([]);
});

/** The programs of which Prometheus keeps some metrics alone. */
test.each([
  ["kubelet", "kubelet"],
  ["cadvisor", "cadvisor"],
  ["kubelet-probes", "kubelet"],
  ["apiserver", "apiServer"],
] as const)("has what the job %s keeps, and nothing else", (job, source) => {
  const kept = patternsOf(job);
  const names = sources[source].metrics.flatMap((metric) => seriesOf(metric).map(([name]) => name));

  const others =
    job === "kubelet"
      ? ["prober_probe_total"]
      : job === "kubelet-probes"
        ? names.filter((name) => name !== "prober_probe_total")
        : [];
  const dropped = names.filter((name) => !others.includes(name) && !kept.some((pattern) => pattern.test(name)));

  expect(dropped.filter((name) => !/^apiserver_.*_seconds$/.test(name))).toEqual([]);
});

/** Patterns of the names that a job keeps: of cAdvisor, behind the name stand the pod and the container. */
function patternsOf(job: string): RegExp[] {
  const config = prometheusConfig({
    cluster: "test",
    replicas: 1,
    scrapeInterval: "15s",
    evaluationInterval: "15s",
    retention: { time: "1d", bytes: 2 ** 30 },
    alertmanagers: [],
    kubeStateMetrics: undefined,
    blackboxExporter: undefined,
    kubeletCertificates: "unverified",
    scrapeLimits: { samples: 1, labels: 1, body: "1MB" },
  });
  const found = config.scrape_configs.find(({ job_name }) => job_name === job);
  const keeps = found?.metric_relabel_configs?.filter(({ action }) => action === "keep") ?? [];
  return keeps.flatMap(({ regex = "" }) => {
    const names = regex.split(/;\.\+;\.[+*]\|?/).filter((part) => part !== "");
    return names.map((pattern) => new RegExp(`^(?:${pattern})$`));
  });
}

test("a name of two programs has the labels of both", () => {
  const labels = catalogue().series("process_cpu_seconds_total")?.labels;

  expect(labels?.names).toContain("pod");
  expect(labels?.sure).not.toContain("pod");
});

test("a histogram stands for its series", () => {
  const series = new Map(seriesOf({ name: "a_seconds", type: "histogram", labels: ["b"], buckets: [0.5, 1] }));

  expect([...series.keys()]).toEqual(["a_seconds_bucket", "a_seconds_sum", "a_seconds_count"]);
  expect(series.get("a_seconds_bucket")?.values?.get("le")).toEqual(new Set(["0.5", "1.0", "+Inf"]));
  expect(series.get("a_seconds_sum")?.unit).toBe("seconds");
  expect(series.get("a_seconds_count")?.unit).toBeUndefined();
});

test.each([
  [1, "scraped", "1.0"],
  [1, "pushed", "1"],
  [0.25, "scraped", "0.25"],
  [0.25, "pushed", "0.25"],
] as const)("the bucket %d of what is %s is le %s", (bound, arrives, label) => {
  expect(bucketLabel(bound, arrives)).toBe(label);
});

test.each([
  ["a_seconds_total", "seconds"],
  ["a_bytes", "bytes"],
  ["a_last_success_timestamp_seconds", "timestamp"],
  ["process_start_time_seconds", "timestamp"],
  ["a_total", undefined],
])("%s is in %s", (name, unit) => {
  expect(unitOfName(name)).toBe(unit);
});

test("what a service declares of its traffic is known with its buckets", () => {
  expect(httpMetricsOf(HttpMetrics.prometheus({ status: "status", buckets: [1] }))).toMatchObject([
    { name: "http_requests_total", type: "counter", labels: ["status", "route", "method"], arrives: "scraped" },
    { name: "http_request_duration_seconds", type: "histogram", buckets: [1] },
  ]);
  expect(httpMetricsOf(HttpMetrics.openTelemetry({ scrape: false }))).toMatchObject([
    { name: "http_server_request_duration_seconds", arrives: "pushed" },
  ]);
});
