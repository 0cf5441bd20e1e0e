import { asRecord, asRecords, type JsonRecord } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, Finding, ObjectChange } from "../../model";
import { present } from "../../object-change";
import { serviceOf } from "../../service-of";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { editedWorkload } from "./edited-workload";
import type { Told } from "./told";

/** What becomes of the annotations by which pods and Services are found: `prometheus.io/scrape`, `path`, `port`, `scheme`. */
export function scrapeAnnotations({ objects }: Changes): Finding[] {
  return objects.flatMap((change) => {
    if (change.kind === "added" || change.kind === "removed") return [];
    if (!change.fields.some(ofAnnotations)) return [];
    const workload = editedWorkload(change);
    if (workload) {
      const { old, now } = workload;
      const ports = now.containers.flatMap(({ ports: list }) =>
        asRecords(list).map((port) => word(port["containerPort"])),
      );
      const sameImage = JSON.stringify(old.containers.map(imageOf)) === JSON.stringify(now.containers.map(imageOf));
      return read(change, change.fields, { old: old.annotations, now: now.annotations, ports, sameImage });
    }
    if (change.after.kind !== "Service") return [];
    const ports = asRecords(asRecord(change.after["spec"])["ports"]).map(({ port }) => word(port));
    const [old, now] = [change.before, change.after].map(({ metadata }) => asRecord(metadata.annotations));
    return read(change, change.fields, { old: old ?? {}, now: now ?? {}, ports, sameImage: true });
  });
}

interface Annotations {
  readonly old: JsonRecord;
  readonly now: JsonRecord;
  /** Those that are open on the side after. */
  readonly ports: readonly string[];
  readonly sameImage: boolean;
}

function read(change: ObjectChange, fields: readonly FieldChange[], annotations: Annotations): Finding[] {
  const object = present(change);
  const service = serviceOf(object);
  const name = service.slice(service.indexOf("/") + 1);
  return FAMILIES.flatMap((family) => {
    const touched = family.keys.filter((key) => annotations.old[key] !== annotations.now[key]);
    const told = touched.length > 0 ? family.tell(name, annotations) : [];
    return told.map(
      (one): Finding => ({
        ...one,
        service,
        object: change.identity,
        explains: fields.filter(({ path, before, after }) => {
          const last = path.at(-1);
          if (typeof last !== "string") return false;
          if (family.keys.includes(last)) return true;
          const whole = Object.keys({ ...asRecord(before), ...asRecord(after) });
          return last === "annotations" && whole.length > 0 && whole.every((key) => family.keys.includes(key));
        }),
      }),
    );
  });
}

interface Family {
  readonly keys: readonly string[];
  readonly tell: (name: string, annotations: Annotations) => Told[];
}

const FAMILIES: readonly Family[] = [family("prometheus.io/", "scrape"), family("prometheus.io/probe-", "")];

/** Pods and Services are scraped by `prometheus.io/scrape`, and Services probed by `prometheus.io/probe`. */
function family(prefix: string, first: "scrape" | ""): Family {
  const on = first === "" ? prefix.slice(0, -1) : `${prefix}${first}`;
  const [path, port, scheme] = [`${prefix}path`, `${prefix}port`, `${prefix}scheme`];
  const done = first === "" ? "probed" : "scraped";
  const noun = first === "" ? "probe" : "metrics";
  return {
    keys: [on, path, port, scheme],
    tell: (name, { old, now, ports, sameImage }) => {
      const [was, is] = [old[on] === "true", now[on] === "true"];
      if (was && !is)
        return [
          {
            severity: "warning",
            rule: `${noun}-lost`,
            text: `${name} is no longer ${done}: ${on} is ${now[on] === undefined ? "removed" : shortly(now[on])}`,
            consequence:
              first === ""
                ? "Whether it answers from outside is not seen."
                : "Its metrics end, and alerts on them stay silent.",
          },
        ];
      if (!was && is) return [{ severity: "info", rule: `${noun}-added`, text: `${name} is ${done}` }];
      return [
        ...moved(`port of the ${noun} of ${name}`, noun, old[port], now[port], () =>
          now[port] !== undefined && ports.length > 0 && !ports.includes(word(now[port]))
            ? `No port ${shortly(now[port])} is open: it is no longer ${done}.`
            : undefined,
        ),
        ...moved(`path of the ${noun} of ${name}`, noun, old[path] ?? usual(first), now[path] ?? usual(first), () =>
          sameImage ? `If it does not answer there, it is no longer ${done}, and counts as down.` : undefined,
        ),
        ...moved(`scheme of the ${noun} of ${name}`, noun, old[scheme] ?? "http", now[scheme] ?? "http", () =>
          sameImage ? `If it does not answer so, it is no longer ${done}, and counts as down.` : undefined,
        ),
        ...byDefault(`${noun} of ${name}`, noun, old, now, [path, scheme], first),
      ];
    },
  };
}

function usual(first: string): string {
  return first === "" ? "/" : "/metrics";
}

function moved(what: string, noun: string, before: unknown, after: unknown, worse: () => string | undefined): Told[] {
  if (before === after) return [];
  const text = `${what} ${shortly(before)} → ${shortly(after)}`;
  const consequence = worse();
  return consequence === undefined
    ? [{ severity: "info", rule: `${noun}-moved`, text }]
    : [{ severity: "warning", rule: `${noun}-moved`, text, consequence }];
}

/** One that only writes out the default, or leaves it to it. */
function byDefault(
  what: string,
  noun: string,
  old: JsonRecord,
  now: JsonRecord,
  keys: readonly [string, string],
  first: string,
): Told[] {
  const [path, scheme] = keys;
  const same = (key: string, value: string): boolean =>
    old[key] !== now[key] && (old[key] ?? value) === (now[key] ?? value);
  return same(path, usual(first)) || same(scheme, "http")
    ? [{ severity: "info", rule: `${noun}-moved`, text: `${what} are where they are by default` }]
    : [];
}

function imageOf({ image }: JsonRecord): unknown {
  return image;
}

function ofAnnotations({ path }: FieldChange): boolean {
  return path.includes("annotations") || path.at(-1) === "metadata";
}
