import { asRecord, asRecords, qualifiedKind, type JsonRecord, type KubernetesObject } from "../../../core";
import type { Changes, Finding, ObjectChange } from "../../model";
import { isEdited, past, present } from "../../object-change";
import { texts, valueAt, word } from "../../values";
import { listed } from "../../wording";
import { routedTo } from "./callers";
import { same, touching } from "./fields";
import { containsBlock } from "./network-rules";
import { called, tell } from "./telling";

/** What becomes reachable from outside of the cluster, and no longer is. */
export function exposure(changes: Changes): Finding[] {
  return changes.objects.flatMap((change) => {
    const kind = qualifiedKind(present(change));
    if (kind === "Service") return serviceExposure(change);
    if (kind === "Ingress" || /^(HTTP|GRPC|TLS|TCP)Route$/.test(kind)) return routes(change, changes);
    return kind === "Gateway" ? gateway(change) : [];
  });
}

function serviceExposure(change: ObjectChange): Finding[] {
  if (change.kind === "removed") return [];
  const was = specOf(past(change));
  const is = specOf(change.after);
  const [before, after] = [typeOf(was), typeOf(is)];
  const found: Finding[] = [];
  const explains = (key: string): Finding["explains"] =>
    isEdited(change) ? touching(change.fields, ["spec", key]) : [];
  const subject = called(change.after);
  if (after !== before && OUTSIDE.has(after)) {
    const isInternal = Object.entries(asRecord(change.after.metadata.annotations)).some(
      ([key, value]) => /internal|scheme/.test(key) && /true|internal|Internal/.test(word(value)),
    );
    const where =
      after === "NodePort" ? "on a port of every node" : isInternal ? "in the private network" : "from outside";
    const isOpen = OPEN.has(word(change.after.metadata.labels?.["app.kubernetes.io/name"])) && where === "from outside";
    found.push(
      tell(
        isOpen ? "danger" : "warning",
        "exposed",
        change,
        `${subject} is ${past(change) ? `${after}, was ${before}` : `new as ${after}`}: reachable ${where}`,
        {
          explains: explains("type"),
          ...(after === "LoadBalancer" && texts(is["loadBalancerSourceRanges"]).length === 0 && !isInternal
            ? { consequence: "Without loadBalancerSourceRanges every address may connect." }
            : {}),
        },
      ),
    );
  } else if (after !== before && isEdited(change))
    found.push(
      tell(
        after === "ExternalName" || OUTSIDE.has(before) ? "warning" : "info",
        "exposure-ended",
        change,
        `${subject} is ${after}, was ${before}`,
        {
          explains: explains("type"),
          ...(OUTSIDE.has(before) ? { consequence: "Whoever reaches it from outside does not any more." } : {}),
        },
      ),
    );
  const addresses = texts(is["externalIPs"]).filter((one) => !texts(was["externalIPs"]).includes(one));
  if (addresses.length > 0)
    found.push(
      tell("warning", "exposed", change, `${subject} also answers on ${addresses.join(", ")}`, {
        explains: explains("externalIPs"),
      }),
    );
  if (after === "LoadBalancer" && before === "LoadBalancer") found.push(...sourceRanges(change, was, is));
  return found;
}

const OUTSIDE = new Set(["LoadBalancer", "NodePort"]);

function specOf(object: KubernetesObject | undefined): JsonRecord {
  return asRecord(object?.["spec"]);
}

function typeOf(spec: JsonRecord): string {
  return word(spec["type"] ?? "ClusterIP");
}

function sourceRanges(change: ObjectChange, was: JsonRecord, is: JsonRecord): Finding[] {
  const before = texts(was["loadBalancerSourceRanges"]);
  const after = texts(is["loadBalancerSourceRanges"]);
  if (!isEdited(change) || same(before, after)) return [];
  const explains = touching(change.fields, ["spec", "loadBalancerSourceRanges"]);
  const wider =
    before.length === 0 ? [] : after.filter((one) => !before.some((old) => old === one || containsBlock(old, one)));
  const subject = called(change.after);
  if (after.length === 0)
    return [
      tell("warning", "exposed", change, `${subject} lets in every address, was only ${listed(before)}`, { explains }),
    ];
  if (wider.length > 0)
    return [tell("warning", "exposed", change, `${subject} also lets in ${listed(wider)}`, { explains })];
  return [tell("info", "exposure-narrowed", change, `${subject} lets in only ${listed(after)}`, { explains })];
}

