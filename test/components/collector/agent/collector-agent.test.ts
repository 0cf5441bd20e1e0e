import {
  CollectorAgent,
  collectorAgentPodSecurity,
  type CollectorAgentProps,
} from "../../../../lib/components/collector";
import { asRecord, type JsonRecord } from "../../../../lib/core";
import { argsOf, at, fileOf, hardeningOf, objectsOf, podOf, problemsOf, RESTRICTED } from "../../a-stack";
import { agentObjects, agentProblems, GATEWAY, LOKI } from "./an-agent";

const DAEMON_SET = "DaemonSet/collector-agent";

function pod(props: Partial<CollectorAgentProps> = {}): JsonRecord {
  return podOf(agentObjects(props), DAEMON_SET);
}

function configOf(props: Partial<CollectorAgentProps> = {}): unknown {
  return fileOf(agentObjects(props), "collector-agent-config", "collector.yaml");
}

/** The rules of its ClusterRole, for an agent that has only these of Loki and the gateway. */
function rulesOf(props: Pick<CollectorAgentProps, "loki" | "gateway">): unknown {
  const objects = objectsOf((scope) => {
    new CollectorAgent(scope, "agent", { cluster: "test", profile: "small", ...props });
  });
  return objects.get("ClusterRole/observability-collector-agent")?.["rules"];
}

test("is a DaemonSet that pods of its node find by a Service", () => {
  const objects = agentObjects();

  expect([...objects.keys()]).toEqual([
    "ConfigMap/collector-agent-config",
    "ServiceAccount/collector-agent",
    "ClusterRole/observability-collector-agent",
    "ClusterRoleBinding/observability-collector-agent",
    "Service/collector-agent",
    DAEMON_SET,
  ]);
  expect(at(objects.get("Service/collector-agent"), "spec")).toMatchObject({
    selector: { "app.kubernetes.io/name": "collector-agent" },
    internalTrafficPolicy: "Local",
    ports: [{ port: 4317 }, { port: 4318 }],
  });
});

test("runs as root, whose the logs are, and is otherwise as restricted as the rest", () => {
  const spec = pod();

  expect(hardeningOf(spec)).toEqual({ ...RESTRICTED, runAsNonRoot: undefined });
  expect(spec["securityContext"]).toMatchObject({ runAsUser: 0, runAsGroup: 0 });
  expect(collectorAgentPodSecurity).toEqual({ level: "privileged", reason: expect.stringContaining("hostPath") });
});

test("reads the logs of the node, and writes to one directory of it, which no other stack has", () => {
  const spec = pod();

  expect(spec["volumes"]).toEqual([
    { name: "config", configMap: { name: "collector-agent-config" } },
    { name: "data", hostPath: { path: "/var/lib/observability-collector-agent", type: "DirectoryOrCreate" } },
    { name: "var-log-pods", hostPath: { path: "/var/log/pods" } },
  ]);
  expect(at(spec, "containers", 0, "volumeMounts")).toEqual([
    { name: "config", mountPath: "/etc/collector", readOnly: true },
    { name: "data", mountPath: "/var/lib/collector" },
    { name: "var-log-pods", mountPath: "/var/log/pods", readOnly: true },
  ]);
});

test("mounts the logs of Docker where the kubelet's are links to them", () => {
  expect(at(pod({ containerRuntime: "docker" }), "containers", 0, "volumeMounts")).toContainEqual({
    name: "var-lib-docker-containers",
    mountPath: "/var/lib/docker/containers",
    readOnly: true,
  });
});

test("runs on every Linux node, whatever its taints, and never twice on one", () => {
  expect(pod()).toMatchObject({
    nodeSelector: { "kubernetes.io/os": "linux" },
    tolerations: [{ operator: "Exists" }],
  });
  expect(at(agentObjects().get(DAEMON_SET), "spec", "updateStrategy", "rollingUpdate")).toMatchObject({ maxSurge: 0 });
});

test("hands lines over before it notes that they were read", () => {
  expect(argsOf(agentObjects(), DAEMON_SET)).toContain("--feature-gates=stanza.synchronousLogEmitter");
});

