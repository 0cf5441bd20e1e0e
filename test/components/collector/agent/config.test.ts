import type { AgentConfigInput } from "../../../../lib/components/collector/agent/config";
import { counts, sizes } from "../../../../lib/components/collector/agent/limits";
import { input } from "../../../../lib/core";
import { logLabelAttributes } from "../../../../lib/signals";
import { at } from "../../a-stack";
import { aConfig } from "./an-agent";

/** What the pipelines of a configuration consist of. */
function pipelinesOf(given: Partial<AgentConfigInput> = {}) {
  return aConfig(given).service.pipelines;
}

function statementsOf(config: unknown, processor: string): string {
  return JSON.stringify(at(config, "processors", processor));
}

test.each<[string, Partial<AgentConfigInput>, readonly string[]]>([
  ["both", {}, ["logs/otlp", "logs", "traces", "metrics", "metrics/kubelet"]],
  ["Loki alone", { gateway: undefined }, ["logs/otlp", "logs"]],
  ["a gateway alone", { loki: undefined }, ["traces", "metrics", "metrics/kubelet"]],
])("has the pipelines for %s", (_, given, expected) => {
  expect(Object.keys(pipelinesOf(given))).toEqual(expected);
});

test("reads no logs without Loki, and asks no kubelet without a gateway", () => {
  expect(Object.keys(aConfig({ loki: undefined }).receivers)).toEqual(["otlp", "kubelet_stats"]);
  expect(Object.keys(aConfig({ gateway: undefined }).receivers)).toEqual(["otlp", "file_log"]);
});

test("refuses first, where memory is short", () => {
  const firsts = Object.values(pipelinesOf()).map((pipeline) => pipeline?.processors[0]);

  expect(new Set(firsts)).toEqual(new Set(["memory_limiter"]));
});

test("knows the file's container before it looks for the pod, and the pod before it names the service", () => {
  expect(pipelinesOf()["logs"]?.processors).toEqual([
    "memory_limiter",
    "transform/container-lines",
    "k8s_attributes",
    "transform/logs",
  ]);
});

test.each(["traces", "metrics"] as const)(
  "sets aside what senders of %s say of their pod before it looks for the pod",
  (id) => {
    expect(pipelinesOf()[id]?.processors.slice(0, 3)).toEqual(["memory_limiter", "transform/claims", "k8s_attributes"]);
  },
);

test("sets aside what senders of logs say of their pod before these join the containers' logs", () => {
  expect(pipelinesOf()["logs/otlp"]?.processors).toContain("transform/claims");
  expect(pipelinesOf()["logs"]?.processors).not.toContain("transform/claims");
});

test("takes the address that something comes from before anything else for the pod", () => {
  expect(at(aConfig().processors, "k8s_attributes", "pod_association")).toEqual([
    { sources: [{ from: "connection" }] },
    { sources: [{ from: "resource_attribute", name: "k8s.pod.uid" }] },
  ]);
});

test("masks secrets in whatever comes with OTLP and has text", () => {
  expect(pipelinesOf()["logs/otlp"]?.processors).toContain("redaction");
  expect(pipelinesOf()["traces"]?.processors).toContain("redaction");
});

test("never gives anything up because of time", () => {
  const config = aConfig();
  const retries = [config.receivers["file_log"], ...Object.values(config.exporters)];

  expect(retries.map((component) => at(component, "retry_on_failure", "max_elapsed_time"))).toEqual([0, 0, 0]);
});

test("keeps what it has read and what it cannot send on disk", () => {
  const { receivers, exporters } = aConfig();

  expect(at(receivers, "file_log", "storage")).toBe("file_storage");
  expect(Object.values(exporters).map((exporter) => at(exporter, "sending_queue", "storage"))).toEqual([
    "file_storage",
    "file_storage",
  ]);
});

