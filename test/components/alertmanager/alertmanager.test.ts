import { Testing } from "cdk8s";
import { load } from "js-yaml";
import { Alertmanager, pagerduty, webhook, type AlertmanagerProps } from "../../../lib/components/alertmanager";
import { secretKey } from "../../../lib/components/secret-key";
import {
  asRecord,
  asRecords,
  ManifestChart,
  render,
  type Duration,
  type JsonRecord,
  type KubernetesObject,
} from "../../../lib/core";
import { alerting } from "./builders";

interface Rendered {
  readonly alertmanager: Alertmanager;
  readonly objects: readonly KubernetesObject[];
  readonly pod: JsonRecord;
  readonly container: JsonRecord;
}

function declare(props: Partial<AlertmanagerProps> = {}) {
  const app = Testing.app();
  const chart = new ManifestChart(app, "stack", { namespace: "observability" });
  const alertmanager = new Alertmanager(chart, "alertmanager", {
    cluster: "test",
    profile: "dev",
    alerting: alerting(),
    ...props,
  });
  return { app, alertmanager };
}

function rendered(props: Partial<AlertmanagerProps> = {}): Rendered {
  const { app, alertmanager } = declare(props);
  const objects = render(app).map(({ object }) => object);
  const pod = asRecord(asRecord(asRecord(find(objects, "StatefulSet")["spec"])["template"])["spec"]);
  return { alertmanager, objects, pod, container: asRecords(pod["containers"])[0] ?? {} };
}

function find(objects: readonly KubernetesObject[], kind: string, name = "alertmanager"): JsonRecord {
  return asRecord(objects.find((object) => object.kind === kind && object.metadata.name === name));
}

function annotations(objects: readonly KubernetesObject[]): JsonRecord {
  return asRecord(
    asRecord(asRecord(asRecord(find(objects, "StatefulSet")["spec"])["template"])["metadata"])["annotations"],
  );
}

function checksum(props: Partial<AlertmanagerProps>): unknown {
  return annotations(rendered(props).objects)["checksum/config"];
}

function argsWith(retention: Duration): unknown {
  const timing = { groupWait: "30s", groupInterval: "5m", repeatInterval: "1h" } as const;
  return rendered({ retention, alerting: alerting({ timing, criticalTiming: timing }) }).container["args"];
}

function alertNames(props: Partial<AlertmanagerProps>): string[] {
  return rendered(props)
    .alertmanager.alerts()
    .map(({ alert }) => alert);
}

test("is one replica that loses its data in dev, one with a volume in small, and three in ha", () => {
  const [dev, small, ha] = (["dev", "small", "ha"] as const).map((profile) => rendered({ profile }));

  expect(find(dev?.objects ?? [], "StatefulSet")["spec"]).toMatchObject({ replicas: 1 });
  expect(asRecords(dev?.pod["volumes"])).toContainEqual({ name: "data", emptyDir: { sizeLimit: "64Mi" } });
  expect(find(small?.objects ?? [], "StatefulSet")["spec"]).toMatchObject({
    replicas: 1,
    volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { resources: { requests: { storage: "1Gi" } } } }],
  });
  expect(find(ha?.objects ?? [], "StatefulSet")["spec"]).toMatchObject({
    replicas: 3,
    podManagementPolicy: "Parallel",
  });
});

test("keeps to itself as long as it is alone", () => {
  const { objects, container, pod } = rendered();

  expect(container["args"]).toContain("--cluster.listen-address=");
  expect(container["ports"]).toEqual([{ name: "http", containerPort: 9093 }]);
  expect(pod["affinity"]).toBeUndefined();
  expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
    "ConfigMap/alertmanager-config",
    "Service/alertmanager",
    "Service/alertmanager-cluster",
    "StatefulSet/alertmanager",
  ]);
});

