import { asRecord, asRecords } from "../../../core";
import { parseNumber } from "../../../promql/text";
import type { AlertLabels } from "../../../components/alertmanager/label-matcher";
import { canonical } from "../../diff";
import { grouped } from "../../grouped";
import type { Changes, Finding } from "../../model";
import type { AlertmanagerChange } from "./alertmanager-change";
import type { AlertmanagerFile } from "./alertmanager-file";
import { alertsText, isCritical, isWatchdog, labelsInAlertmanager, receiversOf, receiversText } from "./receivers-told";
import type { Rule } from "./rule";

/** How alerts of one kind are told on both sides. */
interface Told {
  readonly before: Ends;
  readonly after: Ends;
}

interface Ends {
  readonly receivers: readonly string[];
  readonly timing: readonly string[];
  readonly groupBy: string;
  /** When nothing is sent. */
  readonly muted: readonly string[];
}

/** Who is told about the alerts of the new side, where another configuration tells somebody else. */
export function routingFindings(change: AlertmanagerChange, rules: readonly Rule[], changes: Changes): Finding[] {
  const { before, after } = change;
  if (!before?.routing || !after?.routing) return [];
  const external = externalLabels(changes);
  const told = new Map<string, Told>();
  const deciding = new Set([...before.decidingLabels, ...after.decidingLabels]);
  const of = (rule: Rule): Told => {
    const labels = labelsInAlertmanager(rule, external);
    // What does not decide is left out, so that a thousand services are asked about once.
    const key = [...deciding].map((label) => labels[label] ?? "").join("\n");
    const known = told.get(key) ?? { before: endsOf(before, labels), after: endsOf(after, labels) };
    told.set(key, known);
    return known;
  };
  const groups = grouped(rules, (rule) => canonical([rule.labels["severity"], isWatchdog(rule), of(rule)]));
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    return first ? differences(change, before, after, all, of(first)) : [];
  });
}

/** The labels that Prometheus puts to all its alerts. */
export function externalLabels({ after }: Changes): AlertLabels {
  const [prometheus] = after.documentsOfKind("prometheus");
  const labels = asRecord(asRecord(prometheus?.value["global"])["external_labels"]);
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]));
}

function endsOf(file: AlertmanagerFile, labels: AlertLabels): Ends {
  const receivers = receiversOf(file, labels);
  const routes = (file.routing?.routes(labels) ?? []).filter(({ receiver }) => receivers.includes(receiver));
  return {
    receivers,
    timing: TIMINGS.map(({ of }) => routes.map((route) => route[of]).join(" and ")),
    groupBy: routes.map(({ groupBy }) => groupBy.join(", ") || "nothing").join(" and "),
    muted: file.mutedAt(labels),
  };
}

const TIMINGS = [
  { of: "groupWait", text: "wait", one: "waits", for: "before the first message" },
  { of: "groupInterval", text: "wait", one: "waits", for: "before further messages of a group" },
  { of: "repeatInterval", text: "are repeated every", one: "is repeated every", for: "" },
] as const;

