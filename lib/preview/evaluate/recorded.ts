import type { PrometheusRecordingRule, PrometheusRuleGroup } from "../../components/rules";
import { NoAnswer, type Labels, type Sample } from "../sources";
import { alertsStorage, type Keeping } from "./alerts";
import { evaluate } from "./evaluate";
import { labelSets } from "./label-sets";
import { memory } from "./memory";
import { candidates, labelled } from "./rule-labels";
import type { LabelMatcher, Storage } from "./storage";

/**
 * A storage that knows what rules record, too, and `ALERTS` and `ALERTS_FOR_STATE`. A recorded series is what its rule's
 * expression is at that very moment; rules of the same name are united. Metrics that the storage has itself, such as
 * those that Loki's ruler records, stay what they are. Whoever asks for what a rule cannot record is told so; an alerting
 * rule that cannot be evaluated has no alerts.
 */
export function withRules(storage: Storage, groups: readonly PrometheusRuleGroup[]): Storage {
  const keeping = { sets: labelSets(), memory: memory() };
  const rules = new Map<string, Recorded[]>();
  const asked = candidates<Recorded>();
  const all: Storage = {
    names: () => [...new Set([...storage.names(), ...rules.keys(), ...alerts.names()])],
    series: (name, time, matchers = NO_MATCHERS) => {
      const recorded = asked(rules.get(name) ?? NO_RULES, matchers);
      const raw = storage.series(name, time, matchers);
      if (recorded.length === 0 && !alerts.names().includes(name)) return raw;
      return [...raw, ...recorded.flatMap((rule) => rule.at(time)), ...alerts.series(name, time, matchers)];
    },
  };
  for (const group of groups) {
    for (const rule of group.rules) {
      if (!("record" in rule)) continue;
      const found = rules.get(rule.record) ?? [];
      rules.set(rule.record, found);
      found.push(recordedBy(rule, { ...group.labels, ...rule.labels }, all, keeping));
    }
  }
  const alerts = alertsStorage(all, groups, keeping);
  return all;
}

const NO_MATCHERS: readonly LabelMatcher[] = [];
const NO_RULES: readonly Recorded[] = [];

interface Recorded {
  /** Those that all its series have. */
  readonly labels: Labels;
  readonly at: (time: number) => readonly Sample[];
}

function recordedBy(
  { record, expr }: PrometheusRecordingRule,
  labels: Labels,
  all: Storage,
  { sets, memory }: Keeping,
): Recorded {
  const put = labelled(labels, sets);
  const evaluating = new Set<number>();
  const recordedAt = memory.byMoment(
    (time): readonly Sample[] => {
      evaluating.add(time);
      try {
        const samples = evaluate(expr, all, time, { from: time, to: time });
        return samples.map((sample) => ({ labels: put(sample.labels), value: sample.value }));
      } catch (error) {
        throw error instanceof NoAnswer ? new NoAnswer(`${record}: ${error.message}`) : error;
      } finally {
        evaluating.delete(time);
      }
    },
    (samples) => samples.length,
  );
  // A rule that asks for itself at the same moment finds nothing, as it does in Prometheus the first time.
  return { labels, at: (time) => (evaluating.has(time) ? [] : recordedAt(time)) };
}