test("forms a cluster of its replicas, on different nodes, that a drain takes one at a time", () => {
  const { objects, container, pod } = rendered({ profile: "ha" });

  expect(container["args"]).toEqual(
    expect.arrayContaining([
      "--cluster.listen-address=[$(POD_IP)]:9094",
      "--cluster.label=observability/alertmanager",
      "--cluster.peer=alertmanager-0.alertmanager-cluster.observability.svc:9094",
      "--cluster.peer=alertmanager-2.alertmanager-cluster.observability.svc:9094",
    ]),
  );
  expect(asRecords(container["env"])[0]?.["name"]).toBe("POD_IP");
  expect(find(objects, "Service", "alertmanager-cluster")["spec"]).toMatchObject({
    clusterIP: "None",
    publishNotReadyAddresses: true,
    ports: [{ port: 9093 }, { port: 9094, protocol: "TCP" }, { port: 9094, protocol: "UDP" }],
  });
  expect(find(objects, "StatefulSet")["spec"]).toMatchObject({ serviceName: "alertmanager-cluster" });
  expect(find(objects, "PodDisruptionBudget")["spec"]).toEqual({
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: "AlwaysAllow",
    selector: { matchLabels: { "app.kubernetes.io/name": "alertmanager" } },
  });
  expect(asRecord(pod["affinity"])["podAntiAffinity"]).toBeDefined();
});

test("grows from one replica to several, as nothing changes that a StatefulSet cannot", () => {
  const [small, ha] = (["small", "ha"] as const).map((profile) =>
    asRecord(find(rendered({ profile }).objects, "StatefulSet")["spec"]),
  );
  const fixed = ["serviceName", "podManagementPolicy", "selector", "volumeClaimTemplates"];

  expect(fixed.map((field) => small?.[field])).toEqual(fixed.map((field) => ha?.[field]));
  expect(small?.["serviceName"]).toBe("alertmanager-cluster");
  expect(find(rendered().objects, "Service", "alertmanager-cluster")["spec"]).toMatchObject({
    clusterIP: "None",
    ports: [{ name: "http", port: 9093, targetPort: "http" }],
  });
});

test("tells Prometheus every replica, and people one address", () => {
  expect(rendered().alertmanager.targets).toEqual(["alertmanager.observability.svc:9093"]);
  expect(rendered({ profile: "ha" }).alertmanager.targets).toEqual([
    "alertmanager-0.alertmanager-cluster.observability.svc:9093",
    "alertmanager-1.alertmanager-cluster.observability.svc:9093",
    "alertmanager-2.alertmanager-cluster.observability.svc:9093",
  ]);
  expect(rendered({ profile: "ha" }).alertmanager.url).toBe("http://alertmanager.observability.svc:9093");
});

test("mounts the keys that the configuration names, and no others of their Secrets", () => {
  const { pod, container, objects } = rendered({
    alerting: alerting({
      receivers: {
        oncall: [
          pagerduty({ routingKey: secretKey("alerting", "pagerduty") }),
          webhook({ url: secretKey("hooks", "url"), bearerToken: secretKey("hooks", "token") }),
        ],
      },
      defaultReceiver: "oncall",
      heartbeat: { url: secretKey("alerting", "heartbeat") },
    }),
  });

  expect(asRecords(pod["volumes"])).toContainEqual({
    name: "secrets",
    projected: {
      sources: [
        {
          secret: {
            name: "alerting",
            items: [
              { key: "heartbeat", path: "alerting/heartbeat" },
              { key: "pagerduty", path: "alerting/pagerduty" },
            ],
          },
        },
        {
          secret: {
            name: "hooks",
            items: [
              { key: "token", path: "hooks/token" },
              { key: "url", path: "hooks/url" },
            ],
          },
        },
      ],
    },
  });
  expect(asRecords(container["volumeMounts"])).toContainEqual({
    name: "secrets",
    mountPath: "/etc/alertmanager/secrets",
    readOnly: true,
  });
  expect(objects.map(({ kind }) => kind)).not.toContain("Secret");
});

test("mounts no Secret without need", () => {
  const { pod } = rendered({ alerting: alerting({ receivers: { team: webhook({ url: "https://example.com" }) } }) });

  expect(asRecords(pod["volumes"]).map(({ name }) => name)).toEqual(["config", "data"]);
});