test("may look up pods, and ask kubelets only for what goes to the gateway", () => {
  const pods = { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] };

  expect(rulesOf({ loki: LOKI })).toEqual([pods]);
  expect(rulesOf({ gateway: GATEWAY })).toEqual([
    pods,
    { apiGroups: [""], resources: ["nodes/stats"], verbs: ["get"] },
  ]);
});

test("derives what Go and the collector may use from the memory limit", () => {
  const props = { resources: { cpu: "1", memory: "500Mi" } } as const;

  expect(at(pod(props), "containers", 0, "env", 0)).toEqual({ name: "GOMEMLIMIT", value: "400MiB" });
  expect(at(configOf(props), "processors", "memory_limiter")).toMatchObject({ limit_mib: 400, spike_limit_mib: 80 });
});

test("keeps less of the disk in dev than in ha", () => {
  const logs = ["exporters", "otlp_http/loki", "sending_queue", "queue_size"];

  expect(at(configOf({ profile: "dev" }), ...logs)).toBe(Math.floor(2 ** 28 * 0.6));
  expect(at(configOf({ profile: "ha" }), ...logs)).toBe(Math.floor(2 ** 32 * 0.6));
  expect(at(configOf({ queueSize: "1Gi" }), ...logs)).toBe(Math.floor(2 ** 30 * 0.6));
});

test("is replaced when its configuration changes, and only then", () => {
  const checksum = (props: Partial<CollectorAgentProps>): unknown =>
    at(agentObjects(props).get(DAEMON_SET), "spec", "template", "metadata", "annotations", "checksum/config");

  expect(checksum({})).toBe(checksum({}));
  expect(checksum({})).not.toBe(checksum({ cluster: "other" }));
});

test("knows where pods send to, and when it is down", () => {
  const agents: CollectorAgent[] = [];
  objectsOf((scope) => {
    agents.push(new CollectorAgent(scope, "agent", { cluster: "test", profile: "dev", loki: LOKI }));
  });

  expect(agents[0]).toMatchObject({
    otlpEndpoint: "http://collector-agent.observability.svc:4318",
    monitorName: "observability/collector-agent",
  });
  expect(agents[0]?.alerts()).toContainEqual(
    expect.objectContaining({
      alert: "CollectorAgentDown",
      expr: expect.stringContaining('job="observability/collector-agent"'),
    }),
  );
});

test.each<[string, Partial<CollectorAgentProps>, string]>([
  ["an address of Loki that is not that of OTLP", { loki: "http://loki:3100" }, 'loki "http://loki:3100"'],
  ["an address of Loki without a scheme", { loki: "loki:3100/otlp" }, 'loki "loki:3100/otlp"'],
  ["a URL for the gateway", { gateway: { service: "http://gateway:4317" } }, 'gateway.service "http://gateway:4317"'],
  [
    "replicas of the gateway without a name",
    { gateway: { ...GATEWAY, replicas: { hostname: "", port: 4317 } } },
    'gateway.replicas ":4317"',
  ],
  ["queues of nothing", { queueSize: "1Mi" }, 'queueSize "1Mi": expected at least 64Mi'],
  [
    "memory for nothing",
    { resources: { cpu: "1", memory: "64Mi" } },
    'resources.memory "64Mi": expected at least 128Mi',
  ],
])("refuses %s", (_, props, problem) => {
  expect(agentProblems(props)).toEqual([expect.stringContaining(problem)]);
});

test("refuses to send nowhere", () => {
  const problems = problemsOf((scope) => {
    new CollectorAgent(scope, "agent", { cluster: "test", profile: "dev" });
  });

  expect(problems).toEqual([expect.stringContaining("give it loki, gateway or both")]);
});

test("checks what somebody made of its configuration", () => {
  const problems = agentProblems({
    config: (config) => ({ ...config, exporters: { ...config.exporters, "otlphttp/other": { endpoint: "http://x" } } }),
  });

  expect(problems).toEqual([
    expect.stringContaining('call it "otlp_http/other"'),
    expect.stringContaining("name it in a pipeline"),
  ]);
});

test("takes the configuration that somebody made of it", () => {
  const props: Partial<CollectorAgentProps> = {
    config: (config) => ({ ...config, receivers: { ...config.receivers, otlp: { protocols: { http: {} } } } }),
  };

  expect(asRecord(at(configOf(props), "receivers", "otlp"))).toEqual({ protocols: { http: {} } });
});
