import type { GrafanaVariable } from "../../../dashboards/grafana/json";
import { inTurn } from "../../core";
import { NoAnswer, type Sources, type TimeRange } from "../sources";
import type { Choice } from "./answered";
import { interpolated, type Value, type Values } from "./interpolate";

/** What the reader would rather see, by the name of a variable; used where it is among the values. */
export type Preferences = Readonly<Record<string, string>>;

/** Grafana does not show what is hidden so. */
const HIDDEN = 2;

/** What is chosen for each variable, one after the other, as a query for one may use those before it. */
export async function chosenValues(
  variables: readonly GrafanaVariable[],
  own: Iterable<[string, Value]>,
  preferences: Preferences,
  sources: Sources,
  range: TimeRange,
): Promise<{ readonly values: Values; readonly choices: readonly Choice[] }> {
  const values = new Map(own);
  const choices: Choice[] = [];
  const chosen = variables.filter(({ type }) => type !== "datasource");
  await inTurn(chosen, async (variable) => {
    const { name, label: title } = variable;
    const among = await valuesOf(variable, values, sources, range);
    const value = valueOf(variable, among, preferences[name]);
    values.set(name, value);
    if (variable.hide !== HIDDEN) choices.push({ name, title, value: shown(value), ...(among && { among }) });
  });
  return { values, choices };
}

function valueOf(
  { query, allValue, multi = false }: GrafanaVariable,
  among: readonly string[] | undefined,
  preferred: string | undefined,
): Value {
  if (!among) return { kind: "text", text: preferred ?? (typeof query === "string" ? query : "") };
  const wanted = preferred !== undefined && among.includes(preferred) ? preferred : undefined;
  if (!multi) return { kind: "text", text: wanted ?? among[0] ?? "" };
  return wanted === undefined ? { kind: "all", pattern: allValue ?? ".*" } : { kind: "several", texts: [wanted] };
}

/** What can be chosen; undefined where the reader types a text. */
async function valuesOf(
  { type, query, datasource }: GrafanaVariable,
  values: Values,
  sources: Sources,
  range: TimeRange,
): Promise<readonly string[] | undefined> {
  if (type === "textbox") return undefined;
  return labelValues(query, datasource?.type === "loki" ? sources.logs : sources.metrics, values, range);
}

const LABEL_VALUES = /^label_values\((.*), (\w+)\)$/s;

async function labelValues(
  query: GrafanaVariable["query"],
  source: Sources["metrics"] | Sources["logs"],
  values: Values,
  range: TimeRange,
): Promise<readonly string[]> {
  if (!source || typeof query === "string") return [];
  const [, series = "", name = ""] = "query" in query ? (LABEL_VALUES.exec(query.query) ?? []) : [];
  const [selector, label] = "stream" in query ? [query.stream, query.label] : [series, name];
  try {
    return await source.labelValues(interpolated(selector, values), label, range);
  } catch (error) {
    if (error instanceof NoAnswer) return [];
    throw error;
  }
}

function shown(value: Value): string {
  switch (value.kind) {
    case "text":
      return value.text;
    case "several":
      return value.texts.join(" + ");
    case "all":
      return "All";
  }
}
