import { asRecord, type JsonRecord } from "../../../core";
import type { Finding } from "../../model";
import { listed } from "../../wording";
import { ofDocument, type DocumentChange, type DocumentReader } from "./document-change";
import { listChange } from "./list-change";
import { fieldsBelow } from "./setting";
import type { Told } from "./told";

/** What becomes of the pipelines of a collector: which are gone, and what is put into them or taken out. */
export const collectorPipelines: DocumentReader = (document) => {
  const { before, after } = document;
  if (!before || !after) return [];
  const [old, now] = [pipelinesOf(before), pipelinesOf(after)];
  const within = [...old.keys()].flatMap((name) => {
    const pipeline = now.get(name);
    return pipeline
      ? changed(document, name, old.get(name) ?? {}, pipeline)
      : [removed(document, name, [...now.keys()])];
  });
  const added = [...now.keys()].filter((name) => !old.has(name)).map((name) => isNew(document, name));
  return [...within, ...added, ...undefinedComponents(document, before, after)];
};

/** The pipelines by name, such as `traces/in`. */
function pipelinesOf(config: JsonRecord): ReadonlyMap<string, JsonRecord> {
  const pipelines = asRecord(asRecord(config["service"])["pipelines"]);
  return new Map(Object.entries(pipelines).map(([name, pipeline]) => [name, asRecord(pipeline)]));
}

function removed(document: DocumentChange, name: string, left: readonly string[]): Finding {
  const signal = signalOf(name);
  const last = !left.some((other) => signalOf(other) === signal);
  const told: Told = {
    severity: last ? "danger" : "warning",
    rule: "pipeline-removed",
    text: `pipeline ${name} of ${document.program} is removed${last ? `: no other takes ${signal}` : ""}`,
    consequence: last
      ? `${capital(signal)} that arrive are refused, and lost.`
      : `What went through it does so no longer.`,
  };
  return ofDocument(document, told, [...fieldsBelow(document, ["service", "pipelines", name]), ...orphans(document)]);
}

function isNew(document: DocumentChange, name: string): Finding {
  const told: Told = {
    severity: "info",
    rule: "pipeline-added",
    text: `pipeline ${name} of ${document.program} is new`,
  };
  return ofDocument(document, told, fieldsBelow(document, ["service", "pipelines", name]));
}

const ROLES = ["receivers", "processors", "exporters"] as const;

function changed(document: DocumentChange, name: string, old: JsonRecord, now: JsonRecord): Finding[] {
  return ROLES.flatMap((role) => {
    const { gone, new: added } = listChange(old[role], now[role]);
    const fields = fieldsBelow(document, ["service", "pipelines", name, role]);
    const about = (told: Told): Finding => ofDocument(document, told, [...fields, ...orphans(document)]);
    const where = `pipeline ${name} of ${document.program}`;
    if (gone.length > 0)
      return role === "processors"
        ? gone.map((processor) => about(without(where, processor, added)))
        : [about(cut(where, name, role, { gone, added, left: listChange([], now[role]).new }))];
    if (added.length > 0)
      return [
        about({ severity: "info", rule: `${role.slice(0, -1)}-added`, text: `${where} also has ${listed(added)}` }),
      ];
    if (fields.length === 0) return [];
    return [about({ severity: "info", rule: "pipeline-order", text: `${role} of ${where} in another order` })];
  });
}

function cut(
  where: string,
  name: string,
  role: "receivers" | "exporters",
  {
    gone,
    added,
    left,
  }: { readonly gone: readonly string[]; readonly added: readonly string[]; readonly left: readonly string[] },
): Told {
  const way = role === "receivers" ? "no longer takes from" : "no longer sends to";
  const instead = added.length > 0 ? `, ${role === "receivers" ? "takes from" : "sends to"} ${listed(added)}` : "";
  const signal = signalOf(name);
  if (left.length === 0)
    return {
      severity: "danger",
      rule: `${role.slice(0, -1)}-removed`,
      text: `${where} ${way} ${listed(gone)}, and has no other`,
      consequence: "The collector refuses a pipeline without it, and does not start.",
    };
  return {
    severity: "warning",
    rule: `${role.slice(0, -1)}-removed`,
    text: `${where} ${way} ${listed(gone)}${instead}`,
    consequence:
      role === "receivers"
        ? `${capital(signal)} that arrive there are lost, unless another pipeline takes them.`
        : `What reads ${signal} there sees nothing new from this pipeline.`,
  };
}

