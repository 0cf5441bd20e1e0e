import { prometheusConfig, type ConfigInput } from "../../../lib/components/prometheus/config";
import type { ScrapeConfig } from "../../../lib/components/prometheus/prometheus-config";

function aConfig(input: Partial<ConfigInput> = {}) {
  return prometheusConfig({
    cluster: "production",
    replicas: 1,
    scrapeInterval: "15s",
    evaluationInterval: "15s",
    retention: { time: "15d", bytes: 40 * 2 ** 30 },
    alertmanagers: ["alertmanager-0:9093", "alertmanager-1:9093"],
    kubeStateMetrics: "kube-state-metrics:8080",
    blackboxExporter: "blackbox-exporter:9115",
    kubeletCertificates: "unverified",
    scrapeLimits: { samples: 50_000, labels: 64, body: "64MB" },
    ...input,
  });
}

function job(name: string, input: Partial<ConfigInput> = {}): ScrapeConfig | undefined {
  return aConfig(input).scrape_configs.find(({ job_name }) => job_name === name);
}

test("has one job for each kind of source, and none for a service", () => {
  const names = aConfig().scrape_configs.map(({ job_name }) => job_name);

  expect(names).toEqual([
    "pods",
    "kubelet",
    "cadvisor",
    "kubelet-probes",
    "apiserver",
    "kube-state-metrics",
    "service-probes",
    "url-probes",
  ]);
});

test("labels what leaves the cluster with its name", () => {
  expect(aConfig().global.external_labels).toEqual({ cluster: "production" });
});

test.each([
  ["a${HOME}b", "a$${HOME}b"],
  ["$5 cluster$", "$$5 cluster$$"],
  // The placeholder of a value that is known when the stack is deployed.
  ["${{ input:cluster }}-$1", "${{ input:cluster }}-$$1"],
])("has Prometheus take no part of the name %s for a variable of its environment", (cluster, written) => {
  expect(aConfig({ cluster }).global.external_labels).toEqual({ cluster: written });
});

test("sends every alert to every Alertmanager", () => {
  expect(aConfig().alerting).toEqual({
    alertmanagers: [{ static_configs: [{ targets: ["alertmanager-0:9093", "alertmanager-1:9093"] }] }],
  });
});

test("tells replicas apart everywhere but in alerts", () => {
  const config = aConfig({ replicas: 2 });

  expect(config.global.external_labels).toEqual({ cluster: "production", prometheus_replica: "${POD_NAME}" });
  expect(config.alerting.alert_relabel_configs).toEqual([{ regex: "prometheus_replica", action: "labeldrop" }]);
});

test("limits storage by time and by size", () => {
  expect(aConfig().storage.tsdb.retention).toEqual({ time: "15d", size: "40960MB" });
});

test("leaves out the jobs of programs that are not there", () => {
  const names = aConfig({ kubeStateMetrics: undefined, blackboxExporter: undefined }).scrape_configs.map(
    ({ job_name }) => job_name,
  );

  expect(names).toEqual(["pods", "kubelet", "cadvisor", "kubelet-probes", "apiserver"]);
});

describe("pods", () => {
  test("are chosen by annotations, at the one port that is named", () => {
    expect(job("pods")?.relabel_configs?.slice(0, 2)).toEqual([
      { source_labels: ["__meta_kubernetes_pod_annotation_prometheus_io_scrape"], regex: "true", action: "keep" },
      {
        source_labels: ["__meta_kubernetes_pod_annotation_prometheus_io_port"],
        target_label: "__meta_kubernetes_pod_container_port_number",
        action: "keepequal",
      },
    ]);
  });

  test("are running", () => {
    expect(job("pods")?.kubernetes_sd_configs).toEqual([
      { role: "pod", selectors: [{ role: "pod", field: "status.phase=Running" }] },
    ]);
  });

  test("carry the labels that rules go by", () => {
    const targets = job("pods")?.relabel_configs?.map(({ target_label }) => target_label);

    expect(targets).toEqual(
      expect.arrayContaining(["job", "namespace", "pod", "container", "node", "service", "version"]),
    );
  });

  test("that speak TLS are not asked for a certificate of their address", () => {
    expect(job("pods")?.tls_config).toEqual({ insecure_skip_verify: true });
  });

  test("may send so much and no more", () => {
    const limited = job("pods", { scrapeLimits: { samples: 100, labels: 20, body: "1MB" } });

    expect(limited).toMatchObject({ sample_limit: 100, label_limit: 20, body_size_limit: "1MB" });
  });
});

describe("nodes", () => {
  test("are read at the kubelet, as a service account", () => {
    expect(job("cadvisor")).toMatchObject({
      scheme: "https",
      metrics_path: "/metrics/cadvisor",
      authorization: { credentials_file: "/var/run/secrets/kubernetes.io/serviceaccount/token" },
      kubernetes_sd_configs: [{ role: "node" }],
    });
  });

  test("may have certificates of their own making unless they are to be verified", () => {
    expect(job("kubelet")?.tls_config).toEqual({ insecure_skip_verify: true });
    expect(job("kubelet", { kubeletCertificates: "verified" })?.tls_config).toEqual({
      ca_file: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
    });
  });

  test.each<[string, string, string, boolean]>([
    ["container_cpu_usage_seconds_total", "checkout-1", "checkout", true],
    ["container_memory_working_set_bytes", "checkout-1", "checkout", true],
    ["container_oom_events_total", "checkout-1", "checkout", true],
    ["container_network_receive_bytes_total", "checkout-1", "", true],
    ["container_cpu_usage_seconds_total", "checkout-1", "", false],
    ["container_cpu_usage_seconds_total", "", "", false],
    ["container_network_receive_bytes_total", "", "", false],
    ["container_tasks_state", "checkout-1", "checkout", false],
  ])("count %s of pod %j and container %j: %j", (name, pod, container, kept) => {
    const [keep] = job("cadvisor")?.metric_relabel_configs ?? [];

    expect(keep).toMatchObject({ action: "keep", source_labels: ["__name__", "pod", "container"] });
    expect(new RegExp(`^(?:${keep?.regex})$`).test([name, pod, container].join(";"))).toBe(kept);
  });

  test("stop counting a container when it is gone", () => {
    expect(job("cadvisor")?.track_timestamps_staleness).toBe(true);
  });
});

test("takes the namespace and pod of what kube-state-metrics tells about, and not its own", () => {
  const elsewhere = job("kube-state-metrics", { kubeStateMetrics: "kube-state-metrics.kube-system.svc:8080" });

  expect(elsewhere).toEqual({
    job_name: "kube-state-metrics",
    honor_labels: true,
    static_configs: [{ targets: ["kube-state-metrics.kube-system.svc:8080"] }],
  });
});

test.each(["service-probes", "url-probes"])(
  "%s name the probed on what they measure, and not on their target",
  (name) => {
    const probes = job(name);

    const onTarget = probes?.relabel_configs?.map(({ target_label }) => target_label);
    expect(onTarget).not.toContain("service");
    expect(onTarget).not.toContain("namespace");
    expect(probes?.metric_relabel_configs).toEqual([
      { regex: "probe_(.+)", action: "labelmap", replacement: "$1" },
      { regex: "probe_.+", action: "labeldrop" },
    ]);
  },
);
