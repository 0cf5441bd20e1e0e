import { asRecord, asRecords, qualifiedKind, type JsonRecord, type KubernetesObject } from "../../../core";
import type { Inventory } from "../../inventory";
import type { Changes, Finding, ObjectChange } from "../../model";
import { past, present } from "../../object-change";
import { once } from "../../once";
import { containersOf } from "../../pod-template";
import { serviceOf } from "../../service-of";
import { word } from "../../values";
import { callersOf } from "./callers";
import { openingsOf, restricts, containsBlock, type Direction } from "./network-rules";
import { selectedBy, selecting } from "./selected";
import { called, tell } from "./telling";
import { selects, workloadsOf, type Workload } from "./workloads";

/** Scrapers and callers that a changed policy cuts off from the pods that they ask. */
export function reachability(changes: Changes): Finding[] {
  return changes.objects
    .filter((change) => qualifiedKind(present(change)) === "NetworkPolicy" && change.kind !== "removed")
    .flatMap((change) => targetsOf(change, changes).flatMap((target) => cut(change, target, changes)));
}

/** The policies that restrict pods in a direction; none means that they are open. */
export function policiesFor(workload: Workload, direction: Direction, side: Inventory): KubernetesObject[] {
  return selecting("NetworkPolicy", workload, side).filter((policy) => restricts(policy, direction));
}

/** Pods that the policy selects, now or before; those that are gone are not asked any more. */
function targetsOf(change: ObjectChange, { after }: Changes): Workload[] {
  const before = past(change);
  return [...new Set([...(before ? selectedBy(before, after) : []), ...selectedBy(present(change), after)])];
}

interface Asking {
  readonly client: Workload;
  readonly port: number;
  readonly isScrape: boolean;
}

function cut(change: ObjectChange, target: Workload, { before, after }: Changes): Finding[] {
  const lost = clientsOf(target, after).filter(
    ({ client, port }) => reaches(client, target, port, before) && !reaches(client, target, port, after),
  );
  return lost.map(({ client, port, isScrape }) =>
    isScrape
      ? tell(
          "warning",
          "scrape-cut",
          change,
          `Prometheus can no longer scrape ${called(target.object)} on port ${port}`,
          {
            consequence: `NetworkPolicy ${present(change).metadata.name} does not let it in any more: its metrics stop, and alerts on them with them.`,
            service: serviceOf(target.object),
            explains: [],
          },
        )
      : tell(
          "danger",
          "caller-cut",
          change,
          `${called(client.object)} can no longer reach ${called(target.object)} on port ${port}`,
          {
            consequence: `NetworkPolicy ${present(change).metadata.name} does not let it in any more: its calls time out.`,
            service: serviceOf(target.object),
            explains: [],
          },
        ),
  );
}

/** Prometheus, where the pods ask to be scraped, and workloads that call one of their Services. */
function clientsOf(target: Workload, side: Inventory): Asking[] {
  const annotations = templateAnnotations(target.object);
  const scraped =
    annotations["prometheus.io/scrape"] === "true" ? Number(annotations["prometheus.io/port"]) : Number.NaN;
  const scrapers = Number.isNaN(scraped) ? [] : prometheusOf(side);
  const calls = selecting("Service", target, side).flatMap((service) => callsOf(service, target, side));
  const all = [...scrapers.map((client): Asking => ({ client, port: scraped, isScrape: true })), ...calls];
  return [...new Map(all.map((one) => [`${called(one.client.object)} ${one.port}`, one])).values()];
}

const prometheusOf = once((side: Inventory) =>
  [...workloadsOf(side).values()]
    .flat()
    .filter(({ labels }) => (labels["app.kubernetes.io/name"] ?? labels["app"]) === "prometheus"),
);

const byObject = once(
  (side: Inventory) => new Map([...workloadsOf(side).values()].flat().map((one) => [one.object, one])),
);

/** A Service of one port is asked on it; where it has more, it is not known on which. */
function callsOf(service: KubernetesObject, target: Workload, side: Inventory): Asking[] {
  const { namespace = "", name } = service.metadata;
  const ports = asRecords(asRecord(service["spec"])["ports"]);
  const port =
    ports.length === 1 ? portNumber(ports[0]?.["targetPort"] ?? ports[0]?.["port"], target.object) : undefined;
  if (port === undefined) return [];
  return (callersOf(side).get(`${namespace}/${name}`) ?? []).flatMap(({ object }) => {
    const client = byObject(side).get(object);
    return client && client.object !== target.object ? [{ client, port, isScrape: false }] : [];
  });
}

function portNumber(port: unknown, workload: KubernetesObject): number | undefined {
  if (typeof port === "number") return port;
  const found = containersOf(workload)
    .flatMap(({ ports }) => asRecords(ports))
    .find(({ name }) => name === port)?.["containerPort"];
  return typeof found === "number" ? found : undefined;
}

function templateAnnotations(object: KubernetesObject): JsonRecord {
  if (object.kind === "Pod") return asRecord(object.metadata.annotations);
  return asRecord(asRecord(asRecord(asRecord(object["spec"])["template"])["metadata"])["annotations"]);
}

function reaches(client: Workload, target: Workload, port: number, side: Inventory): boolean {
  const policies = policiesFor(target, "Ingress", side);
  return (
    policies.length === 0 ||
    policies.some((policy) =>
      openingsOf(policy, "Ingress").some(
        (one) => fitsPeer(one.peer, client, policy, side) && fitsPort(one.port, port, target.object),
      ),
    )
  );
}

function fitsPeer(peer: JsonRecord | undefined, client: Workload, policy: KubernetesObject, side: Inventory): boolean {
  if (peer === undefined) return true;
  const { ipBlock, namespaceSelector, podSelector } = peer;
  // Addresses of pods are not known: a block that may hold them is taken to do so.
  if (ipBlock !== undefined) return containsBlock(word(asRecord(ipBlock)["cidr"]), "10.0.0.0/8");
  const namespace = client.object.metadata.namespace ?? "";
  const isThere =
    namespaceSelector === undefined
      ? namespace === (policy.metadata.namespace ?? "")
      : selects(structured(namespaceSelector), namespaceLabels(namespace, side));
  return isThere && (podSelector === undefined || selects(structured(podSelector), client.labels));
}

/** `{}` selects everything here, and has to be told from plain labels. */
function structured(selector: unknown): JsonRecord {
  return { matchLabels: {}, ...asRecord(selector) };
}

function namespaceLabels(name: string, side: Inventory): JsonRecord {
  return { "kubernetes.io/metadata.name": name, ...asRecord(side.object(`Namespace/${name}`)?.metadata.labels) };
}

function fitsPort(rule: JsonRecord | undefined, port: number, target: KubernetesObject): boolean {
  if (rule === undefined || rule["port"] === undefined) return true;
  const from = portNumber(rule["port"], target);
  return from !== undefined && port >= from && port <= Number(rule["endPort"] ?? from);
}
