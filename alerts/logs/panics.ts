import { countOverTime, identityLabels, ownLines, panicLines, sum } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { where } from "../text";

/**
 * The service panics, or tells of exceptions with their stacks, more than once in a while.
 *
 * This one is LogQL, for Loki, so that each panic is counted, as soon as it can be. Loki's ruler drops `keep_firing_for`
 * without a word: the alert looks back on five minutes, and does not ask for it. Its cases are asked of a real Loki in
 * `test/validators/log-alerts.test.ts`, as promtool knows no LogQL.
 */
export const panics = thresholdAlert<number>({
  property: "panics",
  alert: "ServicePanics",
  language: "logql",
  option: (alerts) => alerts.panics,
  default: { above: 2 },
  unit: "number",
  severity: "warning",
  for: "0s",
  rule: (target, { limit }) => ({
    expr: `${sum(countOverTime(panicLines(ownLines(target)), "5m"))} > ${limit}`,
    summary: `${target.service} logged {{ $value | humanize }} panics or stack traces within five minutes`,
    description:
      `Log lines of ${where(target)} hold {{ $value | humanize }} panics or exceptions with their stacks. ` +
      `Most are one mistake that some input brings about: the first line of a stack that is your own code is the place.`,
    dashboard: { uid: "logs", variables: identityLabels(target) },
  }),
  cases: () => [],
});
