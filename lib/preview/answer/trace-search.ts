import type { JaegerTarget } from "../../../dashboards/grafana/json";
import { parseDuration, UnitError } from "../../core";
import { NoAnswer, type TraceSearch } from "../sources";
import { interpolated, type Values } from "./interpolate";

/** As many traces as Jaeger's own page finds unless it is asked for more. */
const LIMIT = 20;

/** What is asked of Jaeger as a text for readers: a search, or the id of a trace. */
export function searchText(
  { queryType, query = "", service = "", tags, minDuration }: JaegerTarget,
  values: Values,
): string {
  if (queryType !== "search") return interpolated(query, values);
  const parts = [`service=${service}`, ...(tags ? [tags] : []), ...(minDuration ? [`minDuration=${minDuration}`] : [])];
  return interpolated(parts.join(" "), values);
}

/** logfmt: `error="true" http.route=/orders`. */
const TAG = /([^\s=]+)=(?:"([^"]*)"|(\S*))/g;

/** Throws {@link NoAnswer} for a duration that is none. */
export function traceSearch(target: JaegerTarget, values: Values): TraceSearch {
  const { service = "", tags = "", minDuration, limit = LIMIT } = target;
  const attributes = [...interpolated(tags, values).matchAll(TAG)].map(
    ([, name = "", quoted, bare = ""]) => [name, quoted ?? bare] as const,
  );
  return {
    service: interpolated(service, values),
    attributes: Object.fromEntries(attributes),
    limit,
    ...(minDuration === undefined ? {} : { minDuration: seconds(interpolated(minDuration, values)) }),
  };
}

function seconds(text: string): number {
  try {
    return parseDuration(text) / 1000;
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    throw new NoAnswer(`minDuration ${JSON.stringify(text)}: expected ${error.message}`);
  }
}
