import type { AlertExplanation, AlertOverview, DeclaredProperty } from "../explain";
import { labelledLines } from "./labelled-lines";
import { readable } from "./readable-expression";
import { textColumns } from "./text-columns";

/** An alert of one service, in words. */
export function alertText(explained: AlertExplanation): string {
  const { alert, severity, service, environment, summary, declaredBy, language, expr, place, tuning, labels } =
    explained;
  return `${alert} (${severity}) of ${service} in ${environment}\n${labelledLines([
    ["tells", [summary]],
    ["declared by", declaredBy ? [`${declaredBy.type} ${declaredBy.path}`] : []],
    [language === "logql" ? "LogQL" : "PromQL", readable(expr)],
    ["limit", tuning?.limit ? [property(tuning.limit)] : []],
    ["for", [tuning && tuning.for.property !== "slo" ? property(tuning.for) : explained.for]],
    ["goes on for", explained.keepFiringFor === undefined ? [] : [explained.keepFiringFor]],
    [
      "labels",
      [
        Object.entries(labels)
          .map(([name, value]) => `${name}=${value}`)
          .join(", "),
      ],
    ],
    ["stands in", place ? [`${place.object}, ${place.file}`] : ["nothing that is rendered: an override dropped it"]],
    [
      "group",
      place
        ? [
            `${place.group}, ${place.interval === undefined ? "at the stack's evaluation interval" : `every ${place.interval}`}`,
          ]
        : [],
    ],
    ["told to", [explained.receivers.join(", ") || "nobody"]],
    ["silenced by", silencedBy(explained)],
    ["proven by", [proof(explained)]],
    ["runbook", explained.runbook === undefined ? [] : [explained.runbook]],
    ["dashboard", explained.dashboard === undefined ? [] : [explained.dashboard]],
  ])}`;
}

/** An alert that several services have, a line for each. */
export function alertsTable(all: readonly AlertOverview[]): string {
  const rows = all.map(({ environment, service, severity, tuning, receivers, ...rest }) => [
    environment,
    service,
    severity,
    tuning?.limit && tuning.limit.property !== "slo" ? `${direction(tuning.limit)} ${tuning.limit.value}` : "",
    rest.for,
    tuning === undefined ? "" : tuning.limit?.given || tuning.for.given ? "given" : "default",
    receivers.join(", ") || "nobody",
  ]);
  const [first] = all;
  const example = first ? `cdk8s-observability explain ${first.alert} ${first.service}` : "";
  const header = ["environment", "service", "severity", "limit", "for", "origin", "told to"];
  return `${textColumns([header, ...rows])}\n${all.length} alerts; all of one service: ${example}\n`;
}

function direction({ property: path }: DeclaredProperty): string {
  return path.endsWith(".below") ? "below" : "above";
}

function property({ property: path, value, given }: DeclaredProperty): string {
  return `${value}, ${given ? "given" : "the default"}: ${path}`;
}

function silencedBy({ inhibitedBy, service, alert }: AlertExplanation): string[] {
  const names = inhibitedBy.map((other) => {
    const whose = other.service === service ? "" : ` of ${other.service}`;
    return `${other.alert === alert ? "itself as" : other.alert} ${other.alert === alert ? other.severity : `(${other.severity})`}${whose}`;
  });
  return names.length === 0 ? [] : [names.join(", ")];
}

function proof({ tests, language, alert, environment }: AlertExplanation): string {
  if (language === "logql") return "no unit test: promtool reads no LogQL";
  if (tests === 0) return "no unit test";
  return `${tests} case${tests === 1 ? "" : "s"}: test-alerts --env ${environment} --alert ${alert}`;
}
