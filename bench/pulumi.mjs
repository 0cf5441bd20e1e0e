/**
 * The Pulumi bridge against a program that registers the same resources, with the same options, by hand. Each run is a
 * process of its own, with Pulumi's engine mocked; the two programs take turns, and the CPU time of the whole process counts.
 *
 *   node bench/pulumi.mjs [dist]      prints { resources, ratio, runs }
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SERVICES = 199;
const RUNS = 7;
const require = createRequire(import.meta.url);

const [argument = fileURLToPath(new URL("../dist", import.meta.url)), program] = process.argv.slice(2);
const dist = resolve(argument);
if (program === undefined) compare();
else await run(program);

function compare() {
  const seconds = { bridge: [], byHand: [] };
  for (let i = 0; i < RUNS; i++) for (const name of Object.keys(seconds)) seconds[name].push(measure(name));
  const resources = manifests().length;
  // The smallest is what the program costs; whatever is above it, something else on the machine cost.
  const ratio = round(Math.min(...seconds.bridge) / Math.min(...seconds.byHand));
  console.log(JSON.stringify({ resources, ratio, runs: seconds }));
}

function measure(name) {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), dist, name], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`${name}: ${child.stderr}`);
  return JSON.parse(child.stdout).seconds;
}

async function run(name) {
  const pulumi = require("@pulumi/pulumi");
  let registered = 0;
  const newResource = ({ name, inputs }) => {
    registered++;
    return { id: name, state: inputs };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs }, "bench", "bench");

  const all = manifests();
  const resources = { bridge, byHand }[name](pulumi, all);
  await Promise.all(resources.map(({ id }) => new Promise((done) => id.apply(done))));
  if (registered !== all.length + 1) throw new Error(`expected ${all.length + 1} registrations, got ${registered}`);

  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ seconds: round((user + system) / 1e6) }));
}

function bridge(_pulumi, all) {
  const { KubernetesDeployment } = require(resolve(dist, "lib/pulumi"));
  return [...new KubernetesDeployment("bench", { manifests: all }).resources.values()];
}

/** As one would write it without the bridge, knowing that its manifests are in order and hold neither inputs nor Secrets. */
function byHand(pulumi, all) {
  const { version } = require("@pulumi/kubernetes/package.json");
  class KubernetesObjects extends pulumi.ComponentResource {
    constructor() {
      super("bench:index:KubernetesObjects", "bench");
      this.resources = new Map();
      for (const { object, dependsOn } of all) {
        const { namespace, name } = object.metadata;
        const identity = [object.kind, ...(namespace ? [namespace] : []), name].join("/");
        const type = `kubernetes:${object.apiVersion.includes("/") ? "" : "core/"}${object.apiVersion}:${object.kind}`;
        const resource = new pulumi.CustomResource(type, identity, object, {
          parent: this,
          version,
          dependsOn: dependsOn.map((dependency) => this.resources.get(dependency)),
          deleteBeforeReplace: true,
        });
        this.resources.set(identity, resource);
      }
      this.registerOutputs();
    }
  }
  return [...new KubernetesObjects().resources.values()];
}

/** 1,000 objects: 5 for each service, and the namespaces they share. */
function manifests() {
  const namespaces = Array.from({ length: 5 }, (_, i) => `team-${i}`);
  return [
    ...namespaces.map((name) => manifest({ apiVersion: "v1", kind: "Namespace", metadata: { name } }, [])),
    ...Array.from({ length: SERVICES }, (_, i) => service(`service-${i}`, namespaces[i % namespaces.length])).flat(),
  ];
}

function service(name, namespace) {
  const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": namespace };
  const object = (apiVersion, kind, body, ...dependencies) =>
    manifest({ apiVersion, kind, metadata: { name, namespace, labels }, ...body }, [
      `Namespace/${namespace}`,
      ...dependencies.map((dependency) => `${dependency}/${namespace}/${name}`),
    ]);
  return [
    object("v1", "ServiceAccount", { automountServiceAccountToken: false }),
    object("v1", "ConfigMap", {
      data: { "config.json": JSON.stringify({ name, level: "info", features: ["a", "b"] }) },
    }),
    object("v1", "Service", { spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] } }),
    object("apps/v1", "Deployment", { spec: deployment(name, labels) }, "ServiceAccount", "ConfigMap"),
    object("autoscaling/v2", "HorizontalPodAutoscaler", { spec: autoscaler(name) }, "Deployment"),
  ];
}

function deployment(name, labels) {
  const container = {
    name,
    image: `registry.example.com/${name}:1.0.0`,
    ports: [{ name: "http", containerPort: 8080 }],
    env: [{ name: "LEVEL", value: "info" }],
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "1", memory: "256Mi" } },
    startupProbe: probe("/ready"),
    readinessProbe: probe("/ready"),
    livenessProbe: probe("/live"),
    securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    volumeMounts: [{ name: "config", mountPath: "/etc/config", readOnly: true }],
  };
  const volumes = [{ name: "config", configMap: { name } }];
  const spec = { serviceAccountName: name, automountServiceAccountToken: false, containers: [container], volumes };
  return { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } };
}

function probe(path) {
  return { httpGet: { path, port: "http" }, periodSeconds: 10 };
}

function autoscaler(name) {
  const target = { type: "Utilization", averageUtilization: 70 };
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
  };
}

function manifest(object, dependsOn) {
  return { object, dependsOn, source: `${object.metadata.namespace ?? "cluster"}/${object.metadata.name}` };
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
