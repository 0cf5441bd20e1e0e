import * as fc from "fast-check";
import type { WebServiceSpec } from "../../lib/service";
import { HttpMetrics } from "../../lib/signals";

type Arbitraries = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Mostly what a person would write, sometimes anything of the same type: about half of the specs are valid. */
function mostly<T>(usual: fc.Arbitrary<T>, anything: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 100, arbitrary: usual }, { weight: 1, arbitrary: anything });
}

/** A record whose keys may be missing, except for the required ones. */
function partial(required: Arbitraries, optional: Arbitraries = {}): fc.Arbitrary<object> {
  return fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) });
}

const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -1, 2 ** 31, NaN, Infinity));
const count = mostly(fc.integer({ min: 1, max: 20 }), number);
const port = mostly(fc.integer({ min: 1, max: 65_535 }), number);
const text = fc.string({
  unit: fc.constantFrom("a", "Z", "0", "-", ".", "_", "/", ":", " ", "é", "\n", "\0", "$", "{"),
});
const name = mostly(fc.stringMatching(/^[a-z][a-z0-9]{4,9}$/), text);
const path = mostly(fc.stringMatching(/^\/[a-z][a-z0-9]{4,9}$/), text);
const duration = mostly(
  fc.integer({ min: 1, max: 4 }).map((n) => `${n}s`),
  fc.oneof(
    text,
    fc.nat().map((n) => `${n}w`),
  ),
);
const percent = mostly(
  fc.integer({ min: 1, max: 100 }).map((n) => `${n}%`),
  fc.oneof(
    text,
    number.map((n) => `${n}%`),
  ),
);
const cpu = mostly(
  fc.integer({ min: 1, max: 4_000 }).map((n) => `${n}m`),
  fc.oneof(text, number.map(String)),
);
const memory = mostly(
  fc.integer({ min: 1, max: 4_000 }).map((n) => `${n}Mi`),
  fc.oneof(
    text,
    number.map((n) => `${n}Gi`),
  ),
);
const selector = fc.dictionary(name, name, { maxKeys: 2 });

const resources = fc.record({
  cpu: fc.oneof(cpu, fc.record({ request: fc.constantFrom("1m", "0.001"), limit: fc.oneof(cpu, fc.constant(false)) })),
  memory: fc.oneof(memory, fc.record({ request: fc.constantFrom("1Mi", "1k"), limit: memory })),
});

const portReference = mostly(fc.constant<unknown>("http"), fc.oneof(text, number));
const handler = fc.oneof(
  path.map((http) => ({ http: { path: http } })),
  partial({}, { port: portReference }).map((tcp) => ({ tcp })),
  partial({}, { port: portReference, service: name }).map((grpc) => ({ grpc })),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((command) => ({ exec: { command } })),
);
const timing = partial({}, { period: fc.constantFrom("4s", "5s", "1m"), timeout: duration, failureThreshold: count });
const probe = fc.oneof(
  path,
  handler,
  fc.tuple(handler, timing).map(([check, times]) => ({ ...check, ...times })),
);
const slowProbe = handler.map((check) => ({ ...check, period: "1h", failureThreshold: 20 }));
const probes = fc.oneof(
  fc.constant(false),
  partial({ ready: probe, live: fc.oneof(slowProbe, slowProbe, probe, fc.constant(false)) }, { startup: probe }),
  partial({ ready: probe, live: slowProbe }, { startup: duration }),
);

