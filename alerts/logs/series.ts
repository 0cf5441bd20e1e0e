import { identityLabels, recorded, type CaseSeries, type Phase, type ServiceTarget } from "../../lib/signals";
import { caseSeries } from "../case-series";
import { neighbours } from "../neighbours";

/** What Loki records of the service's lines, for a case. Loki adds the labels that its stack has. */
export function recordedLines(target: ServiceTarget, record: string, ...phases: readonly Phase[]): CaseSeries {
  return caseSeries(record, identityLabels(target), phases);
}

/** The same of others. */
export function recordedLinesOfOthers(
  target: ServiceTarget,
  record: string,
  ...phases: readonly Phase[]
): CaseSeries[] {
  return neighbours(target).map((other) => recordedLines(other, record, ...phases));
}

/** Lines of everybody. */
export function recordedLinesOfAll(...phases: readonly Phase[]): CaseSeries {
  return caseSeries(recorded.clusterLogLines, { namespace: "observability", service: "alerting" }, phases);
}
