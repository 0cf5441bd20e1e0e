import { parseNumber } from "../../../promql/text";
import { grouped } from "../../grouped";
import type { Finding } from "../../model";
import { listed } from "../../wording";
import { severityOf, titleOf } from "./rule";
import type { RulePair } from "./rule-pairs";

/** Alerts that are looked at in another interval, which is a property of their group. */
export function intervalFindings(alerts: readonly Required<RulePair>[]): Finding[] {
  const changed = alerts.filter(({ before, after }) => before.rule.interval !== after.rule.interval);
  const groups = grouped(changed, ({ before, after }) =>
    [after.rule.service, before.rule.interval, after.rule.interval].join(" "),
  );
  return [...groups.values()].flatMap((pairs): Finding[] => {
    const [first] = pairs;
    if (!first) return [];
    const { before, after } = first;
    const [was, is] = [before.rule.interval, after.rule.interval];
    const isSlower = was !== "" && is !== "" && (parseNumber(is) ?? 0) > (parseNumber(was) ?? 0);
    const isUrgent = isSlower && pairs.some((pair) => severityOf(pair.after.rule) === "critical");
    const names = pairs.map((pair) => titleOf(pair.after.rule));
    const verb = names.length === 1 ? "is" : "are";
    return [
      {
        severity: isUrgent ? "warning" : "info",
        rule: "alert-interval",
        service: after.rule.service,
        object: after.file.object,
        text: `${listed(names)} ${verb} evaluated ${every(is)}, was ${every(was)}`,
        explains: [...new Set(pairs.flatMap((pair) => [pair.before, pair.after]).flatMap(({ file }) => file.explains))],
      },
    ];
  });
}

function every(interval: string): string {
  return interval === "" ? "as often as the default" : `every ${interval}`;
}
