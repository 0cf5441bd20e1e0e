import { asRecord, isRecord, type JsonRecord } from "../../core";

/** What a route of Alertmanager takes, as one text, in the new and in the old way of writing: `severity="critical"`. */
export function matchersText(route: JsonRecord): string | undefined {
  const { matchers, match, match_re: matchRe, receiver, routes } = route;
  if ([matchers, match, matchRe, receiver, routes].every((part) => part === undefined)) return undefined;
  return joined(matchers, match, matchRe);
}

/** What an inhibition reads and what it silences, as one text. */
export function inhibition(rule: JsonRecord): string | undefined {
  const source = joined(rule["source_matchers"], rule["source_match"], rule["source_match_re"]);
  const target = joined(rule["target_matchers"], rule["target_match"], rule["target_match_re"]);
  return source === "*" && target === "*" ? undefined : `${source} over ${target}`;
}

function joined(matchers: unknown, match: unknown, matchRe: unknown): string {
  const all = [
    ...(Array.isArray(matchers) ? matchers.map(matcherText) : []),
    ...Object.entries(asRecord(match)).map(([name, value]) => `${name}="${String(value)}"`),
    ...Object.entries(asRecord(matchRe)).map(([name, value]) => `${name}=~"${String(value)}"`),
  ];
  return all.length === 0 ? "*" : all.toSorted().join(", ");
}

/** One matcher without what is free to choose: spaces and quotes. */
function matcherText(matcher: unknown): string {
  if (isRecord(matcher)) {
    const { name, matchType, regex, value } = matcher;
    const sign = typeof matchType === "string" ? matchType : regex === true ? "=~" : "=";
    return `${String(name)}${sign}"${String(value)}"`;
  }
  const parts = /^\s*"?([^\s"=!~]+)"?\s*(=~|!=|!~|=)\s*(.*?)\s*$/s.exec(String(matcher));
  if (!parts) return String(matcher);
  const [, name = "", sign = "", value = ""] = parts;
  return `${name}${sign}${/^".*"$/s.test(value) ? value : `"${value}"`}`;
}
