import type { Loki, LokiLimits, LokiProps } from "../../../lib/components/loki";
import type { Profile } from "../../../lib/components/profile";
import { images } from "../../../lib/components/versions";
import { asRecords } from "../../../lib/core/json";
import { argsOf, at, fileOf, hardeningOf, objectsOf, podOf, RESTRICTED } from "../a-stack";
import { aBucket, aLoki, lokiObjects, lokiProblems } from "./a-loki";

const PROFILES: readonly [Profile, Partial<LokiProps>][] = [
  ["dev", { profile: "dev" }],
  ["small", { profile: "small" }],
  ["ha", { profile: "ha", storage: aBucket }],
];

test.each(PROFILES)("runs everything in each pod: %s", (_, props) => {
  const objects = lokiObjects(props);

  const args = argsOf(objects, "StatefulSet/loki");
  expect(args.slice(0, 2)).toEqual(["-config.file=/etc/loki/config/loki.yaml", "-target=all"]);
  expect(at(objects.get("StatefulSet/loki"), "spec", "podManagementPolicy")).toBe("Parallel");
});

test.each(PROFILES)("is as restricted as the namespace demands: %s", (_, props) => {
  expect(hardeningOf(podOf(lokiObjects(props), "StatefulSet/loki"))).toEqual(RESTRICTED);
});

test("is itself scraped, and started anew when its configuration changes", () => {
  const annotationsOf = (props: Partial<LokiProps>) =>
    at(lokiObjects(props).get("StatefulSet/loki"), "spec", "template", "metadata", "annotations");

  const before = annotationsOf({});

  expect(before).toMatchObject({ "prometheus.io/scrape": "true", "prometheus.io/port": "3100" });
  expect(annotationsOf({ retention: "20d" })).not.toEqual(before);
});

test("is not restarted because it replays its log", () => {
  const container = at(podOf(lokiObjects(), "StatefulSet/loki"), "containers", 0);

  for (const probe of ["startupProbe", "livenessProbe"]) {
    expect(at(container, probe, "httpGet", "path")).toBe("/loki/api/v1/status/buildinfo");
  }
  expect(at(container, "readinessProbe", "httpGet", "path")).toBe("/ready");
});

test("has Go collect garbage before the kernel kills", () => {
  const objects = lokiObjects({ resources: { cpu: "1", memory: { request: "1Gi", limit: "2Gi" } } });

  const env = at(podOf(objects, "StatefulSet/loki"), "containers", 0, "env");
  expect(env).toEqual([{ name: "GOMEMLIMIT", value: "1843MiB" }]);
});

test("reads variables only where several replicas need their address", () => {
  const several = lokiObjects({ profile: "ha", storage: aBucket });

  expect(argsOf(several, "StatefulSet/loki")).toContain("-config.expand-env=true");
  expect(at(podOf(several, "StatefulSet/loki"), "containers", 0, "env")).toContainEqual({
    name: "POD_IP",
    valueFrom: { fieldRef: { fieldPath: "status.podIP" } },
  });
  expect(argsOf(lokiObjects(), "StatefulSet/loki")).not.toContain("-config.expand-env=true");
});

test("in ha, survives the loss of a node", () => {
  const objects = lokiObjects({ profile: "ha", storage: aBucket });

  expect(at(objects.get("StatefulSet/loki"), "spec", "replicas")).toBe(3);
  expect(podOf(objects, "StatefulSet/loki")).toHaveProperty("affinity.podAntiAffinity");
  expect(at(objects.get("PodDisruptionBudget/loki"), "spec", "maxUnavailable")).toBe(1);
});

test("replicas find each other before they are ready", () => {
  const headless = lokiObjects({ profile: "ha", storage: aBucket }).get("Service/loki-headless");

  expect(at(headless, "spec")).toMatchObject({
    clusterIP: "None",
    publishNotReadyAddresses: true,
    ports: [
      { name: "http", port: 3100 },
      { name: "grpc", port: 9095 },
      { name: "memberlist", port: 7946 },
    ],
  });
});

test("a single replica has no budget that would keep its node from being drained", () => {
  expect([...lokiObjects().keys()]).toEqual([
    "ConfigMap/loki-config",
    "Service/loki",
    "Service/loki-headless",
    "StatefulSet/loki",
  ]);
});

test("tells where to reach it and where to push", () => {
  let loki: Loki | undefined;

  objectsOf((scope) => (loki = aLoki(scope)));

  expect(loki?.url).toBe("http://loki.observability.svc:3100");
  expect(loki?.otlpEndpoint).toBe("http://loki.observability.svc:3100/otlp");
  expect(loki?.replicas).toBe(1);
});

