import { parseDuration } from "../../core";
import type { PrometheusAlertingRule, PrometheusRuleGroup } from "../../components/rules";
import { NoAnswer, type Labels, type Sample } from "../sources";
import { evaluate } from "./evaluate";
import type { LabelSets } from "./label-sets";
import type { Memory } from "./memory";
import { candidates, labelled } from "./rule-labels";
import type { LabelMatcher, Storage } from "./storage";

/** Where what is evaluated is kept. */
export interface Keeping {
  readonly sets: LabelSets;
  readonly memory: Memory;
}

/** `ALERTS` and `ALERTS_FOR_STATE` of alerting rules, whose expressions ask a storage. */
export function alertsStorage(all: Storage, groups: readonly PrometheusRuleGroup[], keeping: Keeping): Storage {
  const alerts = groups.flatMap(({ labels, rules }) =>
    rules.flatMap((rule) => ("alert" in rule ? [alertOf(rule, { ...labels, ...rule.labels }, all, keeping)] : [])),
  );
  const asked = candidates<Alert>();
  const names = alerts.length > 0 ? ["ALERTS", "ALERTS_FOR_STATE"] : [];
  return {
    names: () => names,
    series: (name, time, matchers = NO_MATCHERS) => {
      if (!names.includes(name)) return [];
      return asked(alerts, matchers).flatMap(({ states, sinces }) => (name === "ALERTS" ? states(time) : sinces(time)));
    },
  };
}

const NO_MATCHERS: readonly LabelMatcher[] = [];

interface Alert {
  /** Those that all its series have. */
  readonly labels: Labels;
  /** `ALERTS` at a time. */
  readonly states: (time: number) => readonly Sample[];
  /** `ALERTS_FOR_STATE` at a time: since when they are active. */
  readonly sinces: (time: number) => readonly Sample[];
}

/** The interval of evaluations, in seconds. */
const INTERVAL = 15;
/** About how often the expression is looked at within `for`. */
const LOOKS = 6;
/** How far back the begin of an alert is searched for, and in which steps, in seconds. */
const SEARCH = { within: 7200, step: 300 } as const;

function alertOf(rule: PrometheusAlertingRule, ruleLabels: Labels, all: Storage, { sets, memory }: Keeping): Alert {
  const kept = (compute: (time: number) => ReadonlySet<Labels>) => memory.byMoment(compute, ({ size }) => size);
  const labels = { ...ruleLabels, alertname: rule.alert };
  const put = labelled(labels, sets);
  const [pendingLabels, firingLabels] = ["pending", "firing"].map((alertstate) => labelled({ alertstate }, sets));
  const [hold, keep] = [rule.for, rule.keep_firing_for].map((text) => (text === undefined ? 0 : seconds(text)));

  const active = kept((time: number): ReadonlySet<Labels> => {
    try {
      const samples = evaluate(rule.expr, all, time, { from: time, to: time });
      return new Set(samples.map((sample) => put(sample.labels)));
    } catch (error) {
      // In Prometheus, too, a rule that fails has no alerts, and others have theirs.
      if (error instanceof NoAnswer) return new Set();
      throw error;
    }
  });
  /** Those whose expression has held for all of `for`. */
  const ripe = kept((time: number): ReadonlySet<Labels> => {
    let held = [...active(time)];
    for (const moment of momentsBack(time, hold ?? 0)) {
      if (held.length === 0) break;
      held = held.filter((each) => active(moment).has(each));
    }
    return new Set(held);
  });
  const firing = kept((time: number): ReadonlySet<Labels> => {
    const earlier = momentsBack(time, keep ?? 0).flatMap((moment) => [...ripe(moment)]);
    return new Set([...ripe(time), ...earlier]);
  });

  return {
    labels,
    states: (time) => [
      ...[...active(time)].filter((each) => !firing(time).has(each)).map((each) => one(pendingLabels?.(each) ?? each)),
      ...[...firing(time)].map((each) => one(firingLabels?.(each) ?? each)),
    ],
    sinces: (time) =>
      [...new Set([...active(time), ...firing(time)])].map((each) => {
        const lastActive = [time, ...momentsBack(time, keep ?? 0)].find((moment) => active(moment).has(each)) ?? time;
        return { labels: each, value: begin(lastActive, (moment) => active(moment).has(each)) };
      }),
  };
}

function one(labels: Labels): Sample {
  return { labels, value: 1 };
}

function seconds(duration: string): number {
  return parseDuration(duration) / 1000;
}

/** A few moments up to so many seconds before a time, latest first, which times that follow each other share. */
function momentsBack(time: number, within: number): readonly number[] {
  if (within <= 0) return [];
  const step = Math.ceil(within / LOOKS / INTERVAL) * INTERVAL;
  const moments: number[] = [];
  for (let moment = Math.ceil(time / step - 1) * step; moment > time - within; moment -= step) moments.push(moment);
  return [...moments, time - within];
}

/** Since when something holds that holds at a time. */
function begin(time: number, holds: (moment: number) => boolean): number {
  let holding = time;
  let before = time;
  do {
    holding = before;
    before = Math.ceil(before / SEARCH.step - 1) * SEARCH.step;
    if (time - before > SEARCH.within) return holding;
  } while (holds(before));
  while (holding - before > INTERVAL) {
    const middle = before + Math.ceil((holding - before) / 2 / INTERVAL) * INTERVAL;
    if (middle >= holding) break;
    if (holds(middle)) holding = middle;
    else before = middle;
  }
  return holding;
}
