/** Who has to call whom, read from what the programs themselves are told: their configurations, flags and annotations. */
import { load } from "js-yaml";
import { asRecord, asRecords, type KubernetesObject } from "../../lib/core";
import { discoveryAnnotations } from "../../lib/signals";
import { podsOf, type Call, type Pod } from "./policy-enforcement";

export function neededCalls(objects: readonly KubernetesObject[], stack: readonly string[]): Call[] {
  const pods = podsOf(objects).filter(({ namespace }) => stack.includes(namespace));
  const named = (name: string): Pod[] => pods.filter((pod) => pod.name === name);
  return [
    ...named("prometheus").flatMap((from) => [
      ...pods.flatMap((to) => scrape(from, to)),
      ...[...notified(objects), ...scraped(objects)].flatMap((address) => callsTo(objects, from, address)),
    ]),
    ...named("grafana").flatMap((from) =>
      dataSources(objects).flatMap((url) => callsTo(objects, from, new URL(url).host)),
    ),
    ...CONFIGURED.flatMap((name) =>
      named(name).flatMap((from) => configured(objects, name).flatMap((address) => callsTo(objects, from, address))),
    ),
    // The ring tells a Loki the addresses of the others, which it then asks over gRPC.
    ...named("loki").flatMap((from) =>
      named("loki")
        .filter(() => configured(objects, "loki").some((address) => address.startsWith("loki-")))
        .map((to) => ({ from, to, port: 9095, protocol: "TCP" })),
    ),
    ...named("alertmanager").flatMap((from) =>
      peersOf(from).flatMap((address) => [
        ...callsTo(objects, from, address, "TCP"),
        ...callsTo(objects, from, address, "UDP"),
      ]),
    ),
  ];
}

/** Programs whose configuration names everybody whom they call. */
const CONFIGURED = ["loki", "jaeger", "collector-agent", "collector-gateway"];

/** Each `host:port` of the cluster in a program's configuration. */
function configured(objects: readonly KubernetesObject[], program: string): string[] {
  const files = objects
    .filter(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === `${program}-config`)
    .flatMap(({ data }) => Object.values(asRecord(data)).map(String))
    .join("\n")
    // Where the port stands beside the host.
    .replaceAll(/hostname: (\S+)\n\s*port: "?(\d+)"?/g, "$1:$2");
  return [...new Set(files.match(/[\w.-]+\.svc:\d+/g) ?? [])];
}

/** The call to `host:port`, where the host is the name of a Service or of a pod behind a headless one. */
export function callsTo(
  objects: readonly KubernetesObject[],
  from: Pod,
  address: string,
  protocol: string = "TCP",
): Call[] {
  const [, name, namespace, port] = /^(?:[\w-]+\.)?([\w-]+)\.([\w-]+)\.svc:(\d+)$/.exec(address) ?? [];
  const service = objects.find(
    ({ kind, metadata }) => kind === "Service" && metadata.name === name && metadata.namespace === namespace,
  );
  const spec = asRecord(service?.["spec"]);
  const declared = asRecords(spec["ports"]).find(
    (candidate) => candidate["port"] === Number(port) && (candidate["protocol"] ?? "TCP") === protocol,
  );
  const to = podsOf(objects).find(
    (pod) =>
      pod.namespace === namespace &&
      Object.entries(asRecord(spec["selector"])).every(([key, value]) => pod.labels[key] === value),
  );
  if (!declared || !to) throw new Error(`${address}: no pod answers ${protocol} there`);
  // Behind a headless Service the caller has the pod's own address, and its port is the one that it names.
  const target = spec["clusterIP"] === "None" ? Number(port) : containerPort(to, declared["targetPort"] ?? port);
  return [{ from, to, port: target, protocol }];
}

function containerPort(pod: Pod, target: unknown): number {
  return pod.ports.find(({ name, port }) => name === target || port === Number(target))?.port ?? Number.NaN;
}

function scrape(from: Pod, to: Pod): Call[] {
  if (to.annotations[discoveryAnnotations.scrape] !== "true") throw new Error(`${to.name}: is not scraped`);
  return [{ from, to, port: Number(to.annotations[discoveryAnnotations.scrapePort]), protocol: "TCP" }];
}

/** Where Prometheus sends alerts. */
function notified(objects: readonly KubernetesObject[]): string[] {
  const { alertmanagers } = asRecord(prometheusConfig(objects)["alerting"]);
  return asRecords(alertmanagers).flatMap((config) => staticTargets(config["static_configs"]));
}

/** Where Prometheus scrapes beside what it discovers: fixed targets, and what stands between it and what it probes. */
function scraped(objects: readonly KubernetesObject[]): string[] {
  return asRecords(prometheusConfig(objects)["scrape_configs"]).flatMap((job) => [
    ...staticTargets(job["static_configs"]),
    ...asRecords(job["relabel_configs"])
      .filter(({ target_label, source_labels }) => target_label === "__address__" && source_labels === undefined)
      .map(({ replacement }) => String(replacement)),
  ]);
}

function staticTargets(configs: unknown): string[] {
  return asRecords(configs).flatMap(({ targets }) => (Array.isArray(targets) ? targets.map(String) : []));
}

function prometheusConfig(objects: readonly KubernetesObject[]): Readonly<Record<string, unknown>> {
  return fileIn(objects, "prometheus.yml");
}

function dataSources(objects: readonly KubernetesObject[]): string[] {
  return asRecords(fileIn(objects, "datasources.yaml")["datasources"]).map(({ url }) => String(url));
}

function fileIn(objects: readonly KubernetesObject[], key: string): Readonly<Record<string, unknown>> {
  const text = objects.map((object) => asRecord(object["data"])[key]).find((value) => typeof value === "string");
  if (typeof text !== "string") throw new Error(`${key}: in no ConfigMap`);
  return asRecord(load(text));
}

function peersOf(alertmanager: Pod): string[] {
  const flag = "--cluster.peer=";
  return alertmanager.args.filter((arg) => arg.startsWith(flag)).map((arg) => arg.slice(flag.length));
}