test("writes its configuration and the templates that it names", () => {
  const data = asRecord(find(rendered().objects, "ConfigMap", "alertmanager-config")["data"]);

  const config = asRecord(load(String(data["alertmanager.yml"])));

  expect(Object.keys(data)).toEqual(["alertmanager.yml", "notification.tmpl"]);
  expect(config["templates"]).toEqual(["/etc/alertmanager/config/notification.tmpl"]);
});

test("replaces its pods when the configuration changes, and only then", () => {
  expect(checksum({})).toMatch(/^[0-9a-f]{64}$/);
  expect(checksum({})).toBe(checksum({ profile: "small" }));
  expect(checksum({})).not.toBe(checksum({ alerting: alerting({ critical: "oncall" }) }));
});

test("is scraped", () => {
  expect(annotations(rendered().objects)).toMatchObject({
    "prometheus.io/scrape": "true",
    "prometheus.io/port": "9093",
    "prometheus.io/path": "/metrics",
  });
});

test("puts the address that people use into messages, and serves at the root whatever its path", () => {
  const { container } = rendered({ url: "https://ops.example.com/alertmanager" });

  expect(container["args"]).toEqual(
    expect.arrayContaining(["--web.external-url=https://ops.example.com/alertmanager", "--web.route-prefix=/"]),
  );
});

test("tells Go how long to remember, in hours", () => {
  expect(argsWith("10d")).toContain("--data.retention=240h");
  expect(argsWith("90m")).toContain("--data.retention=5400s");
});

test("fails with everything that is wrong, and its place", () => {
  const { app } = declare({
    url: "alerts",
    replicas: 0,
    storage: { size: "lots" as "1Gi" },
    retention: "1h",
    alerting: alerting({ defaultReceiver: "tema" }),
  });

  expect(() => render(app)).toThrow(
    [
      "6 problems found:",
      'stack/alertmanager: url "alerts": expected an http or https URL such as "https://example.com/alerts"',
      "stack/alertmanager: replicas 0: expected a whole number, 1 or more",
      'stack/alertmanager: storage.size "lots": expected a Kubernetes quantity such as "256Mi"',
      'stack/alertmanager: alerting.defaultReceiver "tema": expected one of alerting.receivers: "oncall", "team"',
      'stack/alertmanager: alerting.criticalTiming.repeatInterval "4h": expected from groupInterval 1m to the data retention 1h',
      'stack/alertmanager: alerting.timing.repeatInterval "12h": expected from groupInterval 5m to the data retention 1h',
    ].join("\n  "),
  );
});

test("is a monitor of itself, with alerts about the cluster where there is one", () => {
  expect(rendered().alertmanager).toMatchObject({
    monitorName: "observability/alertmanager",
    monitorLabels: { namespace: "observability", service: "alertmanager" },
  });
  expect(alertNames({})).toEqual(["AlertmanagerDown", "AlertmanagerNotificationsFailing"]);
  expect(alertNames({ profile: "ha" })).toEqual([
    ...alertNames({}),
    "AlertmanagerReplicaDown",
    "AlertmanagerMembersInconsistent",
    "AlertmanagerConfigInconsistent",
  ]);
});

test("says what is missing when nobody is to be told", () => {
  const props: object = { alerting: undefined };

  const { app } = declare(props);

  expect(() => render(app)).toThrow(
    "stack/alertmanager: alerting missing: expected an object with runbooks, receivers and defaultReceiver",
  );
});

test("watches each receiver for itself, as heartbeats would hide that the few real messages fail", () => {
  const rule = rendered()
    .alertmanager.alerts()
    .find(({ alert }) => alert === "AlertmanagerNotificationsFailing");

  expect(rendered().container["args"]).toContain("--enable-feature=receiver-name-in-metrics");
  expect(rule?.expr).toContain("sum by (integration, receiver_name)");
  expect(rule?.expr).toContain('receiver_name!="heartbeat"');
});
