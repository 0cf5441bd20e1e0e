/** Our columns of the README's comparison, and its profiles, are counted over the committed YAML. */
import {
  asRecord,
  asRecords,
  formatCpu,
  formatMemory,
  inTurn,
  isRecord,
  parseCpu,
  parseDuration,
  parseMemory,
  podSpecOf,
  type Duration,
  type KubernetesObject,
} from "../../lib/core";
import { load } from "js-yaml";
import { environments } from "../../stacks/environments";
import { page, tableOf } from "./markdown";
import { alertsIn, goldenObjects, measure, type Figures } from "./measure";
import { runCommand, thisRepository } from "./synth";

const SERVICE = "shop";
const readme = page("README.md");
const ofWorkloads = (figures: Figures, count: number): string => `${count} of ${figures.workloads}`;

/** How each row is counted. */
const ROWS: Readonly<Record<string, (figures: Figures) => string>> = {
  "objects / CRDs": ({ objects, definitions }) => `${objects} / ${definitions}`,
  "pods / containers": ({ pods, containers }) => `${pods} / ${containers}`,
  "requests: cores / MiB": ({ millicores, mebibytes }) =>
    `${Math.round(millicores / 10) / 100} / ${mebibytes.toLocaleString("en-US")}`,
  "containers without requests": ({ withoutRequests }) => String(withoutRequests),
  "containers without any probe": ({ withoutProbe }) => String(withoutProbe),
  "containers with a writable root filesystem": ({ writableRoot }) => String(writableRoot),
  "workloads beyond Pod Security `restricted`": (figures) => ofWorkloads(figures, figures.beyondRestricted),
  "workloads with a service-account token": (figures) => ofWorkloads(figures, figures.withToken),
  "workloads with a PodDisruptionBudget": (figures) => ofWorkloads(figures, figures.disruptionBudgets),
  NetworkPolicies: ({ networkPolicies }) => String(networkPolicies),
  "images without digest": ({ images, imagesWithoutDigest }) => `${imagesWithoutDigest} of ${images}`,
  "alerts / dashboards": ({ alerts, dashboards }) => `${alerts} / ${dashboards}`,
  "alerts about an application's own 5xx, latency, traffic": () => `${aboutTraffic("staging").length} each`,
  "logs and traces": ({ links }) => (links > 0 ? "yes, linked" : "no"),
};

test("the comparison counts what is committed", () => {
  const { rows } = tableOf(readme, "", "`small`", "`ha`");
  const small = measure("staging", SERVICE);
  const ha = measure("prod", SERVICE);

  const counted = Object.entries(ROWS).map(([title, count]) => [title, count(small), count(ha)]);

  expect(rows.map((row) => row.slice(0, 3))).toEqual(counted);
  expect(rows.every((row) => row.length === 5)).toBe(true);
});

test("each profile is as large as synth says", async () => {
  const rows = await inTurn(Object.values(environments), async ({ name, profile }) => {
    const alertmanager = String(asRecord(workload(name, "alertmanager")["spec"])["replicas"]);
    return [
      `\`${profile}\``,
      name,
      sizeOf(name, "prometheus"),
      alertmanager,
      sizeOf(name, "loki"),
      sizeOf(name, "jaeger"),
      retentionOf(name),
      await requestsOf(name),
    ];
  });

  expect(tableOf(readme, "profile").rows).toEqual(rows);
});

function aboutTraffic(environment: string): string[] {
  const names = alertsIn(goldenObjects(environment)).flatMap(({ file, alert }) =>
    file.startsWith(`${SERVICE}.`) ? [alert] : [],
  );
  return [...new Set(names)].filter((name) => /Outage|5xx|Latency/.test(name));
}

/** How many replicas a program has, and where its data is. */
function sizeOf(environment: string, program: "prometheus" | "loki" | "jaeger"): string {
  const { spec } = workload(environment, program);
  const replicas = Number(asRecord(spec)["replicas"]);
  return `${replicas}, ${sharedStorage(environment, program) ?? ownStorage(environment, program, replicas)}`;
}

/** What several replicas keep their data in together, as the program's configuration names it. */
function sharedStorage(environment: string, program: string): string | undefined {
  if (program === "prometheus") return undefined;
  const config = configOf(environment, program);
  if (isRecord(at(config, "storage_config", "object_store", "s3"))) return "S3";
  const backends = at(config, "extensions", "jaeger_storage", "backends", "traces");
  return isRecord(asRecord(backends)["elasticsearch"]) ? "Elasticsearch" : undefined;
}

function ownStorage(environment: string, program: string, replicas: number): string {
  const object = workload(environment, program);
  const [claim] = asRecords(asRecord(object["spec"])["volumeClaimTemplates"]);
  if (claim) return `${String(at(claim, "spec", "resources", "requests", "storage"))}${replicas > 1 ? " each" : ""}`;
  const data = asRecords(podSpecOf(object)["volumes"]).find(({ name }) => name === "data");
  return `${String(at(asRecord(data), "emptyDir", "sizeLimit"))} that go with the pod`;
}

/** Of metrics, logs and traces. */
function retentionOf(environment: string): string {
  const prometheus = at(configOf(environment, "prometheus"), "storage", "tsdb", "retention", "time");
  const loki = at(configOf(environment, "loki"), "limits_config", "retention_period");
  const backend = asRecord(at(configOf(environment, "jaeger"), "extensions", "jaeger_storage", "backends", "traces"));
  const jaeger = at(backend, "badger", "ttl", "spans") ?? at(backend, "elasticsearch", "max_span_age");
  return [prometheus, loki, jaeger]
    .map((time) => `${parseDuration(String(time) as Duration) / 86_400_000}d`)
    .join(", ");
}

function workload(environment: string, name: string): KubernetesObject {
  const found = goldenObjects(environment).find(
    ({ kind, metadata }) => (kind === "StatefulSet" || kind === "Deployment") && metadata.name === name,
  );
  if (!found) throw new Error(`${environment}: no workload ${name}`);
  return found;
}

/** A program's configuration as it is in its ConfigMap. */
function configOf(environment: string, program: string): Readonly<Record<string, unknown>> {
  const map = goldenObjects(environment).find(({ metadata }) => metadata.name === `${program}-config`);
  const [, text] =
    Object.entries(asRecord(map?.["data"])).find(([file]) => file.endsWith(".yaml") || file.endsWith(".yml")) ?? [];
  return asRecord(load(String(text)));
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => asRecord(inner)[key], value);
}

/** What synth prints, without the sample service. */
async function requestsOf(environment: string): Promise<string> {
  const { stdout } = await runCommand(["synth", "--env", environment, "--json"], thisRepository);
  const [summary] = asRecords(JSON.parse(stdout));
  const own = asRecords(summary?.["components"]).filter(
    ({ component, cpu }) => cpu !== "-" && !String(component).startsWith(`${SERVICE}/`),
  );
  const total = (parse: (text: string) => number, resource: "cpu" | "memory"): number =>
    own.reduce((sum, component) => sum + parse(String(component[resource])), 0);
  return `${formatCpu(total(parseCpu, "cpu"))} CPU, ${formatMemory(total(parseMemory, "memory"))}`;
}
