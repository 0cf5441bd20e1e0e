import { asRecord, asRecords, isRecord, type JsonRecord, type KubernetesObject } from "../../../core";
import { canonical } from "../../diff";
import { texts, word } from "../../values";

export type Direction = "Ingress" | "Egress";

/** One peer on one port that a policy lets through; undefined stands for anybody, and for any port. */
export interface Opening {
  readonly peer: JsonRecord | undefined;
  readonly port: JsonRecord | undefined;
}

/** Whether a policy restricts a direction at all. Without policyTypes it does so for ingress, and for egress if it has rules. */
export function restricts(policy: KubernetesObject, direction: Direction): boolean {
  const { policyTypes, egress } = asRecord(policy["spec"]);
  const types = texts(policyTypes);
  if (types.length > 0) return types.includes(direction);
  return direction === "Ingress" || (Array.isArray(egress) && egress.length > 0);
}

/** All that a policy lets through in a direction. */
export function openingsOf(policy: KubernetesObject, direction: Direction): Opening[] {
  if (!restricts(policy, direction)) return [{ peer: undefined, port: undefined }];
  const spec = asRecord(policy["spec"]);
  const rules = asRecords(direction === "Ingress" ? spec["ingress"] : spec["egress"]);
  return rules.flatMap((rule) => {
    const peers = asRecords(direction === "Ingress" ? rule["from"] : rule["to"]);
    const ports = asRecords(rule["ports"]);
    return orAny(peers).flatMap((peer) => orAny(ports).map((port): Opening => ({ peer, port })));
  });
}

/** An empty list is no list: it stands for all. */
function orAny(list: readonly JsonRecord[]): readonly (JsonRecord | undefined)[] {
  return list.length === 0 ? [undefined] : list;
}

/** Those openings that the others do not include. */
export function openedBeyond(openings: readonly Opening[], others: readonly Opening[]): Opening[] {
  const known = new Set(others.map(key));
  return openings.filter((one) => !known.has(key(one)) && !others.some((other) => covers(other, one)));
}

function key({ peer, port }: Opening): string {
  return `${canonical(peer)} ${portText(port)}`;
}

function covers(wide: Opening, narrow: Opening): boolean {
  return coversPeer(wide.peer, narrow.peer) && coversPort(wide.port, narrow.port);
}

function coversPeer(wide: JsonRecord | undefined, narrow: JsonRecord | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  const [outer, inner] = [asRecord(wide["ipBlock"]), asRecord(narrow["ipBlock"])];
  if (typeof outer["cidr"] === "string" && typeof inner["cidr"] === "string")
    return texts(outer["except"]).length === 0 && containsBlock(outer["cidr"], inner["cidr"]);
  if ("ipBlock" in wide || "ipBlock" in narrow) return false;
  return (
    canonical(wide["namespaceSelector"]) === canonical(narrow["namespaceSelector"]) &&
    (wide["podSelector"] === undefined ||
      isEmpty(wide["podSelector"]) ||
      isNarrower(wide["podSelector"], narrow["podSelector"]))
  );
}

/** More labels that must match select fewer pods. */
function isNarrower(wide: unknown, narrow: unknown): boolean {
  if (canonical(wide) === canonical(narrow)) return true;
  if (asRecords(asRecord(wide)["matchExpressions"]).length > 0) return false;
  const labels = asRecord(asRecord(narrow)["matchLabels"]);
  return (
    isRecord(narrow) &&
    Object.entries(asRecord(asRecord(wide)["matchLabels"])).every(([name, value]) => labels[name] === value)
  );
}

function coversPort(wide: JsonRecord | undefined, narrow: JsonRecord | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined || protocolOf(wide) !== protocolOf(narrow)) return false;
  if (wide["port"] === undefined || wide["port"] === narrow["port"])
    return wide["endPort"] === narrow["endPort"] || narrow["endPort"] === undefined;
  const [from, to] = [Number(wide["port"]), Number(wide["endPort"] ?? wide["port"])];
  return Number(narrow["port"]) >= from && Number(narrow["endPort"] ?? narrow["port"]) <= to;
}

function protocolOf(port: JsonRecord): string {
  return word(port["protocol"] ?? "TCP");
}

/** Whether a block of IPv4 addresses holds another one. */
export function containsBlock(outer: string, inner: string): boolean {
  const [a, b] = [blockOf(outer), blockOf(inner)];
  if (!a || !b || a.bits > b.bits) return false;
  const size = 2 ** (32 - a.bits);
  return Math.floor(a.start / size) === Math.floor(b.start / size);
}

function blockOf(text: string): { start: number; bits: number } | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(text);
  if (!match) return undefined;
  const start = match.slice(1, 5).reduce((sum, part) => sum * 256 + Number(part), 0);
  return { start, bits: Number(match[5] ?? 32) };
}

/** `pods app=web of namespace shop on TCP 80` */
export function openingText({ peer, port }: Opening): string {
  return `${peerText(peer)} on ${portText(port)}`;
}

export function portText(port: JsonRecord | undefined): string {
  if (port === undefined) return "all ports";
  const { port: number, endPort } = port;
  const range = endPort === undefined ? "" : `-${word(endPort)}`;
  return number === undefined ? `all ${protocolOf(port)} ports` : `${protocolOf(port)} ${word(number)}${range}`;
}

function peerText(peer: JsonRecord | undefined): string {
  if (peer === undefined) return "anybody";
  const { ipBlock, podSelector, namespaceSelector } = peer;
  const cidr = asRecord(ipBlock)["cidr"];
  if (cidr !== undefined) return isEveryAddress(word(cidr)) ? "every address" : `addresses ${word(cidr)}`;
  const pods = podSelector === undefined || isEmpty(podSelector) ? "all pods" : `pods ${selectorText(podSelector)}`;
  if (namespaceSelector === undefined) return podSelector === undefined ? "nobody" : `${pods} of the namespace`;
  if (isEmpty(namespaceSelector)) return `${pods} of the cluster`;
  const name = asRecord(asRecord(namespaceSelector)["matchLabels"])["kubernetes.io/metadata.name"];
  return name === undefined
    ? `${pods} of namespaces ${selectorText(namespaceSelector)}`
    : `${pods} of namespace ${word(name)}`;
}

/** `app=web, tier in (a, b)` */
function selectorText(selector: unknown): string {
  const { matchLabels, matchExpressions } = asRecord(selector);
  return [
    ...Object.entries(asRecord(matchLabels)).map(
      ([name, value]) => `${name.replace(/^app\.kubernetes\.io\//, "")}=${word(value)}`,
    ),
    ...asRecords(matchExpressions).map(({ key, operator, values }) =>
      [word(key), word(operator), ...(Array.isArray(values) ? [`(${values.map(String).join(", ")})`] : [])].join(" "),
    ),
  ].join(", ");
}

export function isEveryAddress(cidr: string): boolean {
  return cidr.endsWith("/0");
}

export function isEmpty(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = asRecord(selector);
  return Object.keys(asRecord(matchLabels)).length === 0 && asRecords(matchExpressions).length === 0;
}
