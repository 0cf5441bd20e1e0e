import { asRecord, asRecords, type JsonRecord, type KubernetesObject } from "../../../core";
import type { Path } from "../../diff";
import type { Changes, Finding } from "../../model";
import { present } from "../../object-change";
import { serviceOf } from "../../service-of";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { listed } from "../../wording";
import { direction } from "./amount";
import { listChange } from "./list-change";
import { FEWER_SAMPLES } from "./scrape-jobs";
import type { Told } from "./told";

/** What becomes of ServiceMonitors, PodMonitors and Probes of the Prometheus operator. */
export function monitors(changes: Changes): Finding[] {
  return changes.objects.flatMap((change): Finding[] => {
    const object = present(change);
    if (!KINDS.has(object.kind)) return [];
    const name = `${object.kind} ${object.metadata.name}`;
    const about = (told: Told, explains: Finding["explains"]): Finding => ({
      ...told,
      service: serviceOf(object),
      object: change.identity,
      explains,
    });
    if (change.kind === "removed")
      return [
        about(
          {
            severity: "warning",
            rule: "monitor-removed",
            text: `${name} is removed: what it selects is no longer scraped`,
            consequence: "The series of its targets end, and alerts on them stay silent.",
          },
          [change],
        ),
      ];
    if (change.kind === "added")
      return [about({ severity: "info", rule: "monitor-added", text: `${name} is new` }, [change])];
    return READ.flatMap(({ within, tell }) => {
      const explains = change.fields.filter(({ path }) => within(path));
      const told = explains.length > 0 ? tell(name, change.before, change.after, changes) : undefined;
      return told ? [about(told, explains)] : [];
    });
  });
}

const KINDS: ReadonlySet<string> = new Set(["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"]);

const READ: readonly {
  readonly within: (path: Path) => boolean;
  readonly tell: (
    name: string,
    before: KubernetesObject,
    after: KubernetesObject,
    changes: Changes,
  ) => Told | undefined;
}[] = [
  { within: ([, key]) => key === "selector" || key === "namespaceSelector", tell: selector },
  { within: ([, key, , ...rest]) => isEndpoints(key) && isPlace(rest), tell: endpoints },
  { within: ([, key, , field]) => isEndpoints(key) && field === "interval", tell: interval },
  { within: ([, key, , field]) => isEndpoints(key) && isRelabeling(field), tell: relabelled },
];

function isRelabeling(field: unknown): boolean {
  return field === "metricRelabelings" || field === "relabelings";
}

/** Rules that leave targets or series out. */
function relabelled(name: string, before: KubernetesObject, after: KubernetesObject): Told {
  const { gone, new: added } = listChange(leftOut(before), leftOut(after));
  if (added.length > 0)
    return {
      severity: "warning",
      rule: "series-dropped",
      text: `${name} keeps fewer targets or series: ${shortly(listed(added))}`,
      consequence: "Alerts and dashboards that need these have no data.",
    };
  return {
    severity: "info",
    rule: "relabelling",
    text: gone.length > 0 ? `${name} keeps more targets or series` : `${name} sets labels in another way`,
  };
}

function leftOut(object: KubernetesObject): string[] {
  return listOf(object)
    .flatMap(({ relabelings, metricRelabelings }) => [...asRecords(relabelings), ...asRecords(metricRelabelings)])
    .filter(({ action }) => /^(keep|drop)/i.test(word(action)))
    .map(({ action, sourceLabels, regex }) => {
      const labels = Array.isArray(sourceLabels) ? sourceLabels.join(", ") : "anything";
      return `${word(action)} where ${labels} is ${word(regex ?? "anything")}`;
    });
}

function isEndpoints(key: unknown): boolean {
  return key === "endpoints" || key === "podMetricsEndpoints";
}

/** An endpoint as a whole, or what tells where it is. */
function isPlace([field, ...rest]: Path): boolean {
  return rest.length === 0 && (field === undefined || PLACE.some((key) => key === field));
}

const PLACE = ["port", "targetPort", "path"];