const target = fc.oneof(
  mostly(fc.constantFrom("1", "500m", "2k"), text).map((value) => ({ value })),
  cpu.map((averageValue) => ({ averageValue })),
);
const average = cpu.map((averageValue) => ({ averageValue }));
const metric = fc.oneof(
  fc.tuple(partial({ metric: name }, { selector }), average).map(([it, to]) => ({ pods: { ...it, ...to } })),
  fc.tuple(partial({ metric: name }, { selector }), target).map(([it, to]) => ({ external: { ...it, ...to } })),
  fc
    .tuple(partial({ metric: name, describedObject: partial({ kind: fc.constant("Service"), name }) }), target)
    .map(([it, to]) => ({ object: { ...it, ...to } })),
  partial({ resource: fc.constantFrom("cpu", "memory"), averageUtilization: percent }, { container: name }).map(
    (containerResource) => ({ containerResource }),
  ),
);
const rules = partial(
  {
    policies: fc.array(fc.record({ type: fc.constantFrom("Pods", "Percent"), value: count, period: duration }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { stabilizationWindow: duration, selectPolicy: fc.constantFrom("Max", "Min", "Disabled") },
);
const scaling = partial(
  { min: mostly(fc.constantFrom(1, 2), number), max: count.map((n) => n + 1), cpu: percent },
  {
    memory: percent,
    metrics: fc.array(metric, { maxLength: 2 }),
    behavior: partial({}, { scaleUp: rules, scaleDown: rules }),
  },
);
const size = fc.oneof(
  { weight: 10, arbitrary: fc.constant({}) },
  { weight: 10, arbitrary: count.map((replicas) => ({ replicas })) },
  { weight: 20, arbitrary: scaling.map((value) => ({ scaling: value })) },
  { weight: 1, arbitrary: fc.record({ replicas: count, scaling }) },
);

const variable = fc.oneof(
  fc.string({ unit: "binary" }).map((value) => value.replaceAll("\0", "")),
  text,
  fc.record({ configMap: name, key: name }),
  fc.record({ secret: name, key: name }),
  fc.constantFrom({ field: "metadata.labels['app.kubernetes.io/name']" }, { resource: "limits.memory" }),
);
const variableName = mostly(fc.constantFrom("A", "B_C", "d.e-f", "OTEL_SERVICE_NAME"), text);
const envSource = fc.oneof(fc.record({ configMap: name }), partial({ secret: name }, { prefix: variableName }));
const volume = fc.oneof(
  fc.record({ mountPath: path, configMap: name }),
  fc.record({ mountPath: path, secret: name }),
  fc.record({ mountPath: path, emptyDir: partial({ sizeLimit: memory }, { medium: fc.constant("Memory") }) }),
  partial({ mountPath: path, persistentVolumeClaim: name }, { readOnly: fc.boolean() }),
);
const metrics = fc.oneof(
  partial({}, { path, port: portReference, status: name, buckets: fc.constantFrom([0.1, 1], [1, 10]) }).map((options) =>
    HttpMetrics.prometheus(options),
  ),
  fc.constant(HttpMetrics.openTelemetry({ scrape: false })),
);

/** Specs of the right shape, most of whose values make sense. */
export const arbitrarySpec: fc.Arbitrary<WebServiceSpec> = fc
  .tuple(
    partial(
      {
        image: mostly(fc.constantFrom("checkout:1.4.2", `r.example.com:5000/a/b@sha256:${"a".repeat(64)}`), text),
        port,
        resources,
        probes,
        alerts: fc.constant(false),
      },
      {
        name,
        partOf: name,
        version: mostly(fc.constant("1.2.3-rc.1"), text),
        imagePullSecrets: fc.uniqueArray(name, { maxLength: 2 }),
        command: fc.array(text, { maxLength: 2 }),
        uid: mostly(fc.integer({ min: 1, max: 65_535 }), number),
        ports: fc.uniqueArray(partial({ name, port }, { protocol: fc.constantFrom("TCP", "UDP"), servicePort: port }), {
          maxLength: 3,
        }),
        shutdown: partial({}, { delay: duration, drain: duration, gracePeriod: mostly(fc.constant("10s"), duration) }),
        env: fc.dictionary(variableName, variable, { maxKeys: 3 }),
        envFrom: fc.array(envSource, { maxLength: 2 }),
        config: partial(
          { files: fc.dictionary(name, fc.string({ unit: "binary" }), { minKeys: 1, maxKeys: 2 }) },
          { mountPath: path },
        ),
        volumes: fc.dictionary(name, volume, { maxKeys: 3 }),
        writablePaths: fc.array(fc.oneof(path, fc.record({ path, sizeLimit: memory })), { maxLength: 2 }),
        telemetry: partial({}, { endpoint: mostly(fc.webUrl(), text), environment: name }),
        metrics,
        blackbox: fc.oneof(fc.constant(false), path),
      },
    ),
    size,
  )
  // The one place where values that the compiler would refuse become a spec.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  .map(([spec, replicas]) => ({ ...spec, ...replicas }) as WebServiceSpec);
