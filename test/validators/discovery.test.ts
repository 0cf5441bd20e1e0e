/**
 * What annotations promise is what Prometheus finds: promtool applies the rules of each job to targets as Kubernetes
 * would tell them.
 */
import { join } from "node:path";
import { prometheusConfig } from "../../lib/components/prometheus/config";
import { toYaml } from "../../lib/core";
import { discoveryAnnotations, probeAnnotations, scrapeAnnotations } from "../../lib/signals";
import { check } from "./check";
import { layOut } from "./sandbox";

test("finds a pod at the port and path that its annotations name", () => {
  const targets = discover("pods", aPod({ annotations: scrapeAnnotations({ port: 8080, path: "/internal/metrics" }) }));

  expect(targets).toEqual([
    expect.objectContaining({
      __address__: "10.0.0.1:8080",
      __scheme__: "http",
      __metrics_path__: "/internal/metrics",
      job: "shop/checkout",
      namespace: "shop",
      service: "checkout",
      pod: "checkout-6d5f-abcde",
      container: "app",
      node: "node-1",
      version: "1.2.3",
    }),
  ]);
});

test("finds it once, however many ports and containers it has", () => {
  const annotations = scrapeAnnotations({ port: 8080 });
  const ports = [
    aPod({ annotations, port: 8080, container: "app" }),
    aPod({ annotations, port: 9090, container: "app" }),
    aPod({ annotations, port: 15090, container: "sidecar" }),
  ];

  const targets = discover("pods", ...ports);

  expect(targets).toEqual([expect.objectContaining({ __address__: "10.0.0.1:8080", __metrics_path__: "/metrics" })]);
});

test.each([
  ["has no annotations", {}],
  ["is not to be scraped", { ...scrapeAnnotations({ port: 8080 }), [discoveryAnnotations.scrape]: "false" }],
  ["names a port that it does not declare", scrapeAnnotations({ port: 9999 })],
])("leaves a pod alone that %s", (_, annotations) => {
  expect(discover("pods", aPod({ annotations }))).toEqual([]);
});

test("scrapes over TLS where an annotation says so", () => {
  const annotations = { ...scrapeAnnotations({ port: 8080 }), [discoveryAnnotations.scrapeScheme]: "https" };

  expect(discover("pods", aPod({ annotations }))).toEqual([expect.objectContaining({ __scheme__: "https" })]);
});

test("probes a Service at the port and path that its annotations name, through the exporter", () => {
  const annotations = probeAnnotations({ port: 80, path: "/ready" });

  const targets = discover("service-probes", aService({ annotations, port: 80 }), aService({ annotations, port: 81 }));

  expect(targets).toEqual([
    expect.objectContaining({
      __address__: "blackbox-exporter:9115",
      __metrics_path__: "/probe",
      __param_module: "http_2xx",
      __param_target: "http://checkout.shop.svc:80/ready",
      instance: "http://checkout.shop.svc:80/ready",
      probe_namespace: "shop",
      probe_service: "checkout",
    }),
  ]);
});

test("the `up` of a probe is not an `up` of the service that is probed", () => {
  const [target] = discover("service-probes", aService({ annotations: probeAnnotations({ port: 80 }), port: 80 }));

  expect(target).not.toHaveProperty("service");
  expect(target).not.toHaveProperty("namespace");
});

test("leaves a Service alone that does not ask to be probed", () => {
  expect(discover("service-probes", aService({ annotations: {}, port: 80 }))).toEqual([]);
});

test("names nodes, and reads the API server at its own port alone", () => {
  const node = { __address__: "10.1.0.1:10250", __meta_kubernetes_node_name: "node-1" };

  expect(discover("cadvisor", node)).toEqual([expect.objectContaining({ node: "node-1", __scheme__: "https" })]);
  expect(discover("apiserver", anEndpoint("kubernetes", "https"))).toHaveLength(1);
  expect(discover("apiserver", anEndpoint("kubernetes", "other"), anEndpoint("shop", "https"))).toEqual([]);
});

type Labels = Readonly<Record<string, string>>;

/** The labels of the targets that are left, with those that begin with `__` but without `__meta_`. */
function discover(jobName: string, ...targets: readonly Labels[]): Labels[] {
  const config = aConfig();
  const job = config.scrape_configs.find(({ job_name }) => job_name === jobName);
  const { kubernetes_sd_configs: _, authorization: _token, tls_config: _tls, ...rest } = job ?? { job_name: jobName };
  const static_configs = targets.map(({ __address__ = "", ...labels }) => ({ targets: [__address__], labels }));
  const root = layOut([["prometheus.yml", toYaml({ scrape_configs: [{ ...rest, static_configs }] })]]);

  const output = check("promtool", [
    "check",
    "service-discovery",
    "--timeout=200ms",
    join(root, "prometheus.yml"),
    jobName,
  ]);

  const results: { labels: Labels }[] = JSON.parse(output.slice(output.indexOf("[")));
  return results.map(({ labels }) => labels).filter((labels) => Object.keys(labels).length > 0);
}

function aConfig() {
  return prometheusConfig({
    cluster: "test",
    replicas: 1,
    scrapeInterval: "15s",
    evaluationInterval: "15s",
    retention: { time: "1d", bytes: 2 ** 30 },
    alertmanagers: [],
    kubeStateMetrics: undefined,
    blackboxExporter: "blackbox-exporter:9115",
    kubeletCertificates: "unverified",
    scrapeLimits: { samples: 50_000, labels: 64, body: "64MB" },
  });
}

/** One port of a pod, as Prometheus' discovery tells it. */
function aPod({
  annotations,
  port = 8080,
  container = "app",
}: {
  annotations: Labels;
  port?: number;
  container?: string;
}): Labels {
  return {
    __address__: `10.0.0.1:${port}`,
    __meta_kubernetes_namespace: "shop",
    __meta_kubernetes_pod_name: "checkout-6d5f-abcde",
    __meta_kubernetes_pod_node_name: "node-1",
    __meta_kubernetes_pod_container_name: container,
    __meta_kubernetes_pod_container_port_number: `${port}`,
    __meta_kubernetes_pod_label_app_kubernetes_io_name: "checkout",
    __meta_kubernetes_pod_label_app_kubernetes_io_version: "1.2.3",
    ...asMeta("pod", annotations),
  };
}

/** One port of a Service, as Prometheus' discovery tells it. */
function aService({ annotations, port }: { annotations: Labels; port: number }): Labels {
  return {
    __address__: `checkout.shop.svc:${port}`,
    __meta_kubernetes_namespace: "shop",
    __meta_kubernetes_service_name: "checkout",
    __meta_kubernetes_service_port_number: `${port}`,
    ...asMeta("service", annotations),
  };
}

/** One port of an address behind a Service, as Prometheus' discovery tells it. */
function anEndpoint(service: string, port: string): Labels {
  return {
    __address__: "10.1.0.1:6443",
    __meta_kubernetes_service_name: service,
    __meta_kubernetes_endpointslice_port_name: port,
  };
}

function asMeta(of: string, annotations: Labels): Labels {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, value]) => [
      `__meta_kubernetes_${of}_annotation_${name.replaceAll(/[^a-z]/g, "_")}`,
      value,
    ]),
  );
}
