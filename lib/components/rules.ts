/**
 * A rule file, as Prometheus reads it; Loki's ruler reads the same, with LogQL for expressions.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
 */
export interface PrometheusRuleFile {
  readonly groups: readonly PrometheusRuleGroup[];
}

/** Rules that are evaluated one after another. */
export interface PrometheusRuleGroup {
  /** Unique within its file. */
  readonly name: string;
  /** @default - the evaluation interval */
  readonly interval?: string;
  /** Labels of each of its rules, unless the rule says otherwise. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly (PrometheusAlertingRule | PrometheusRecordingRule)[];
}

export interface PrometheusAlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface PrometheusRecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}
