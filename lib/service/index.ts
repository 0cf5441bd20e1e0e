export type { Scaling } from "./autoscaling";
export type { ConfigFiles } from "./config";
export type { EnvSource, EnvValue, PodField } from "./environment";
export { monitorWorkload, type WorkloadMonitorProps, type WorkloadName } from "./monitor-workload";
export type { AdditionalPort, PortProtocol } from "./ports";
export type { ExecCheck, GrpcCheck, HttpCheck, ProbeHandler, TcpCheck } from "./probe-handler";
export type { Probe, Probes, ProbeTiming } from "./probes";
export type { Shutdown } from "./rollout";
export type { ScalingBehavior, ScalingPolicy, ScalingRules } from "./scaling-behavior";
export type {
  AverageTarget,
  ContainerResourceMetric,
  DescribedObject,
  MetricIdentifier,
  MetricQuantity,
  ScalingMetric,
  ValueTarget,
} from "./scaling-metrics";
export type { LatencyObjective, ServiceObjectives } from "./slo";
export type { WebServiceSpec } from "./spec";
export type { Telemetry } from "./telemetry";
export type { Volume, VolumeSource, WritablePath } from "./volumes";
export { WebService } from "./web-service";
