import { asRecord, asRecords, qualifiedKind, type JsonRecord, type KubernetesObject } from "../../../core";
import type { Changes, Finding } from "../../model";
import { touching } from "./fields";
import { callersOf } from "./callers";
import { selectedBy, selecting } from "./selected";
import type { Inventory } from "../../inventory";
import { isEdited, type EditedObject } from "../../object-change";
import { containersOf, podLabels } from "../../pod-template";
import { word } from "../../values";
import { listed } from "../../wording";
import { called, tell } from "./telling";
import { isWorkload } from "./workloads";

/** Ports of Services, and names of ports that lead nowhere any more. */
export function ports(changes: Changes): Finding[] {
  return changes.objects.filter(isEdited).flatMap((change) => {
    if (qualifiedKind(change.after) === "Service")
      return [...servicePorts(change, changes), ...otherPods(change, changes)];
    return isWorkload(change.after) ? namedPorts(change, changes) : [];
  });
}

interface ServicePort {
  readonly name: string;
  readonly port: string;
  readonly target: unknown;
}

function portsOf(service: KubernetesObject): ServicePort[] {
  return asRecords(asRecord(service["spec"])["ports"]).map(({ name, port, protocol, targetPort }) => ({
    name: word(name ?? ""),
    port: `${word(port)}${protocol === undefined || protocol === "TCP" ? "" : `/${word(protocol)}`}`,
    target: targetPort ?? port,
  }));
}

function servicePorts(change: EditedObject, { after: side }: Changes): Finding[] {
  const was = new Map(portsOf(change.before).map((one) => [one.port, one]));
  const is = new Map(portsOf(change.after).map((one) => [one.port, one]));
  const fields = touching(change.fields, ["spec", "ports"]);
  if (fields.length === 0) return [];
  const subject = called(change.after);
  const { namespace = "", name } = change.after.metadata;
  const callers = callersOf(side).get(`${namespace}/${name}`) ?? [];
  const found: Finding[] = [];
  const lost = [...was.keys()].filter((port) => !is.has(port));
  const gained = [...is.keys()].filter((port) => !was.has(port));
  if (lost.length > 0)
    found.push(
      tell(
        "danger",
        "port-removed",
        change,
        `${subject} no longer listens on ${lost.join(", ")}${gained.length > 0 ? `, but on ${gained.join(", ")}` : ""}`,
        {
          explains: fields,
          consequence:
            callers.length > 0
              ? `Calls to the old port fail: ${listed(callers.map(({ text }) => text))}.`
              : "Whoever calls the old port gets no answer.",
        },
      ),
    );
  else if (gained.length > 0)
    found.push(
      tell("info", "port-added", change, `${subject} also listens on ${gained.join(", ")}`, { explains: fields }),
    );
  for (const [port, { target, name: portName }] of is) {
    const old = was.get(port);
    if (old && old.name !== portName && old.name !== "") {
      const routes = callers
        .filter(({ object }) => routesToPort(object, name, old.name))
        .map(({ object }) => called(object));
      const still =
        routes.length === 0 ? "" : `, but ${listed(routes.map((route) => `${route} still leads to ${old.name}`))}`;
      found.push(
        tell(
          routes.length > 0 ? "danger" : "warning",
          "port-renamed",
          change,
          `port ${port} of ${subject} is called ${portName || "nothing"}, was ${old.name}${still}`,
          {
            explains: fields.filter(({ path }) => path.some((step) => step === "name") || path.length === 3),
            consequence:
              routes.length > 0
                ? "Requests from outside are answered with 503: change the name in both together."
                : "ServiceMonitors and DNS records that name the port do not find it any more.",
          },
        ),
      );
    }
    if (old && word(old.target) !== word(target)) found.push(retargeted(change, port, old.target, target, side));
  }
  return found;
}

