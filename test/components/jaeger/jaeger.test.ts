import type { Jaeger, JaegerProps } from "../../../lib/components/jaeger";
import { asRecord, asRecords } from "../../../lib/core";
import type { AlertRule } from "../../../lib/signals";
import { argsOf, at, hardeningOf, objectsOf, podOf, RESTRICTED } from "../a-stack";
import { aJaeger, anElasticsearch, jaegerObjects } from "./a-jaeger";

const prometheus = "http://prometheus.observability.svc:9090";
const ha = { profile: "ha", storage: anElasticsearch() } as const;

function checksumOf(props: Partial<JaegerProps>): unknown {
  const template = at(jaegerObjects(props).get("StatefulSet/jaeger"), "spec", "template");
  return at(template, "metadata", "annotations", "checksum/config");
}

test("is as restricted as the namespace demands, and has no token", () => {
  const objects = jaegerObjects();

  const pod = podOf(objects, "StatefulSet/jaeger");
  expect(hardeningOf(pod)).toEqual(RESTRICTED);
  expect(pod).toMatchObject({ serviceAccountName: "jaeger", automountServiceAccountToken: false });
  expect(objects.get("ServiceAccount/jaeger")).toMatchObject({ automountServiceAccountToken: false });
});

test("writes to its data and to nothing else", () => {
  const [container] = asRecords(podOf(jaegerObjects(), "StatefulSet/jaeger")["containers"]);

  const written = asRecords(container?.["volumeMounts"]).filter(({ readOnly }) => readOnly !== true);
  expect(written).toEqual([{ name: "data", mountPath: "/badger" }]);
});

test("is one process on a volume", () => {
  const objects = jaegerObjects({ storage: { size: "50Gi", storageClass: "fast" } });

  expect(at(objects.get("StatefulSet/jaeger"), "spec")).toMatchObject({
    replicas: 1,
    volumeClaimTemplates: [
      { metadata: { name: "data" }, spec: { storageClassName: "fast", resources: { requests: { storage: "50Gi" } } } },
    ],
  });
  expect([...objects.keys()]).not.toContain("PodDisruptionBudget/jaeger");
});

test("in dev, loses traces with the pod", () => {
  const objects = jaegerObjects({ profile: "dev" });

  expect(at(objects.get("StatefulSet/jaeger"), "spec", "volumeClaimTemplates")).toBeUndefined();
  expect(podOf(objects, "StatefulSet/jaeger")["volumes"]).toContainEqual({
    name: "data",
    emptyDir: { sizeLimit: "2Gi" },
  });
});

test("in memory, has no disk", () => {
  const pod = podOf(jaegerObjects({ profile: "dev", storage: "memory" }), "StatefulSet/jaeger");

  expect(asRecords(pod["volumes"]).map(({ name }) => name)).toEqual(["config"]);
});

test("in ha, survives the loss of a node", () => {
  const objects = jaegerObjects(ha);

  expect(at(objects.get("Deployment/jaeger"), "spec")).toMatchObject({
    replicas: 2,
    // There may be no third node for one more.
    strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  });
  expect(podOf(objects, "Deployment/jaeger")).toHaveProperty("affinity.podAntiAffinity");
  expect(objects.has("PodDisruptionBudget/jaeger")).toBe(true);
  expect(objects.has("StatefulSet/jaeger")).toBe(false);
});

test("gets into Elasticsearch with what Secrets hold", () => {
  const credentials = { username: { secret: "es", key: "user" }, password: { secret: "es", key: "pass" } };
  const storage = anElasticsearch({ credentials, ca: { configMap: "es-ca", key: "ca.pem" } });

  const pod = podOf(jaegerObjects({ ...ha, storage }), "Deployment/jaeger");

  const [container] = asRecords(pod["containers"]);
  expect(container?.["env"]).toContainEqual({
    name: "ELASTICSEARCH_USERNAME",
    valueFrom: { secretKeyRef: { name: "es", key: "user" } },
  });
  expect(container?.["volumeMounts"]).toContainEqual({
    name: "elasticsearch",
    mountPath: "/etc/jaeger-elasticsearch",
    readOnly: true,
  });
  expect(pod["volumes"]).toContainEqual({
    name: "elasticsearch",
    projected: {
      sources: [
        { secret: { name: "es", items: [{ key: "pass", path: "password" }] } },
        { configMap: { name: "es-ca", items: [{ key: "ca.pem", path: "ca.crt" }] } },
      ],
    },
  });
});

