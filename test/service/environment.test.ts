import { asRecord, asRecords } from "../../lib/core";
import { HttpMetrics } from "../../lib/signals";
import { containerOf, objectOf, OTLP_ENDPOINT, problemsOf, templateOf } from "./a-service";

function variables(spec: Parameters<typeof containerOf>[0] = {}): ReadonlyMap<unknown, unknown> {
  return new Map(asRecords(containerOf(spec)["env"]).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
}

describe("variables", () => {
  test("come from text, ConfigMaps, Secrets, the pod and its resources", () => {
    const found = variables({
      env: {
        LOG_LEVEL: "info",
        REGION: { configMap: "cluster", key: "region" },
        PASSWORD: { secret: "database", key: "password" },
        POD_IP: { field: "status.podIP" },
        GOMEMLIMIT: { resource: "limits.memory" },
      },
    });

    expect(Object.fromEntries(found)).toMatchObject({
      LOG_LEVEL: "info",
      REGION: { configMapKeyRef: { name: "cluster", key: "region" } },
      PASSWORD: { secretKeyRef: { name: "database", key: "password" } },
      POD_IP: { fieldRef: { fieldPath: "status.podIP" } },
      GOMEMLIMIT: { resourceFieldRef: { resource: "limits.memory" } },
    });
  });

  test("come from all keys of ConfigMaps and Secrets", () => {
    expect(
      containerOf({ envFrom: [{ configMap: "features" }, { secret: "database", prefix: "DB_" }] })["envFrom"],
    ).toEqual([{ configMapRef: { name: "features" } }, { prefix: "DB_", secretRef: { name: "database" } }]);
  });

  test.each<[string, Parameters<typeof problemsOf>[0], RegExp]>([
    ["a name with a digit first", { env: { "1A": "x" } }, /^env "1A": expected the name of a variable/],
    ["an empty name", { env: { "": "x" } }, /^env "": expected the name of a variable/],
    ["text with NUL", { env: { A: "a\0b" } }, /^env.A .*: expected text without NUL/],
    [
      "a Secret that cannot exist",
      { env: { A: { secret: "Data base", key: "k" } } },
      /^env.A.secret "Data base": expected the name/,
    ],
    ["a key that cannot exist", { env: { A: { configMap: "c", key: "a/b" } } }, /^env.A.key "a\/b": expected a key/],
    ["a source that cannot exist", { envFrom: [{ configMap: "" }] }, /^envFrom\[0\].configMap "": expected the name/],
  ])("refuse %s", (_, spec, problem) => {
    expect(problemsOf(spec)).toEqual([expect.stringMatching(problem)]);
  });
});

describe("OpenTelemetry", () => {
  test("is told the service, its namespace, version and pod as Kubernetes calls them", () => {
    const found = variables();

    expect(found.get("OTEL_SERVICE_NAME")).toBe("checkout");
    expect(String(found.get("OTEL_RESOURCE_ATTRIBUTES")).split(",")).toEqual([
      "service.namespace=shop",
      "service.instance.id=shop.$(OTEL_RESOURCE_ATTRIBUTES_POD_NAME).checkout",
      "service.version=1.4.2",
      "k8s.namespace.name=shop",
      "k8s.deployment.name=checkout",
      "k8s.pod.name=$(OTEL_RESOURCE_ATTRIBUTES_POD_NAME)",
      "k8s.container.name=checkout",
      "k8s.node.name=$(OTEL_RESOURCE_ATTRIBUTES_NODE_NAME)",
    ]);
  });

  test("uses only variables that are defined before, as Kubernetes replaces no others", () => {
    const names = [...variables().keys()];

    for (const [name, value] of variables()) {
      for (const [, used] of String(value).matchAll(/\$\((\w+)\)/g)) {
        expect(names.slice(0, names.indexOf(name))).toContain(used);
      }
    }
  });

  test("is told where to send, and the environment, where the spec says them", () => {
    const found = variables({
      telemetry: { endpoint: "http://collector.example.com:4318", environment: "production" },
    });

    expect(found.get("OTEL_EXPORTER_OTLP_ENDPOINT")).toBe("http://collector.example.com:4318");
    expect(found.get("OTEL_RESOURCE_ATTRIBUTES")).toContain(",deployment.environment.name=production,");
  });

  test("sends to the collector of the stack, unless the spec or its own variable says otherwise", () => {
    const endpointOf = (spec: Parameters<typeof variables>[0]) => variables(spec).get("OTEL_EXPORTER_OTLP_ENDPOINT");

    expect(endpointOf({})).toBe(OTLP_ENDPOINT);
    expect(endpointOf({ telemetry: { endpoint: false } })).toBeUndefined();
    expect(endpointOf({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://own:4318" } })).toBe("http://own:4318");
  });

  test("tells the environment of its log lines as well, which no SDK sends", () => {
    const annotations = asRecord(
      asRecord(templateOf({ telemetry: { environment: "production" } })["metadata"])["annotations"],
    );

    expect(annotations["resource.opentelemetry.io/deployment.environment.name"]).toBe("production");
  });

  test("adds attributes of the user's, which name nothing that the service is known by", () => {
    const telemetry = { attributes: { "team.name": "a, b" } };

    expect(String(variables({ telemetry }).get("OTEL_RESOURCE_ATTRIBUTES"))).toMatch(/,team\.name=a%2C%20b$/);
    expect(problemsOf({ telemetry: { attributes: { "service.name": "x" } } })).toEqual([
      expect.stringMatching(/^telemetry.attributes\["service.name"\] "x": expected a name such as "team.name"/),
    ]);
  });

  test("refuses variables that would give its signals another name than its alerts look for", () => {
    expect(problemsOf({ env: { OTEL_SERVICE_NAME: "other", OTEL_RESOURCE_ATTRIBUTES: "a=b" } })).toEqual([
      expect.stringMatching(/^env.OTEL_SERVICE_NAME "other": expected the service's own/),
      expect.stringMatching(/^env.OTEL_RESOURCE_ATTRIBUTES "a=b": expected .*telemetry.attributes/),
    ]);
  });

  test("pushes metrics often enough for alerts on the last minute, where it pushes them at all", () => {
    const pushing = variables({ metrics: HttpMetrics.openTelemetry({ scrape: false }) });

    expect(pushing.get("OTEL_METRIC_EXPORT_INTERVAL")).toBe("15000");
    expect(variables({ metrics: HttpMetrics.openTelemetry() }).has("OTEL_METRIC_EXPORT_INTERVAL")).toBe(false);
  });

  test("gives way to the user's own variables, each of which exists once", () => {
    const metrics = HttpMetrics.openTelemetry({ scrape: false });
    const env = asRecords(containerOf({ env: { OTEL_METRIC_EXPORT_INTERVAL: "5000" }, metrics })["env"]);

    expect(env.filter(({ name }) => name === "OTEL_METRIC_EXPORT_INTERVAL")).toEqual([
      { name: "OTEL_METRIC_EXPORT_INTERVAL", value: "5000" },
    ]);
  });

  test("refuses an endpoint that is no URL, and an environment that is no label", () => {
    expect(problemsOf({ telemetry: { endpoint: "collector:4318", environment: "a, b" } })).toEqual([
      expect.stringMatching(/^telemetry.endpoint "collector:4318": expected a URL/),
      expect.stringMatching(/^telemetry.environment "a, b": expected/),
    ]);
  });
});

describe("configuration files", () => {
  const config = { files: { "app.yaml": "a: 1\n", "rules.json": "[]" } };

  test("stand in a ConfigMap that is mounted below /etc", () => {
    expect(objectOf("ConfigMap", { config })).toMatchObject({
      metadata: { name: "checkout-config" },
      data: config.files,
    });
    expect(containerOf({ config })["volumeMounts"]).toContainEqual({
      name: "config",
      mountPath: "/etc/checkout",
      readOnly: true,
    });
    expect(containerOf({ config: { ...config, mountPath: "/config" } })["volumeMounts"]).toContainEqual({
      name: "config",
      mountPath: "/config",
      readOnly: true,
    });
  });

  test("change the pods when they change, whatever their order", () => {
    expect(checksum({ a: "1", b: "2" })).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum({ b: "2", a: "1" })).toBe(checksum({ a: "1", b: "2" }));
    expect(checksum({ a: "1", b: "3" })).not.toBe(checksum({ a: "1", b: "2" }));
    expect(checksum({ a1: "", b: "2" })).not.toBe(checksum({ a: "1", b: "2" }));
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["no files", {}, /^config.files {}: expected at least one file/],
    ["a path for a name", { "a/b": "" }, /^config.files "a\/b": expected a key/],
    ["a name that leads outside", { "..a": "" }, /^config.files "..a": expected a key/],
    [
      "more than a ConfigMap holds",
      { a: "é".repeat(2 ** 19) },
      /^config.files "1048577 bytes": expected less than 1 MiB/,
    ],
  ])("refuse %s", (_, files, problem) => {
    expect(problemsOf({ config: { files } })).toEqual([expect.stringMatching(problem)]);
  });
});

function checksum(files: Record<string, string>): unknown {
  return asRecord(asRecord(templateOf({ config: { files } })["metadata"])["annotations"])["checksum/config"];
}
