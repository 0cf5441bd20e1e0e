import { canonical } from "../../diff";
import { grouped } from "../../grouped";
import type { Changes, Finding, Severity } from "../../model";
import { counted, listed } from "../../wording";
import { alertChanges } from "./alert-change";
import { alikeTogether } from "./alike";
import { intervalFindings } from "./interval";
import { changedObjectives, followsObjective, objectiveChanges } from "./objective";
import { lostRecordings, recordingsFinding } from "./recordings";
import { reroutedAlerts } from "./rerouted-alerts";
import { severityOf, titleOf, type Rule } from "./rule";
import { ruleFileChanges, type RuleFileChange } from "./rule-files";
import { drawnThresholds, isThreshold, numbersOf, THRESHOLD } from "./following";
import { rulePairs, type Placed, type RulePair } from "./rule-pairs";

/** What changes about alerts, objectives and the series that are computed for them. */
export function ruleFindings(changes: Changes): Finding[] {
  const files = ruleFileChanges(changes);
  if (files.length === 0) return [];
  const { changed, added, removed } = rulePairs(files);
  const objectives = objectiveChanges(changed);
  const isObjective = new Set(objectives.map(({ pair }) => pair));
  const causes = changedObjectives(objectives);
  const others = changed.filter((pair) => !isObjective.has(pair));
  const following = new Set(others.filter((pair) => followsObjective(pair, causes)));
  const followingBy = grouped(following, ({ after }) => after.rule.service);
  const rest = others.filter((pair) => !following.has(pair));
  const alerts = rest.filter(({ after }) => after.rule.kind === "alert");
  const drawn = drawnThresholds(rest);
  const whole = wholeServices(changed, added, removed);
  const lost = removed.filter(({ rule }) => whole.get(rule.service) !== "removed");
  const findings = [
    ...objectives.map(({ service, change, pair }) => ({
      ...change,
      ...at(pair.after, [pair.before]),
      service,
      follows: [pair, ...(followingBy.get(service) ?? [])].flatMap(numbersOf),
    })),
    ...alikeTogether(
      alerts.flatMap(({ before, after }) =>
        alertChanges(before.rule, after.rule).map((change) => ({
          title: titleOf(after.rule),
          finding: {
            ...change,
            ...at(after, [before]),
            follows: [...numbersOf({ before, after }), ...drawn(after)],
          },
        })),
      ),
    ),
    ...reroutedAlerts(alerts, changes),
    ...intervalFindings(alerts),
    ...newAlerts(added, whole),
    ...removedAlerts(removed, whole, changes),
    ...lostRecordings(lost, changes),
    ...recordings(rest, added, removed),
  ];
  return [...findings, ...movedRules(files, findings)];
}

/** Where a finding belongs, and which differences it tells. */
function at({ rule, file }: Placed, others: readonly Placed[] = []): Pick<Finding, "service" | "object" | "explains"> {
  const explains = [...new Set([file, ...others.map((other) => other.file)].flatMap((one) => one.explains))];
  return { service: rule.service, object: file.object, explains };
}

/** Services of which all rules are new, or gone. */
function wholeServices(
  changed: readonly Required<RulePair>[],
  added: readonly Placed[],
  removed: readonly Placed[],
): ReadonlyMap<string, "added" | "removed"> {
  const kept = new Set(changed.map(({ after }) => after.rule.service));
  const whole = new Map<string, "added" | "removed">();
  for (const [all, other, kind] of [
    [added, "before", "added"],
    [removed, "after", "removed"],
  ] as const) {
    for (const [service, placed] of grouped(all, ({ rule }) => rule.service)) {
      const files = new Set(placed.map(({ file }) => file));
      const isWhole =
        !kept.has(service) && ![...files].some((file) => file[other].some((rule) => rule.service === service));
      if (isWhole && placed.filter(({ rule }) => rule.kind === "alert").length > 1) whole.set(service, kind);
    }
  }
  return whole;
}

function alertsOf(placed: readonly Placed[]): Placed[] {
  return placed.filter(({ rule }) => rule.kind === "alert");
}

function newAlerts(added: readonly Placed[], whole: ReadonlyMap<string, string>): Finding[] {
  return [...grouped(alertsOf(added), ({ rule }) => rule.service)].flatMap(([service, placed]): Finding[] => {
    const [first, ...others] = placed;
    if (!first) return [];
    if (whole.get(service) !== "added")
      return placed.map((one) => ({
        severity: "info",
        rule: "alert-added",
        text: `${titleOf(one.rule)} is new`,
        detail: { before: "none", after: one.rule.expr },
        ...at(one),
      }));
    const text = `${counted(placed.length, "alert")} of ${service} are new: ${listed(sorted(placed))}`;
    return [{ severity: "info", rule: "alerts-added", text, ...at(first, others) }];
  });
}

