import { asRecord, type JsonRecord } from "../../core";
import { inhibition, matchersText } from "./matchers";
import type { Item } from "./path";

/** What may tell the items of a list from each other. */
export interface Key {
  readonly of: (item: JsonRecord) => Item | undefined;
  /** What is added where the key alone is there twice. @default - nothing */
  readonly more?: (list: readonly unknown[]) => (item: JsonRecord) => string;
}

/** The keys that a list below this field can have, the best first. */
export function keysFor(name: string): readonly Key[] {
  return [...(BY_FIELD.get(name) ?? []), ...ANYWHERE];
}

function field(name: string, options: Pick<Key, "more"> = {}): Key {
  return { of: (item) => keyed(name, text(item[name])), ...options };
}

function keyed(by: string, key: string | undefined): Item | undefined {
  return key === undefined ? undefined : { by, key };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function texts(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(",") : "";
}

/** `{job="api",team="shop"}`, without the label that stands in the key already. */
function labelsText(item: JsonRecord, without: string): string {
  const labels = Object.entries(asRecord(item["labels"])).filter(([name]) => name !== without);
  return labels.length === 0
    ? ""
    : `{${labels
        .map(([name, value]) => `${name}="${String(value)}"`)
        .toSorted()
        .join(",")}}`;
}

/** Rules of Prometheus and Loki: alerts and recordings stand in one list. */
const RULE: Key = {
  of: (item) => {
    const { alert, record, labels } = item;
    if (typeof alert === "string")
      return keyed("alert", [alert, text(asRecord(labels)["severity"]) ?? ""].join(" ").trim());
    return keyed("record", text(record));
  },
  more: () => (item) => labelsText(item, "alert" in item ? "severity" : ""),
};

const ROLE_RULE: Key = {
  of: ({ apiGroups, resources, resourceNames, nonResourceURLs, verbs }) => {
    if (!Array.isArray(verbs)) return undefined;
    if (Array.isArray(nonResourceURLs)) return keyed("nonResourceURLs", texts(nonResourceURLs));
    const groups = texts(apiGroups);
    const named = texts(resourceNames);
    return keyed("resources", `${groups && `${groups}/`}${texts(resources)}${named && ` ${named}`}`);
  },
};

function portWithProtocol(name: string): Key {
  return {
    of: (item) => {
      const number = text(item[name]);
      const protocol = text(item["protocol"]) ?? "TCP";
      return number === undefined ? undefined : keyed(name, protocol === "TCP" ? number : `${number}/${protocol}`);
    },
  };
}

const PORTS: readonly Key[] = [field("name"), portWithProtocol("containerPort"), portWithProtocol("port")];

const TOLERATION: Key = {
  of: ({ key, value, effect, operator }) => {
    if (key === undefined && operator === undefined && effect === undefined) return undefined;
    return keyed("key", `${text(key) ?? "*"}${text(value) ? `=${text(value) ?? ""}` : ""}:${text(effect) ?? "*"}`);
  },
};

/** Metrics of a HorizontalPodAutoscaler: `Resource cpu`, `ContainerResource app/cpu`, `Pods requests`. */
const METRIC: Key = {
  of: (item) => {
    const { type } = item;
    if (typeof type !== "string") return undefined;
    const source = asRecord(item[type.charAt(0).toLowerCase() + type.slice(1)]);
    const name = text(source["name"]) ?? text(asRecord(source["metric"])["name"]) ?? text(source["metricName"]);
    const container = text(source["container"]);
    return keyed("type", [type, [container, name].filter(Boolean).join("/")].join(" ").trim());
  },
};

const SUBJECT: Key = {
  of: ({ kind, namespace, name }) =>
    typeof name === "string"
      ? keyed("subject", [text(kind), text(namespace), name].filter(Boolean).join("/"))
      : undefined,
};

const ROUTE: Key = {
  of: (item) => keyed("matchers", matchersText(item)),
  more:
    () =>
    ({ receiver }) =>
      text(receiver) ?? "",
};

/** Panels by what is written over them: ids and places change when one is put in between. */
const PANEL: Key = {
  of: ({ type, title }) =>
    typeof type === "string"
      ? keyed("title", typeof title === "string" && title !== "" ? title : `(${type})`)
      : undefined,
  more: (list) => {
    const rows = new Map<unknown, string>();
    let row = "";
    for (const panel of list) {
      if (asRecord(panel)["type"] === "row") row = text(asRecord(panel)["title"]) ?? "";
      else rows.set(panel, row);
    }
    return (panel) => {
      const above = rows.get(panel);
      return [text(panel["type"]), above ? `in ${above}` : ""].join(" ").trim();
    };
  },
};

const BY_FIELD: ReadonlyMap<string, readonly Key[]> = new Map([
  ["rules", [RULE, ROLE_RULE, { of: ({ host, http }) => (http ? keyed("host", text(host) ?? "*") : undefined) }]],
  ["ports", PORTS],
  ["tolerations", [TOLERATION]],
  [
    "topologySpreadConstraints",
    [field("topologyKey", { more: () => (item) => text(item["whenUnsatisfiable"]) ?? "" })],
  ],
  ["metrics", [METRIC]],
  ["subjects", [SUBJECT]],
  ["paths", [{ of: ({ path, backend }) => (backend ? keyed("path", text(path) ?? "/") : undefined), more: pathType }]],
  ["routes", [ROUTE]],
  ["inhibit_rules", [{ of: (item) => keyed("inhibit", inhibition(item)) }]],
  ["panels", [PANEL]],
  ["volumeClaimTemplates", [{ of: ({ metadata }) => keyed("name", text(asRecord(metadata)["name"])) }]],
]);

function pathType(): (item: JsonRecord) => string {
  return (item) => text(item["pathType"]) ?? "";
}

/** What tells items from each other by its mere name. `mountPath` before `name`: one volume may be mounted twice. */
const ANYWHERE: readonly Key[] = [
  RULE,
  ...["mountPath", "devicePath", "name", "job_name", "uid", "refId", "topologyKey", "host", "ip", "tag_name"].map(
    (name) => field(name),
  ),
  ...["key", "path", "containerPort", "port", "secretName", "title", "id"].map((name) => field(name)),
];
