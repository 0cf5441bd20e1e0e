import type { Percent } from "../../lib/core";
import { recorded, steady, type CaseSeries, type Phase } from "../../lib/signals";
import { plus } from "../case-time";
import { thresholdAlert } from "../definition";
import { own } from "../http/traffic";
import { percentage, where } from "../text";
import { recordedLines, recordedLinesOfOthers } from "./series";

/**
 * A large share of the lines tells errors. Loki has counted both already, and its ruler would read all lines twice more
 * for each evaluation: so this one is PromQL on what was recorded, and in a stack without Loki it never fires.
 */
export const errorLogs = thresholdAlert<Percent>({
  property: "errorLogs",
  alert: "ServiceErrorLogs",
  option: (alerts) => alerts.errorLogs,
  default: { above: "10%" },
  unit: "percent",
  severity: "warning",
  for: "10m",
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, which no ratio exceeds"]),
  rule: (target, { limit }, { minimumErrorLines }) => {
    const errors = own(target, recorded.errorLogLines);
    return {
      // Lines within the 300 seconds that the rate is of: without round(), 20 of them may be 20.000000000000004.
      expr:
        `${errors} / on () (${own(target, recorded.logLines)} > 0) > ${limit}` +
        ` and on () round(${errors} * 300) > ${minimumErrorLines}`,
      keepFiringFor: "5m",
      summary: `{{ $value | humanizePercentage }} of the log lines of ${target.service} tell errors`,
      description:
        `Over five minutes {{ $value | humanizePercentage }} of the log lines of ${where(target)} were of the level error or above ` +
        `(the limit is ${percentage(limit)}). Requests may still be answered: look at which message is the most frequent, and since when.`,
    };
  },
  cases: (target, { limit, for: wait }, { minimumErrorLines }) => {
    const long = plus(wait, "10m");
    const errors = (...phases: Phase[]): CaseSeries => recordedLines(target, recorded.errorLogLines, ...phases);
    const lines = (...phases: Phase[]): CaseSeries => recordedLines(target, recorded.logLines, ...phases);
    const past = limit === 0 ? 0.01 : limit * 1.01;
    /** Lines per second, of which this many in five minutes. */
    const least = Math.floor(minimumErrorLines) / 300;
    const more = (Math.floor(minimumErrorLines) + 1) / 300;
    const many = 10 * (more + 1);
    const others = [
      ...recordedLinesOfOthers(target, recorded.errorLogLines, steady(many, "200m")),
      ...recordedLinesOfOthers(target, recorded.logLines, steady(many, "200m")),
    ];
    return [
      {
        name: "just past the limit, then none",
        series: [
          errors(steady(0, "5m"), steady(many * past, long), steady(0, "20m")),
          lines(steady(many, plus("25m", long))),
          ...others,
        ],
        fires: { since: "5m", until: plus("10m", long), value: past },
      },
      {
        name: "one error line more than the few that do not matter, just past the limit",
        series: [errors(steady(more, "200m")), lines(steady(more / past, "200m"))],
        fires: { since: "0s", value: past },
      },
      {
        name: "just under the limit",
        series: [errors(steady(many * limit * 0.99, "200m")), lines(steady(many, "200m"))],
        stays: "inactive",
      },
      {
        name: "a few error lines, and no others",
        series: [errors(steady(least, "200m")), lines(steady(least, "200m")), ...others],
        stays: "inactive",
      },
      {
        name: "the same as a rate that is a little more",
        series: [errors(steady(least * (1 + 1e-15), "200m")), lines(steady(least * (1 + 1e-15), "200m"))],
        stays: "inactive",
      },
      ...(wait === "0s"
        ? []
        : [
            {
              name: "for a moment",
              series: [
                errors(steady(0, "5m"), steady(many * past, plus(wait)), steady(0, "20m")),
                lines(steady(many, plus("25m", wait))),
              ],
              stays: "pending",
            } as const,
          ]),
      { name: "no lines, of which none tells errors", series: [errors(steady(0, "200m"))], stays: "inactive" },
      {
        name: "no line, and yet errors",
        series: [errors(steady(many, "200m")), lines(steady(0, "200m"))],
        stays: "inactive",
      },
      {
        name: "errors of others",
        series: [...others, errors(steady(0, "200m")), lines(steady(many, "200m"))],
        stays: "inactive",
      },
      { name: "a stack without Loki", series: [], stays: "inactive" },
    ];
  },
});