test("reads every container's logs from their beginning but its own", () => {
  const receiver = aConfig().receivers["file_log"];

  expect(at(receiver, "start_at")).toBe("beginning");
  expect(at(receiver, "exclude")).toContain("/var/log/pods/observability-node_collector-agent-*/*/*");
});

test("keeps the spans of a trace together where there are several gateways", () => {
  const replicas = { hostname: "collector-gateway-headless.observability.svc", port: 4317 };

  const config = aConfig({ gateway: { service: "collector-gateway.observability.svc:4317", replicas } });

  expect(config.service.pipelines["traces"]?.exporters).toEqual(["load_balancing/gateway"]);
  expect(config.service.pipelines["metrics"]?.exporters).toEqual(["otlp_grpc/gateway"]);
  expect(config.exporters["load_balancing/gateway"]).toMatchObject({ routing_key: "traceID" });
});

test.each([
  ["verified", false],
  ["unverified", true],
] as const)("takes certificates of kubelets %s", (kubeletCertificates, skip) => {
  expect(at(aConfig({ kubeletCertificates }).receivers, "kubelet_stats", "insecure_skip_verify")).toBe(skip);
});

test("reads the format of Docker where Docker writes", () => {
  const operators = at(aConfig({ containerRuntime: "docker" }).receivers, "file_log", "operators");

  expect(operators).toContainEqual(expect.objectContaining({ type: "container", format: "docker" }));
  expect(operators).not.toContainEqual(expect.objectContaining({ format: "containerd" }));
});

// The collector replaces variables, and takes two dollars for one.
test.each([
  ["a quote", 'a"b', '"a\\"b"'],
  ["a variable", "a${env:HOME}", '"a$${env:HOME}"'],
  ["a value that is known later", input("cluster"), `"${input("cluster")}"`],
])("takes %s in the cluster's name as it is", (_, cluster, written) => {
  const statements = statementsOf(aConfig({ cluster }), "transform/logs");

  expect(statements).toContain(JSON.stringify(`set(resource.attributes["k8s.cluster.name"], ${written})`));
});

test("gives the kubelet's metrics no service, whose own they would seem to be", () => {
  const statements = statementsOf(aConfig(), "transform/kubelet");

  expect(statements).toContain("keep_keys(resource.attributes, [])");
  expect(statements).toContain(String.raw`set(resource.attributes[\"service.name\"], \"collector-agent\")`);
});

test("asks the kubelet for nothing that Prometheus reads from it", () => {
  const metrics = Object.entries(at(aConfig().receivers, "kubelet_stats", "metrics") ?? {});

  const enabled = metrics.filter(([, metric]) => at(metric, "enabled") === true).map(([name]) => name);
  expect(enabled).toEqual(["container.filesystem.usage", "k8s.pod.filesystem.usage"]);
});

describe("what goes to Loki", () => {
  /** Loki's own defaults, which its configuration states. */
  const loki = { line: 256 * 1024, attributes: 64 * 1024, count: 128 };

  test("is never longer than a line may be", () => {
    expect(sizes.line + sizes.entry).toBeLessThan(loki.line);
    expect(sizes.body).toBeLessThan(loki.line);
  });

  test("has never more or larger attributes than a line may have", () => {
    // Severity as text and number, trace, span, and the level that Loki finds; name and version of the scope.
    const lokisOwn = 5 + 2;

    expect(counts.attributes + counts.resource + counts.scope + lokisOwn).toBeLessThanOrEqual(loki.count);
    const resourceAndScope = (counts.resource + counts.scope) * sizes.value;
    expect(sizes.attributes + resourceAndScope).toBeLessThan(loki.attributes);
    expect(counts.attributes * sizes.value).toBeLessThanOrEqual(sizes.attributes);
  });

  test("keeps the attributes that become labels, however many there are", () => {
    const statements = statementsOf(aConfig(), "transform/logs");

    for (const name of logLabelAttributes) {
      expect(statements).toMatch(new RegExp(`limit\\(resource.attributes, ${counts.resource}, \\[.*${name}`));
    }
  });
});