test("deletes indices at the end of the day on which they are too old", () => {
  const objects = jaegerObjects({ ...ha, retention: "14d" });

  expect(at(objects.get("CronJob/jaeger-index-cleaner"), "spec")).toMatchObject({
    schedule: "45 23 * * *",
    timeZone: "Etc/UTC",
    concurrencyPolicy: "Forbid",
  });
  expect(at(cleanerOf({ ...ha, retention: "14d" }), "args")).toEqual([
    "14",
    "https://elasticsearch.search.svc:9200",
    "--es.tls.enabled=true",
  ]);
});

test("the cleaner knows the prefix, the user and the certificate", () => {
  const credentials = { username: { secret: "es", key: "user" }, password: { secret: "es", key: "pass" } };
  const storage = anElasticsearch({ indexPrefix: "prod", credentials, ca: { secret: "es-ca", key: "ca.crt" } });

  const cleaner = cleanerOf({ ...ha, storage, retention: "2w" });

  expect(at(cleaner, "args")).toEqual([
    "14",
    "https://elasticsearch.search.svc:9200",
    "--index-prefix=prod",
    "--es.tls.enabled=true",
    "--es.tls.ca=/etc/jaeger-elasticsearch/ca.crt",
  ]);
  expect(at(cleaner, "env")).toEqual([
    { name: "ES_USERNAME", valueFrom: { secretKeyRef: { name: "es", key: "user" } } },
    { name: "ES_PASSWORD", valueFrom: { secretKeyRef: { name: "es", key: "pass" } } },
  ]);
});

test("the cleaner's pods are as restricted, and are not taken for Jaeger", () => {
  const template = asRecord(at(jaegerObjects(ha).get("CronJob/jaeger-index-cleaner"), "spec", "jobTemplate", "spec"));

  const pod = asRecord(at(template, "template", "spec"));
  expect(hardeningOf(pod)).toEqual(RESTRICTED);
  expect(pod["automountServiceAccountToken"]).toBe(false);
  expect(at(template, "template", "metadata", "labels", "app.kubernetes.io/name")).toBe("jaeger-index-cleaner");
});

test("what is on a volume goes by itself", () => {
  expect([...jaegerObjects().keys()].filter((name) => name.startsWith("CronJob/"))).toEqual([]);
});

test("is ready when its storage is open, and ends when that is closed", () => {
  const pod = podOf(jaegerObjects({ basePath: "/jaeger" }), "StatefulSet/jaeger");

  const [container] = asRecords(pod["containers"]);
  for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
    expect(at(container, probe, "httpGet")).toEqual({ path: "/status", port: "health" });
  }
  expect(pod["terminationGracePeriodSeconds"]).toBe(120);
});

test("is scraped where it tells about itself", () => {
  const annotations = asRecord(
    at(jaegerObjects().get("StatefulSet/jaeger"), "spec", "template", "metadata", "annotations"),
  );

  expect(annotations).toMatchObject({ "prometheus.io/scrape": "true", "prometheus.io/port": "8888" });
});

test("gives Go four fifths of its memory", () => {
  const resources = { cpu: "1", memory: { request: "512Mi", limit: "1Gi" } } as const;

  const pod = podOf(jaegerObjects({ resources }), "StatefulSet/jaeger");

  expect(at(pod, "containers", 0, "env")).toEqual([{ name: "GOMEMLIMIT", value: "819MiB" }]);
});