function selector(name: string, before: KubernetesObject, after: KubernetesObject, changes: Changes): Told {
  const [old, now] = [selected(before), selected(after)];
  const [was, is] = [servicesOf(before, changes.before), servicesOf(after, changes.after)];
  const isSame = was.length > 0 && was.every((service) => is.includes(service));
  const { gone, new: added } = listChange(old, now);
  return added.length === 0
    ? {
        severity: "info",
        rule: "monitor-selector",
        text: `${name} selects more: no longer only ${listed(gone)}`,
      }
    : {
        severity: isSame ? "info" : "warning",
        rule: "monitor-selector",
        text:
          gone.length === 0
            ? `${name} selects less: only what also has ${listed(added)}`
            : `${name} selects ${listed(added)}, was ${listed(gone)}`,
        consequence: isSame
          ? "The Services that it selected have these labels, too."
          : "What is not selected any more is no longer scraped, and alerts on it stay silent.",
      };
}

/** The Services that a ServiceMonitor selects by their labels alone; of anything else none is known. */
function servicesOf({ kind, metadata, spec }: KubernetesObject, { objects }: Changes["after"]): readonly string[] {
  const { selector: labels, namespaceSelector } = asRecord(spec);
  const { matchLabels, ...others } = asRecord(labels);
  if (kind !== "ServiceMonitor" || namespaceSelector !== undefined || Object.keys(others).length > 0) return [];
  const wanted = Object.entries(asRecord(matchLabels));
  return objects
    .filter((object) => object.kind === "Service" && object.metadata.namespace === metadata.namespace)
    .filter((object) => wanted.every(([key, value]) => object.metadata.labels?.[key] === value))
    .map((object) => object.metadata.name);
}

function selected(object: KubernetesObject): string[] {
  const spec = asRecord(object["spec"]);
  const { matchLabels, matchExpressions } = asRecord(spec["selector"]);
  return [
    ...Object.entries(asRecord(matchLabels)).map(([key, value]) => `${key}=${word(value)}`),
    ...asRecords(matchExpressions).map((one) => JSON.stringify(one)),
    ...Object.entries(asRecord(spec["namespaceSelector"])).map(([key, value]) => `${key} ${JSON.stringify(value)}`),
  ];
}

function endpoints(name: string, before: KubernetesObject, after: KubernetesObject): Told | undefined {
  const { gone, new: added } = listChange(listOf(before).map(endpointText), listOf(after).map(endpointText));
  if (gone.length === 0 && added.length === 0) return undefined;
  return gone.length === 0
    ? { severity: "info", rule: "monitor-endpoint", text: `${name} also scrapes ${listed(added)}` }
    : {
        severity: "warning",
        rule: "monitor-endpoint",
        text: `${name} no longer scrapes ${listed(gone)}${added.length > 0 ? `, scrapes ${listed(added)}` : ""}`,
        consequence: "The series of these ports end, and alerts on them stay silent.",
      };
}

function listOf(object: KubernetesObject): readonly JsonRecord[] {
  const { endpoints: list, podMetricsEndpoints } = asRecord(object["spec"]);
  return asRecords(list ?? podMetricsEndpoints);
}

function endpointText({ port, targetPort, path }: JsonRecord): string {
  return `${word(port ?? targetPort ?? "port")}${word(path ?? "/metrics")}`;
}

function interval(name: string, before: KubernetesObject, after: KubernetesObject): Told | undefined {
  const now = listOf(after);
  const both = listOf(before).map((one, i) => {
    const same = now.find((other) => endpointText(other) === endpointText(one)) ?? now[i];
    return [one["interval"], same?.["interval"]] as const;
  });
  const [was, is] = both.find(([old, now]) => old !== now) ?? [];
  const text = `scrape interval of ${name} ${shortly(was ?? "default")} → ${shortly(is ?? "default")}`;
  return (direction(was, is) ?? 0) > 0
    ? { severity: "warning", rule: "scrape-interval", text, consequence: FEWER_SAMPLES }
    : { severity: "info", rule: "scrape-interval", text };
}