function removedAlerts(removed: readonly Placed[], whole: ReadonlyMap<string, string>, changes: Changes): Finding[] {
  return [...grouped(alertsOf(removed), ({ rule }) => rule.service)].flatMap(([service, placed]): Finding[] => {
    const [first, ...others] = placed;
    if (!first) return [];
    const isGone = hasWorkload(service, changes.before) && !hasWorkload(service, changes.after);
    if (whole.get(service) !== "removed")
      return placed.map((one) => ({
        severity: isGone ? "info" : lossOf(one.rule),
        rule: "alert-removed",
        text: `${titleOf(one.rule)} is removed`,
        ...(isGone ? {} : { consequence: "Nobody is told any more when this happens." }),
        detail: { before: one.rule.expr, after: "none" },
        ...at(one),
      }));
    if (isGone) {
      const text = `${counted(placed.length, "alert")} of ${service} are removed with it`;
      return [{ severity: "info", rule: "alerts-removed", text, ...at(first, others) }];
    }
    const losses = placed.map(({ rule }) => lossOf(rule));
    const critical = losses.filter((loss) => loss === "danger").length;
    const severity = critical > 0 ? "danger" : losses.includes("warning") ? "warning" : "info";
    const count = `${counted(placed.length, "alert")} are removed, ${critical} of them critical`;
    // What never ran here, such as a file of rules about other things, is not left alone.
    if (!hasWorkload(service, changes.after)) {
      const text = `${count}: ${listed(sorted(placed))}`;
      const consequence = "Nobody is told any more when these happen.";
      return [{ severity, rule: "alerts-removed", text, consequence, ...at(first, others) }];
    }
    const name = service.split("/")[1] ?? service;
    const text = `${name} is not watched any more: ${count}: ${listed(sorted(placed))}`;
    const consequence = "It goes on running, and nobody is told when it fails.";
    return [{ severity, rule: "alerts-removed", text, consequence, ...at(first, others) }];
  });
}

/** An alert that always fires is what tells that alerting works at all. */
function lossOf(rule: Rule): Severity {
  const severity = severityOf(rule);
  if (/^(watchdog|dead.?man.?s?.?switch)/i.test(rule.name)) return "danger";
  return severity === "critical" || severity === "page" ? "danger" : severity === "warning" ? "warning" : "info";
}

/** The most urgent first, each once. */
function sorted(placed: readonly Placed[]): string[] {
  const order = ["danger", "warning", "info"];
  const rules = placed
    .map(({ rule }) => rule)
    .toSorted((a, b) => order.indexOf(lossOf(a)) - order.indexOf(lossOf(b)) || (a.name < b.name ? -1 : 1));
  return [...new Set(rules.map(({ name }) => name))];
}

function hasWorkload(service: string, side: Changes["after"]): boolean {
  return ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job"].some(
    (kind) => side.object(`${kind}/${service}`) !== undefined,
  );
}

/** A threshold that is recorded to be drawn follows its alert. */
function isTold(placed: Placed): boolean {
  return placed.rule.kind === "record" && !isThreshold(placed);
}

function toldByService(placed: readonly Placed[]): ReadonlyMap<string, Placed[]> {
  return grouped(placed.filter(isTold), ({ rule }) => rule.service);
}

function recordings(
  changed: readonly Required<RulePair>[],
  added: readonly Placed[],
  removed: readonly Placed[],
): Finding[] {
  const pairs = grouped(
    changed.filter(({ after }) => isTold(after)),
    ({ after }) => after.rule.service,
  );
  const [news, gone] = [toldByService(added), toldByService(removed)];
  return [...new Set([...news.keys(), ...gone.keys(), ...pairs.keys()])].flatMap((service) =>
    recordingsFinding({
      service,
      added: news.get(service) ?? [],
      removed: gone.get(service) ?? [],
      changed: pairs.get(service) ?? [],
    }),
  );
}

/** Files whose rules are all elsewhere, or in another order. */
function movedRules(files: readonly RuleFileChange[], told: readonly Finding[]): Finding[] {
  const explained = new Set(told.flatMap(({ explains }) => explains));
  return files.flatMap((file): Finding[] => {
    if (file.explains.length === 0 || file.explains.some((one) => explained.has(one))) return [];
    const rules = file.after.length > 0 ? file.after : file.before;
    const [first] = rules;
    const verb = file.after.length === 0 ? "are elsewhere now, unchanged" : "are in other places, unchanged";
    if (!first) return [];
    // A threshold that is drawn, and that no alert has, is a change by itself.
    const isDrawn = file.before.length > 0 && file.after.length > 0 && hasOtherThreshold(file);
    const text = isDrawn
      ? `recorded thresholds of ${first.service} change, and no alert does`
      : `${counted(rules.length, "rule")} of ${first.service} ${verb}`;
    const { object, explains } = file;
    return [
      {
        severity: isDrawn ? "warning" : "info",
        rule: "rules-moved",
        service: first.service,
        object,
        text,
        explains,
        follows: explains.filter((one) => "path" in one),
      },
    ];
  });
}

function hasOtherThreshold({ before, after }: RuleFileChange): boolean {
  return recordedThresholds(before) !== recordedThresholds(after);
}

function recordedThresholds(rules: readonly Rule[]): string {
  return rules
    .filter(({ name }) => name === THRESHOLD)
    .map(({ expr, labels }) => `${canonical(labels)} ${expr}`)
    .toSorted()
    .join();
}
