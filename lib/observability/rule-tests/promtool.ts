/**
 * A file of unit tests, as promtool reads it.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
 */
export interface PromtoolTestFile {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  /** Groups in the order in which they are evaluated; without it that is any order. */
  readonly group_eval_order: readonly string[];
  readonly tests: readonly PromtoolTest[];
}

export interface PromtoolTest {
  readonly name: string;
  readonly interval: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test?: readonly AlertAssertion[];
  readonly promql_expr_test?: readonly ExpressionAssertion[];
}

/** All alerts of a name that fire at a time, with every label and annotation. */
export interface AlertAssertion {
  readonly alertname: string;
  readonly eval_time: string;
  readonly exp_alerts: readonly {
    readonly exp_labels: Readonly<Record<string, string>>;
    readonly exp_annotations: Readonly<Record<string, string>>;
  }[];
}

/** All that an expression results in at a time. */
export interface ExpressionAssertion {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}
