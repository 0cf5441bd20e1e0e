/**
 * The configuration of an OpenTelemetry Collector, as far as its parts refer to each other. What a component takes is
 * its own affair: a plain object, which the collector itself validates.
 * @see https://opentelemetry.io/docs/collector/configuration/
 */
export interface CollectorConfig {
  readonly receivers: Components;
  readonly processors: Components;
  readonly exporters: Components;
  readonly connectors?: Components;
  readonly extensions: Components;
  readonly service: {
    readonly extensions: readonly string[];
    readonly pipelines: Readonly<Partial<Record<PipelineId, Pipeline>>>;
    readonly telemetry: ComponentConfig;
  };
}

/** Components by id: `type` or `type/name`. */
export type Components = Readonly<Record<string, ComponentConfig>>;

export type ComponentConfig = Readonly<Record<string, unknown>>;

export type Signal = "logs" | "metrics" | "traces";

export type PipelineId = Signal | `${Signal}/${string}`;

/** The ids of what a signal runs through; a connector is an exporter of one pipeline and a receiver of another. */
export interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}
