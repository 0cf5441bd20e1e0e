import type { Construct } from "constructs";
import { Alertmanager, webhook } from "../../lib/components/alertmanager";
import { BlackboxExporter } from "../../lib/components/blackbox";
import { CollectorAgent, CollectorGateway } from "../../lib/components/collector";
import { Grafana } from "../../lib/components/grafana";
import { Jaeger } from "../../lib/components/jaeger";
import { KubeStateMetrics } from "../../lib/components/kube-state-metrics";
import { Loki } from "../../lib/components/loki";
import { NodeExporter } from "../../lib/components/node-exporter";
import { onePerNode } from "../../lib/components/program";
import { Prometheus } from "../../lib/components/prometheus";
import type { KubernetesObject } from "../../lib/core";
import { at, objectsOf } from "./a-stack";

const context = { cluster: "test", profile: "ha" } as const;
const alerting = {
  runbooks: false,
  receivers: { chat: webhook({ url: "https://chat.example.com/" }) },
  defaultReceiver: "chat",
} as const;
const LOKI = "http://loki.observability.svc:3100/otlp";
const ELASTICSEARCH = { kind: "elasticsearch", urls: ["https://elasticsearch.example.com:9200"] } as const;
const BUCKET = { bucket: "logs", region: "eu-central-1" };
const VERSION = "app.kubernetes.io/version";

const programs: Readonly<Record<string, (scope: Construct, image: string) => void>> = {
  Alertmanager: (scope, image) => new Alertmanager(scope, "program", { ...context, image, alerting }),
  "the collector's agent": (scope, image) => new CollectorAgent(scope, "program", { ...context, image, loki: LOKI }),
  "the collector's gateway": (scope, image) =>
    new CollectorGateway(scope, "program", { ...context, image, prometheus: ["http://p:9090/api/v1/otlp"] }),
  Grafana: (scope, image) => new Grafana(scope, "program", { ...context, image, admin: "admin", dataSources: [] }),
  Jaeger: (scope, image) => new Jaeger(scope, "program", { ...context, image, storage: ELASTICSEARCH }),
  Loki: (scope, image) =>
    new Loki(scope, "program", { ...context, image, alertmanagers: [], remoteWrite: [], storage: BUCKET }),
  Prometheus: (scope, image) => new Prometheus(scope, "program", { ...context, image, alertmanagers: [] }),
  "kube-state-metrics": (scope, image) => new KubeStateMetrics(scope, "program", { ...context, image }),
  "node-exporter": (scope, image) => new NodeExporter(scope, "program", { ...context, image }),
  "blackbox exporter": (scope, image) => new BlackboxExporter(scope, "program", { ...context, image }),
};

test.each(Object.entries(programs))("another version of %s changes its workload alone", (_, declare) => {
  const before = objectsOf((scope) => declare(scope, "example.com/program:v1.2.3"));
  const after = objectsOf((scope) => declare(scope, "example.com/program:v1.2.4"));

  const changed = [...after].filter(([name, object]) => JSON.stringify(object) !== JSON.stringify(before.get(name)));
  expect(changed.map(([, { kind }]) => kind)).toEqual([expect.stringMatching(/^(Deployment|StatefulSet|DaemonSet)$/)]);
  expect(versionsOf(changed[0]?.[1])).toEqual(["1.2.4", "1.2.4"]);
});

test("no two of a program on one node, and in different zones where there are some", () => {
  const labelSelector = { matchLabels: { "app.kubernetes.io/name": "prometheus" } };

  expect(onePerNode({ "app.kubernetes.io/name": "prometheus" })).toEqual({
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: "kubernetes.io/hostname" }],
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { labelSelector, topologyKey: "topology.kubernetes.io/zone" } },
      ],
    },
  });
});

/** What the workload and its pods say. */
function versionsOf(workload: KubernetesObject | undefined): unknown[] {
  return [workload?.metadata.labels?.[VERSION], at(workload, "spec", "template", "metadata", "labels", VERSION)];
}