function differences(
  change: AlertmanagerChange,
  before: AlertmanagerFile,
  after: AlertmanagerFile,
  rules: readonly Rule[],
  told: Told,
): Finding[] {
  const [was, is] = [told.before, told.after];
  const isUrgent = rules.some(isCritical);
  const services = new Set(rules.map(({ service }) => service));
  const [service = change.service] = services;
  const finding = (one: Pick<Finding, "severity" | "rule" | "text" | "consequence">): Finding => ({
    service: services.size === 1 ? service : change.service,
    object: change.object,
    explains: [...change.fields("route"), ...change.fields("time_intervals"), ...change.fields("mute_time_intervals")],
    ...one,
  });
  const names = alertsText(rules);
  const isCut = rules.some(isWatchdog) && was.receivers.some((name) => !after.receivers.has(name));
  if (!sameReceivers(before, after, was.receivers, is.receivers)) {
    return [
      finding({
        ...rerouted(rules, was.receivers, is.receivers),
        ...(isCut ? { severity: "danger" as const, consequence: SWITCH_CUT } : {}),
        text: reroutedText(names, was.receivers, is.receivers),
      }),
    ];
  }
  const muted = is.muted.filter((one) => !was.muted.includes(one));
  return [
    ...(muted.length > 0
      ? [
          finding({
            severity: isUrgent ? "danger" : "warning",
            rule: "alert-muted",
            text: `${names} ${isOne(names) ? "is" : "are"} not sent ${muted.join(", ")}`,
            consequence: "Whatever fires at those times is told afterwards, if it still fires.",
          }),
        ]
      : []),
    ...otherTimes(
      before,
      after,
      is.muted.filter((one) => was.muted.includes(one)),
    ).map((time) =>
      finding({
        severity: isUrgent ? "warning" : "info",
        rule: "alert-muted",
        text: `${names} ${isOne(names) ? "is" : "are"} not sent ${time}, whose times change`,
        consequence: "Look at the times: whatever fires outside them is told only if it still fires then.",
      }),
    ),
    ...(muted.length === 0 && was.muted.length > is.muted.length
      ? [
          finding({
            severity: "info",
            rule: "alert-unmuted",
            text: `${names} ${isOne(names) ? "is" : "are"} sent at more times`,
          }),
        ]
      : []),
    ...TIMINGS.flatMap(({ text, one, for: what }, i) => {
      const [old = "", now = ""] = [was.timing[i], is.timing[i]];
      if (old === now) return [];
      const isSlower = isUrgent && (parseNumber(now) ?? 0) > (parseNumber(old) ?? 0);
      const told = `${names} ${isOne(names) ? one : text} ${now}${what && ` ${what}`}, was ${old}`;
      return [finding({ severity: isSlower ? "warning" : "info", rule: "alert-timing", text: told })];
    }),
    ...(was.groupBy === is.groupBy
      ? []
      : [
          finding({
            severity: "info",
            rule: "alert-grouping",
            text: `${names} ${isOne(names) ? "is" : "are"} grouped by ${is.groupBy}, was ${was.groupBy}`,
          }),
        ]),
  ];
}

/** The times of which the definition changes, told as `during night`. */
function otherTimes(before: AlertmanagerFile, after: AlertmanagerFile, muted: readonly string[]): string[] {
  const [was, is] = [before, after].map(timesOf);
  return muted.filter((time) => {
    const name = time.replace(/^(during|outside) /, "");
    return was?.get(name) !== is?.get(name);
  });
}

function timesOf({ value }: AlertmanagerFile): ReadonlyMap<unknown, string> {
  const all = [...asRecords(value["time_intervals"]), ...asRecords(value["mute_time_intervals"])];
  return new Map(all.map((one) => [one["name"], canonical(one)]));
}

const SWITCH_CUT = "Nobody notices any more when alerting itself is down.";

/** A receiver that has another name is the same. */
function sameReceivers(
  before: AlertmanagerFile,
  after: AlertmanagerFile,
  was: readonly string[],
  is: readonly string[],
): boolean {
  return canonical(was.toSorted()) === canonical(is.toSorted()) || contentsOf(before, was) === contentsOf(after, is);
}

function contentsOf({ receivers }: AlertmanagerFile, names: readonly string[]): string {
  return canonical(names.map((name) => canonical({ ...receivers.get(name), name: "" })).toSorted());
}

/** How much it matters that alerts go elsewhere. */
export function rerouted(
  rules: readonly Rule[],
  was: readonly string[],
  is: readonly string[],
): Pick<Finding, "severity" | "rule" | "consequence"> {
  const isUrgent = rules.some(isCritical);
  if (is.length === 0) {
    const isWatched = rules.some(isWatchdog);
    return {
      severity: isUrgent || isWatched ? "danger" : "warning",
      rule: "alert-unrouted",
      consequence: isWatched
        ? SWITCH_CUT
        : "They fire, and no message is sent: give their route a receiver that has an integration.",
    };
  }
  const isFewer = was.some((name) => !is.includes(name));
  const isWorse = isFewer && (isUrgent || rules.some(isWatchdog));
  return {
    severity: isWorse ? "warning" : "info",
    rule: "alert-rerouted",
    ...(isWorse ? { consequence: "Make sure that whoever is told there answers at any time." } : {}),
  };
}

export function reroutedText(names: string, was: readonly string[], is: readonly string[]): string {
  if (is.length === 0) return `${names} ${isOne(names) ? "reaches" : "reach"} nobody, was ${receiversText(was)}`;
  return `${names} ${isOne(names) ? "goes" : "go"} to ${receiversText(is)}, was ${receiversText(was)}`;
}

/** Whether it is the name of one alert. */
function isOne(names: string): boolean {
  return !/ alerts /.test(` ${names} `);
}
