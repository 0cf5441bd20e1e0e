import type { AlertRule } from "../../signals";
export interface JaegerAlertsInput {
  readonly namespace: string;
  readonly replicas: number;
  readonly hasVolume: boolean;
  readonly hasIndices: boolean;
  readonly hasMetrics: boolean;
}
export function jaegerAlerts(_: JaegerAlertsInput): AlertRule[] {
  return [];
}
