/**
 * Documents of OpenSLO v1, as far as we write them.
 * @see https://github.com/OpenSLO/OpenSLO#specification
 */
export type OpenSloDocument = OpenSloService | OpenSlo | OpenSloAlertPolicy | OpenSloNotificationTarget;

export interface OpenSloService extends Head<"Service"> {
  readonly spec: { readonly description: string };
}

export interface OpenSlo extends Head<"SLO"> {
  readonly spec: {
    readonly description: string;
    readonly service: string;
    readonly indicator: { readonly metadata: Metadata; readonly spec: { readonly ratioMetric: RatioMetric } };
    readonly timeWindow: readonly { readonly duration: string; readonly isRolling: true }[];
    readonly budgetingMethod: "Occurrences";
    readonly objectives: readonly { readonly displayName: string; readonly target: number }[];
    readonly alertPolicies: readonly { readonly alertPolicyRef: string }[];
  };
}

export interface OpenSloAlertPolicy extends Head<"AlertPolicy"> {
  readonly spec: {
    readonly description: string;
    readonly alertWhenNoData: boolean;
    readonly alertWhenResolved: boolean;
    readonly alertWhenBreaching: boolean;
    /** A list of one. */
    readonly conditions: readonly [AlertCondition];
    readonly notificationTargets: readonly { readonly targetRef: string }[];
  };
}

export interface OpenSloNotificationTarget extends Head<"AlertNotificationTarget"> {
  readonly spec: { readonly description: string; readonly target: string };
}

export interface RatioMetric {
  /** Whether what the queries read only ever grows. */
  readonly counter: boolean;
  readonly bad: MetricSource;
  readonly total: MetricSource;
}

export interface MetricSource {
  readonly metricSource: { readonly type: "Prometheus"; readonly spec: { readonly query: string } };
}

export interface AlertCondition {
  readonly kind: "AlertCondition";
  readonly metadata: Metadata;
  readonly spec: {
    readonly description: string;
    readonly severity: string;
    readonly condition: {
      readonly kind: "burnrate";
      readonly op: "gt";
      readonly threshold: number;
      readonly lookbackWindow: string;
      readonly alertAfter: string;
    };
  };
}

export interface Metadata {
  /** A DNS label. */
  readonly name: string;
  readonly displayName: string;
}

interface Head<K extends string> {
  readonly apiVersion: "openslo/v1";
  readonly kind: K;
  readonly metadata: Metadata;
}