test("starts anew for what it reads at its start, and not for what it reads again", () => {
  const sampling = { share: "100%", services: { checkout: "5%" } } as const;

  expect(checksumOf({ sampling })).toMatch(/^[0-9a-f]{64}$/);
  expect(checksumOf({ sampling: { ...sampling, services: { checkout: "10%" } } })).toBe(checksumOf({ sampling }));
  expect(checksumOf({ retention: "2d" })).not.toBe(checksumOf({}));
});

test("has a Service with a name for each port", () => {
  const ports = asRecords(at(jaegerObjects().get("Service/jaeger"), "spec", "ports"));

  expect(ports.map(({ name, port, targetPort }) => [name, port, targetPort])).toEqual([
    ["otlp-grpc", 4317, "otlp-grpc"],
    ["otlp-http", 4318, "otlp-http"],
    ["http", 16686, "http"],
    ["query-grpc", 16685, "query-grpc"],
    ["sampling-http", 5778, "sampling-http"],
    ["sampling-grpc", 5779, "sampling-grpc"],
  ]);
});

test.each<[Partial<JaegerProps>, string]>([
  [{}, "http://jaeger.observability.svc:16686"],
  [{ basePath: "/jaeger" }, "http://jaeger.observability.svc:16686/jaeger"],
  [{ url: "https://ops.example.com/traces/" }, "http://jaeger.observability.svc:16686/traces"],
])("with %j, is at %s", (props, url) => {
  let jaeger: Jaeger | undefined;

  const objects = objectsOf((scope) => (jaeger = aJaeger(scope, props)));

  expect(jaeger).toMatchObject({ url, otlpEndpoint: "jaeger.observability.svc:4317" });
  expect(argsOf(objects, "StatefulSet/jaeger")).toEqual(["--config=/etc/jaeger/jaeger.yaml"]);
});

test("is a monitor of itself, and looks at what it has", () => {
  expect(alertNames({ prometheus })).toEqual([
    "JaegerDown",
    "JaegerRestarts",
    "JaegerSpansRefused",
    "JaegerQueriesFailing",
    "JaegerMonitorPageFailing",
    "JaegerStorageFilling",
    "JaegerStorageFilling",
  ]);
  expect(alertNames({ profile: "dev" })).toEqual([
    "JaegerDown",
    "JaegerRestarts",
    "JaegerSpansRefused",
    "JaegerQueriesFailing",
  ]);
  expect(alertNames({ ...ha, prometheus })).toEqual([
    "JaegerDown",
    "JaegerReplicaDown",
    "JaegerRestarts",
    "JaegerSpansRefused",
    "JaegerQueriesFailing",
    "JaegerMonitorPageFailing",
    "JaegerElasticsearchFailing",
    "JaegerSpansNotStored",
    "JaegerIndexCleanerFailing",
  ]);
});

test("each alert opens the dashboard of this very Jaeger", () => {
  for (const props of [{ prometheus }, { ...ha, prometheus }]) {
    const links = new Set(alertsOf(props).map(({ dashboard }) => JSON.stringify(dashboard)));

    expect([...links]).toEqual([JSON.stringify({ uid: "jaeger", variables: { job: "observability/jaeger" } })]);
  }
});

test("wakes somebody for a volume that is about to be full, and for nothing else", () => {
  const urgent = [{ prometheus }, { ...ha, prometheus }]
    .flatMap(alertsOf)
    .filter(({ severity }) => severity !== "warning")
    .map(({ alert, severity }) => [alert, severity]);

  expect(urgent).toEqual([["JaegerStorageFilling", "critical"]]);
});

function cleanerOf(props: Partial<JaegerProps>): unknown {
  const job = at(jaegerObjects(props).get("CronJob/jaeger-index-cleaner"), "spec", "jobTemplate", "spec");
  return at(job, "template", "spec", "containers", 0);
}

function alertNames(props: Partial<JaegerProps>): string[] {
  return alertsOf(props).map(({ alert }) => alert);
}

function alertsOf(props: Partial<JaegerProps>): readonly AlertRule[] {
  let alerts: readonly AlertRule[] = [];
  objectsOf((scope) => (alerts = aJaeger(scope, props).alerts()));
  return alerts;
}