/** `https://shop.example.com/api` */
function routesOf(object: KubernetesObject | undefined): string[] {
  const spec = specOf(object);
  if (object?.kind !== "Ingress") {
    const paths = asRecords(spec["rules"]).flatMap((rule) =>
      asRecords(rule["matches"]).map((match) => word(asRecord(match["path"])["value"] ?? "/")),
    );
    const hosts = texts(spec["hostnames"]);
    return hosts.flatMap((host) => (paths.length === 0 ? ["/"] : paths).map((path) => `${host}${path}`));
  }
  const paths = asRecords(spec["rules"]).flatMap((rule) => {
    const http = asRecords(asRecord(rule["http"])["paths"]);
    return (http.length === 0 ? [{ path: "/" }] : http).map(
      ({ path }) => `${word(rule["host"] ?? "*")}${word(path ?? "/")}`,
    );
  });
  return spec["defaultBackend"] === undefined ? paths : [...paths, "*/"];
}

function routes(change: ObjectChange, { after: side }: Changes): Finding[] {
  const was = routesOf(past(change));
  const is = change.kind === "removed" ? [] : routesOf(change.after);
  const gained = is.filter((one) => !was.includes(one));
  const lost = was.filter((one) => !is.includes(one));
  const object = present(change);
  const subject = called(object);
  const explains = isEdited(change)
    ? [...touching(change.fields, ["spec", "rules"]), ...touching(change.fields, ["spec", "hostnames"])]
    : [change];
  const found: Finding[] = [];
  if (gained.length > 0) {
    const open = withoutLogin(object, side);
    found.push(
      open === undefined
        ? tell("warning", "exposed", change, `${subject} makes ${listed(gained)} reachable from outside`, { explains })
        : tell(
            "danger",
            "exposed-without-login",
            change,
            `${subject} makes ${open} reachable from outside on ${listed(gained)}`,
            {
              explains,
              consequence: `${open} asks nobody who they are: put a login in front, or keep it inside.`,
            },
          ),
    );
  }
  if (lost.length > 0)
    found.push(
      tell("warning", "exposure-ended", change, `${subject} no longer serves ${listed(lost)}`, {
        explains,
        consequence: "Whoever comes from outside gets 404.",
      }),
    );
  return [...found, ...(isEdited(change) ? [...tls(change)] : [])];
}

/** The hosts of an Ingress that have a certificate; `*` where none is named. */
function tlsHosts(object: KubernetesObject): string[] {
  return asRecords(valueAt(object, ["spec", "tls"])).flatMap((one) =>
    one["hosts"] === undefined ? ["*"] : texts(one["hosts"]),
  );
}

/** Programs that have no login of their own. */
const OPEN = new Map(
  ["Prometheus", "Alertmanager", "Jaeger", "Loki", "Pushgateway", "Blackbox exporter"].map((name) => [
    name.toLowerCase().replace(" ", "-"),
    name,
  ]),
);

function withoutLogin(object: KubernetesObject, side: Changes["after"]): string | undefined {
  const protects = Object.keys(asRecord(object.metadata.annotations)).some((key) => /auth/.test(key));
  if (protects) return undefined;
  const names = routedTo(object).map(({ name, namespace }) => {
    const service = side.object(`Service/${namespace ?? object.metadata.namespace}/${name}`);
    return OPEN.get(word(service?.metadata.labels?.["app.kubernetes.io/name"] ?? name));
  });
  return names.find((name) => name !== undefined);
}

function tls(change: Extract<ObjectChange, { readonly kind: "changed" | "moved" }>): Finding[] {
  const served = new Set(routesOf(change.after).map((one) => one.replace(/\/.*/, "")));
  const after = new Set(tlsHosts(change.after));
  const lost = tlsHosts(change.before).filter(
    (host) => !after.has(host) && !after.has("*") && (host === "*" || served.has(host)),
  );
  if (lost.length === 0) return [];
  return [
    tell("warning", "tls-removed", change, `${called(change.after)} no longer serves ${listed(lost)} over TLS`, {
      explains: touching(change.fields, ["spec", "tls"]),
      consequence: "Passwords and cookies are sent in the clear, or browsers refuse the certificate.",
    }),
  ];
}

function gateway(change: ObjectChange): Finding[] {
  if (change.kind === "removed") return [];
  const gained = listeners(change.after).filter((one) => !listeners(past(change)).includes(one));
  if (gained.length === 0) return [];
  const explains = isEdited(change) ? touching(change.fields, ["spec", "listeners"]) : [change];
  return [tell("warning", "exposed", change, `${called(change.after)} listens on ${listed(gained)}`, { explains })];
}

function listeners(object: KubernetesObject | undefined): string[] {
  return asRecords(specOf(object)["listeners"]).map(
    ({ hostname, port, protocol }) => `${word(protocol)} ${word(hostname ?? "*")}:${word(port)}`,
  );
}
