import { asRecords, type KubernetesObject } from "../../../core";
import { listed } from "../../wording";
import { texts } from "../../values";

/** One thing that a role allows, as `verb group/resource`, with the name behind it where only one object is meant. */
export interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  /** @default - every object */
  readonly name?: string;
  /** A path of the API server that is no resource. @default - a resource */
  readonly url?: string;
}

/** All that the rules of a role allow, one by one. How they are split into rules does not matter. */
export function permissionsOf(role: KubernetesObject): Permission[] {
  return asRecords(role["rules"]).flatMap((rule) => {
    const verbs = texts(rule["verbs"]);
    const names = texts(rule["resourceNames"]);
    const groups = texts(rule["apiGroups"]);
    const resources = texts(rule["resources"]).flatMap((resource) =>
      (groups.length === 0 ? [""] : groups).flatMap((group) =>
        verbs.flatMap((verb): Permission[] =>
          names.length === 0
            ? [{ group, resource, verb }]
            : names.map((name): Permission => ({ group, resource, verb, name })),
        ),
      ),
    );
    const urls = texts(rule["nonResourceURLs"]).flatMap((url) =>
      verbs.map((verb): Permission => ({ group: "", resource: "", verb, url })),
    );
    return [...resources, ...urls];
  });
}

/**
 * Those of the permissions that others do not include; `*` includes everything of its place. In the size of both: a
 * permission has few that are wider.
 */
export function beyond(permissions: readonly Permission[], others: readonly Permission[]): Permission[] {
  const known = new Set(others.map(text));
  return permissions.filter((one) => !asWide(one).some((wide) => known.has(text(wide))));
}

/** The permission itself, and every one that includes it. */
function asWide({ group, resource, verb, name, url }: Permission): Permission[] {
  const verbs = ["*", verb];
  if (url !== undefined) {
    const starts = Array.from({ length: url.length + 1 }, (_, length) => `${url.slice(0, length)}*`);
    return verbs.flatMap((as) => [url, ...starts].map((one) => ({ group: "", resource: "", verb: as, url: one })));
  }
  const slash = resource.indexOf("/");
  // A star before `/scale` stands for the scale of every resource.
  const resources = ["*", resource, ...(slash < 0 ? [] : [`*${resource.slice(slash)}`])];
  return verbs.flatMap((as) =>
    ["*", group].flatMap((within) =>
      resources.flatMap((of): Permission[] => {
        const every = { group: within, resource: of, verb: as };
        return name === undefined ? [every] : [every, { ...every, name }];
      }),
    ),
  );
}

function text({ group, resource, verb, name, url }: Permission): string {
  return [group, resource, verb, name ?? "", url ?? ""].join("\u0000");
}

/** `get, list pods; * apps/deployments` */
export function inWords(permissions: readonly Permission[]): string {
  const parts = byVerbs(permissions).map(([verbs, places]) => `${verbs} ${listed(places, MOST_PLACES)}`);
  const left = parts.length - MOST_PARTS;
  return [...parts.slice(0, MOST_PARTS), ...(left > 0 ? [`and ${left} more`] : [])].join("; ");
}

/** All of them, a line for each set of verbs. */
export function allInWords(permissions: readonly Permission[]): string {
  return byVerbs(permissions)
    .map(([verbs, places]) => `${verbs} ${places.join(", ")}`)
    .join("\n");
}

/** The places of which the same is allowed, by that. */
function byVerbs(permissions: readonly Permission[]): (readonly [verbs: string, places: readonly string[]])[] {
  const verbs = new Map<string, Set<string>>();
  for (const one of permissions) {
    const { group, resource, verb, name, url } = one;
    const place = url ?? `${group === "" ? "" : `${group}/`}${resource}${name === undefined ? "" : ` ${name}`}`;
    const there = verbs.get(place);
    if (there) there.add(verb);
    else verbs.set(place, new Set([verb]));
  }
  const same = new Map<string, string[]>();
  for (const [place, set] of verbs) {
    const key = [...set].join(", ");
    same.set(key, [...(same.get(key) ?? []), place]);
  }
  return [...same];
}

const MOST_PLACES = 4;
const MOST_PARTS = 4;

/** Why a permission is as good as the whole cluster; undefined where it is not. */
export function powerOf({ group, resource, verb, name }: Permission): string | undefined {
  const changes = ["*", "create", "update", "patch"].includes(verb);
  if (verb === "*" && resource === "*") return "everything";
  if (resource === "*" && (group === "*" || group === "") && changes) return "changes every object";
  if (resource === "*" && (group === "*" || group === "")) return "reads every object, Secrets included";
  if (["escalate", "bind", "impersonate"].includes(verb)) return `${verb} gives any other permission`;
  if (/^(cluster)?roles$/.test(resource) && verb === "*") return "gives any other permission";
  if (/^(cluster)?rolebindings$/.test(resource) && changes) return "gives any other permission";
  if (/^nodes\/proxy$/.test(resource)) return "runs commands in every pod of a node";
  if (/^pods\/(exec|attach|ephemeralcontainers)$/.test(resource)) return "runs commands in pods";
  if (resource === "serviceaccounts/token" && ["*", "create"].includes(verb)) return "acts as any service account";
  if (resource === "secrets" && name === undefined && ["*", "get", "list", "watch"].includes(verb))
    return "reads all Secrets";
  return undefined;
}