/** Names of ports that the pods which a Service selects now do not have. */
function otherPods(change: EditedObject, { after: side }: Changes): Finding[] {
  const explains = touching(change.fields, ["spec", "selector"]);
  const pods = podsOf(change.after, side);
  if (explains.length === 0 || pods.length === 0) return [];
  const old = new Map(portsOf(change.before).map(({ port, target }) => [port, target]));
  return portsOf(change.after).flatMap(({ port, target }) => {
    // A port that leads elsewhere is told as that.
    if (typeof target !== "string" || old.get(port) !== target || pods.some((object) => hasPort(target, object)))
      return [];
    const text = `port ${port} of ${called(change.after)} leads to ${target}, which ${listed(pods.map(called))} does not have`;
    return [
      tell("danger", "port-unknown", change, text, {
        explains: [],
        consequence: "Requests to it fail: name a port that the pods have.",
      }),
    ];
  });
}

/** Whether an Ingress leads to a port of a Service by its name. */
function routesToPort(object: KubernetesObject, service: string, port: string): boolean {
  if (object.kind !== "Ingress") return false;
  const { rules, defaultBackend } = asRecord(object["spec"]);
  const paths = asRecords(rules).flatMap(({ http }) => asRecords(asRecord(http)["paths"]));
  return [defaultBackend, ...paths.map(({ backend }) => backend)]
    .map((backend) => asRecord(asRecord(backend)["service"]))
    .some((one) => one["name"] === service && asRecord(one["port"])["name"] === port);
}

function retargeted(change: EditedObject, port: string, was: unknown, is: unknown, side: Inventory): Finding {
  const text = `port ${port} of ${called(change.after)} leads to ${word(is)}, was ${word(was)}`;
  const explains = touching(change.fields, ["spec", "ports"]);
  const pods = podsOf(change.after, side);
  const numbers = (target: unknown): string[] => pods.map((object) => word(numberOf(target, object) ?? target));
  if (pods.length > 0 && numbers(is).join() === numbers(was).join())
    return tell("info", "port-same", change, `${text}: the same port of the pods`, { explains });
  const missing = pods.filter((object) => !hasPort(is, object));
  if (missing.length > 0 && missing.length === pods.length)
    return tell(typeof is === "string" ? "danger" : "warning", "port-unknown", change, text, {
      explains,
      consequence: `No container of ${listed(missing.map(called))} declares that port: requests fail unless it listens there anyway.`,
    });
  return tell("warning", "port-retargeted", change, text, {
    explains,
    consequence: "Requests go to another port of the pods.",
  });
}

function podsOf(service: KubernetesObject, side: Inventory): KubernetesObject[] {
  return selectedBy(service, side).map(({ object }) => object);
}

function containerPorts(object: KubernetesObject): readonly JsonRecord[] {
  return containersOf(object).flatMap((container) => asRecords(container["ports"]));
}

function numberOf(target: unknown, object: KubernetesObject): unknown {
  return typeof target === "string" && !/^\d+$/.test(target)
    ? containerPorts(object).find(({ name }) => name === target)?.["containerPort"]
    : Number(target);
}

/** A number need not be declared; where some are, the one that is not is most likely wrong. */
function hasPort(target: unknown, object: KubernetesObject): boolean {
  const declared = containerPorts(object);
  const number = numberOf(target, object);
  return (
    number !== undefined && (declared.length === 0 || declared.some(({ containerPort }) => containerPort === number))
  );
}

/** Names of ports that the pods had, and that a Service still leads to. */
function namedPorts(change: EditedObject, changes: Changes): Finding[] {
  const lost = namesGone(change);
  if (lost.length === 0) return [];
  const explains = change.fields.filter(({ path }) => path.includes("ports"));
  const services = selecting("Service", { object: change.after, labels: podLabels(change.after) }, changes.after);
  return lost.flatMap((name) => {
    const users = services
      .filter((service) => portsOf(service).some(({ target }) => target === name))
      .map((service) => `${called(service)} still leads to it`);
    if (users.length === 0) return [];
    return [
      tell(
        "danger",
        "port-unknown",
        change,
        `port ${name} of ${called(change.after)} is removed, but ${listed(users)}`,
        {
          explains,
          consequence: "Requests fail: the name of the port must be changed in both together.",
        },
      ),
    ];
  });
}

function namesGone({ before, after }: EditedObject): string[] {
  const now = new Set(portNames(after));
  return portNames(before).filter((name) => !now.has(name));
}

function portNames(object: KubernetesObject): string[] {
  return containerPorts(object).flatMap(({ name }) => (typeof name === "string" ? [name] : []));
}
