import type { LabelMatcher } from "./label-matcher";

/** An alert of the stack as far as it is known before it fires. */
export interface StackAlert {
  /** The name of its monitor. */
  readonly monitor: string;
  readonly alert: string;
  readonly severity: string;
  /** Labels whose values stand in the declaration: of the rule and of the monitor. A template is as good as unknown. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels that it has beside them, with values that only its series know. */
  readonly otherLabels: readonly string[];
  /** Whether it may have further labels, of names that are not known. */
  readonly open: boolean;
}

/** The value of a label, empty where the alert does not have it, or undefined where that is not known. */
export function knownValue(alert: StackAlert, label: string): string | undefined {
  if (label === "alertname") return alert.alert;
  if (label === "severity") return alert.severity;
  const value = Object.hasOwn(alert.labels, label) ? alert.labels[label] : undefined;
  if (value !== undefined) return value.includes("{{") ? undefined : value;
  // Whatever sends alerts adds the cluster to them.
  return alert.open || label === "cluster" || alert.otherLabels.includes(label) ? undefined : "";
}

/** Whether all matchers match an alert, or undefined where that is not known. */
export function verdict(matchers: readonly LabelMatcher[], alert: StackAlert): boolean | undefined {
  let known: true | undefined = true;
  for (const { label, accepts } of matchers) {
    const value = knownValue(alert, label);
    if (value === undefined) known = undefined;
    else if (!accepts(value)) return false;
  }
  return known;
}

/**
 * Puts alerts into classes that are one and the same to all matchers: of 60,000 alerts, there are a few dozen. `presence`
 * are labels of which it matters only whether an alert has them.
 */
export function classifier(
  matchers: readonly LabelMatcher[],
  presence: readonly string[],
): { readonly classOf: (alert: StackAlert) => string; readonly valuesOf: (label: string) => readonly string[] } {
  const watched = [...new Set(matchers.map(({ label }) => label))].map((label) => ({
    label,
    own: matchers.filter((matcher) => matcher.label === label),
    classes: new Map<string, string>(),
  }));
  const classOf = (alert: StackAlert): string => {
    let key = "";
    for (const { label, own, classes } of watched) {
      const value = knownValue(alert, label);
      let part = value === undefined ? "?" : classes.get(value);
      if (value !== undefined && part === undefined) {
        part = own.map(({ accepts }) => (accepts(value) ? "1" : "0")).join("");
        classes.set(value, part);
      }
      key += `${part},`;
    }
    for (const label of presence) key += knownValue(alert, label) === "" ? "0" : "1";
    return key;
  };
  const valuesOf = (label: string): readonly string[] => [
    ...(watched.find((one) => one.label === label)?.classes.keys() ?? []),
  ];
  return { classOf, valuesOf };
}