/** What is lost without a processor, by its type. */
const WITHOUT: Readonly<Record<string, string>> = {
  memory_limiter: "Under load the collector is killed for its memory instead of refusing, and what it holds is lost.",
  tail_sampling: "All traces are kept: the storage takes many times as much.",
  probabilistic_sampler: "All traces are kept: the storage takes many times as much.",
  k8s_attributes: "Namespace, pod and workload are missing: links between metrics, logs and traces find nothing.",
  k8sattributes: "Namespace, pod and workload are missing: links between metrics, logs and traces find nothing.",
  redaction: "Secrets that stand in log lines and attributes are stored as they are.",
  resource: "Attributes that links and joins need may be missing.",
  resourcedetection: "Attributes that links and joins need may be missing.",
  transform: "Attributes that links and joins need may be missing.",
  filter: "What was left out is sent and stored.",
};

function without(where: string, processor: string, added: readonly string[]): Told {
  const consequence = WITHOUT[typeOf(processor)];
  const instead = added.length > 0 ? `, has ${listed(added)}` : "";
  const text = `${where} no longer has ${processor}${instead}`;
  const same = added.some((one) => typeOf(one) === typeOf(processor));
  return consequence === undefined || same
    ? { severity: "info", rule: "processor-removed", text }
    : { severity: "warning", rule: "processor-removed", text, consequence };
}

/** A component that a pipeline names and nobody defines stops the collector. */
function undefinedComponents(document: DocumentChange, before: JsonRecord, after: JsonRecord): Finding[] {
  const known = new Set(missing(before).map(({ text }) => text));
  return missing(after)
    .filter(({ text }) => !known.has(text))
    .map(({ role, component, text }) =>
      ofDocument(
        document,
        {
          severity: "danger",
          rule: "component-undefined",
          text: text.replace("*", document.program),
          consequence: "The collector refuses its configuration and does not start.",
        },
        fieldsBelow(document, [role, component]),
      ),
    );
}

function missing(config: JsonRecord): { readonly role: string; readonly component: string; readonly text: string }[] {
  const defined = (role: string): Set<string> =>
    new Set(
      Object.keys(asRecord(config[role])).concat(
        role === "processors" ? [] : Object.keys(asRecord(config["connectors"])),
      ),
    );
  return [...pipelinesOf(config)].flatMap(([name, pipeline]) =>
    ROLES.flatMap((role) =>
      listChange([...defined(role)], pipeline[role]).new.map((component) => ({
        role,
        component,
        text: `pipeline ${name} of * names ${component}, which is not among its ${role}`,
      })),
    ),
  );
}

/** The definitions that went with what used them: told with it. */
function orphans(document: DocumentChange): Finding["explains"] {
  const used = new Set(
    [...pipelinesOf(document.after ?? {}).values()].flatMap((pipeline) =>
      ROLES.flatMap((role) => listChange([], pipeline[role]).new),
    ),
  );
  return document.fields
    .filter(
      ({ path: [role, component, ...rest], field }) =>
        rest.length === 0 &&
        typeof role === "string" &&
        ["receivers", "processors", "exporters", "connectors"].includes(role) &&
        typeof component === "string" &&
        field.after === undefined &&
        !used.has(component),
    )
    .map(({ field }) => field);
}

/** `traces` of `traces/in` */
function signalOf(pipeline: string): string {
  return pipeline.split("/")[0] ?? pipeline;
}

/** `otlp_http` of `otlp_http/loki` */
function typeOf(component: string): string {
  return component.split("/")[0] ?? component;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