describe("rules", () => {
  const SERVICES = Array.from({ length: 50 }, (_, i) => `shop.service-${i}`);

  test("lie in the folder of the only tenant, where Loki looks for them", () => {
    const pod = podOf(lokiObjects({ ruleShards: 2 }), "StatefulSet/loki");

    expect(at(pod, "containers", 0, "volumeMounts")).toContainEqual({
      name: "rules",
      mountPath: "/etc/loki/rules/fake",
      readOnly: true,
    });
    const names = ["platform", "00", "01"].map((shard) => `loki-rules-${shard}`);
    expect(asRecords(pod["volumes"]).find(({ name }) => name === "rules")).toEqual({
      name: "rules",
      projected: { sources: names.map((name) => ({ configMap: { name, optional: true } })) },
    });
  });

  test("of one more service change one ConfigMap and nothing else", () => {
    const before = lokiObjects({}, SERVICES);
    const after = lokiObjects({}, [...SERVICES, "shop.checkout"]);

    const changed = [...after].filter(([name, object]) => JSON.stringify(object) !== JSON.stringify(before.get(name)));
    expect(changed.map(([name]) => name)).toEqual([expect.stringMatching(/^ConfigMap\/loki-rules-\d\d$/)]);
  });

  test("are written as they are", () => {
    const objects = lokiObjects({ ruleShards: 1 }, ["shop.checkout"]);

    expect(fileOf(objects, "loki-rules-00", "shop.checkout.yaml")).toEqual({
      groups: [
        {
          name: "shop.checkout",
          rules: [{ record: "service:log_lines:rate5m", expr: 'sum(rate({service_name="checkout"}[5m]))' }],
        },
      ],
    });
  });
});

test("tells everything that is wrong with its properties", () => {
  const problems = lokiProblems({
    ruleShards: 0,
    replicas: 2,
    storage: aBucket,
    retention: "1.5d",
    evaluationInterval: "5s",
    grafanaUrl: "grafana",
    alertmanagers: ["http://alertmanager:9093"],
    remoteWrite: ["prometheus:9090"],
  });

  expect(problems).toEqual([
    "stack/loki: ruleShards 0: expected a whole number from 1 to 100",
    "stack/loki: replicas 2: expected 1, or a whole number from 3 to 20; of two, the loss of one would stop everything",
    'stack/loki: retention "1.5d": expected a Prometheus duration such as "30s" or "5m"',
    'stack/loki: evaluationInterval "5s": expected a duration from 10s to 5m',
    'stack/loki: grafanaUrl "grafana": expected a URL such as "https://grafana.example.com"',
    'stack/loki: alertmanagers[0] "http://alertmanager:9093": expected a host and a port such as "alertmanager.observability.svc:9093"',
    'stack/loki: remoteWrite[0] "prometheus:9090": expected a URL such as "http://prometheus-0.prometheus-headless.observability.svc:9090/api/v1/write"',
  ]);
});

test.each<[keyof LokiLimits, Partial<LokiLimits>, string]>([
  ["ingestionRate", { ingestionRate: "512Ki" }, "at least 1Mi"],
  ["streamRate", { streamRate: "1k" }, "at least 1Mi"],
  ["streams", { streams: 0 }, "a whole number, 100 or more"],
  ["streams", { streams: 1000.5 }, "a whole number, 100 or more"],
  ["lineSize", { lineSize: "2Mi" }, "1Ki to 1Mi"],
  ["querySeries", { querySeries: 1 }, "a whole number, 10 or more"],
  ["queryTimeout", { queryTimeout: "1s" }, "a duration from 10s to 10m"],
])("refuses the limit %s %j, which Loki would take for none or nothing works with", (name, limits, expected) => {
  expect(lokiProblems({ limits })).toEqual([
    `stack/loki: limits.${name} ${JSON.stringify(limits[name])}: expected ${expected}`,
  ]);
});

describe("what people bring along", () => {
  test.each(["deploymentMode", "mode", "target", "targets"])("%s is refused with the reason", (property) => {
    const problems = lokiProblems(JSON.parse(`{ "${property}": "SimpleScalable" }`));

    expect(problems).toEqual([
      `stack/loki: ${property} "SimpleScalable": expected nothing, as the simple scalable mode (read, write, backend) is gone in Loki 4; ` +
        "leave it out: each replica does everything (`-target=all`), and more of them share the work",
    ]);
  });

  test.each(["grafana/promtail:3.5.0", "promtail", "registry.example.com:5000/mirror/promtail@sha256:00"])(
    "the image %s is refused with the reason",
    (image) => {
      expect(lokiProblems({ image })).toEqual([
        `stack/loki: image "${image}": expected Loki, and not Promtail, whose life ended on 2026-03-02; ` +
          "the OpenTelemetry Collector of this package reads log files",
      ]);
    },
  );

  test.each(["grafana/loki:2.9.8", "docker.io/grafana/loki:v1.6.1", "registry.example.com:5000/loki:2"])(
    "the image %s is refused with the reason",
    (image) => {
      expect(lokiProblems({ image })).toEqual([
        `stack/loki: image "${image}": expected Loki 3, such as ${images.loki}; ` +
          "an older one takes no OTLP, and refuses keys of the configuration that it does not know",
      ]);
    },
  );

  test.each([
    "registry.example.com/promtail/loki:3.7.7",
    "registry.example.com/loki@sha256:00",
    "grafana/loki:main-2f4c5e1",
    "registry.example.com/logs:2.0",
  ])("the image %s is taken", (image) => {
    expect(lokiProblems({ image })).toEqual([]);
  });
});
