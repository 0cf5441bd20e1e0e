import type { GridPosition } from "./layout";

/**
 * The parts that we use of Grafana's dashboard JSON, in its classic form: files with the newer v2 form are refused when
 * Grafana reads them from a folder.
 *
 * @see https://github.com/grafana/grafana/blob/main/kinds/dashboard/dashboard_kind.cue
 */
export interface GrafanaDashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly schemaVersion: number;
  readonly editable: boolean;
  readonly graphTooltip: number;
  readonly time: { readonly from: string; readonly to: string };
  readonly refresh: string;
  readonly timezone: string;
  readonly links: readonly GrafanaLink[];
  readonly annotations: { readonly list: readonly GrafanaAnnotation[] };
  readonly templating: { readonly list: readonly GrafanaVariable[] };
  readonly panels: readonly (GrafanaPanel | GrafanaRow)[];
}

export interface GrafanaDatasource {
  /** `datasource` is Grafana itself: the panel's queries have one each, or there are none. */
  readonly type: "prometheus" | "loki" | "jaeger" | "datasource";
  readonly uid: string;
}

export interface GrafanaLink {
  readonly type: "link";
  readonly title: string;
  readonly url: string;
  readonly icon: string;
  readonly tags: readonly string[];
  readonly tooltip: string;
  readonly asDropdown: boolean;
  readonly includeVars: boolean;
  readonly keepTime: boolean;
  readonly targetBlank: boolean;
}

export interface GrafanaAnnotation {
  readonly name: string;
  readonly datasource: GrafanaDatasource;
  readonly enable: boolean;
  readonly hide: boolean;
  readonly iconColor: string;
  readonly titleFormat: string;
  readonly textFormat: string;
  readonly target: {
    readonly refId: string;
    readonly expr: string;
    readonly interval: string;
    readonly range: boolean;
    readonly instant: boolean;
  };
}

export interface GrafanaVariable {
  readonly type: "datasource" | "query" | "textbox";
  readonly name: string;
  readonly label: string;
  readonly datasource?: GrafanaDatasource;
  readonly definition?: string;
  readonly query: string | PrometheusVariableQuery | LokiVariableQuery;
  readonly regex?: string;
  readonly refresh?: number;
  readonly sort?: number;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly hide: number;
  readonly skipUrlSync?: boolean;
  readonly options: readonly never[];
  readonly current: Readonly<Record<string, unknown>>;
}

export interface PrometheusVariableQuery {
  readonly qryType: number;
  readonly query: string;
  readonly refId: string;
}

export interface LokiVariableQuery {
  /** 1 asks for the values of a label. */
  readonly type: number;
  readonly label: string;
  readonly stream: string;
  readonly refId: string;
}

export interface GrafanaRow {
  readonly id: number;
  readonly type: "row";
  readonly title: string;
  readonly collapsed: boolean;
  readonly gridPos: GridPosition;
  readonly panels: readonly never[];
}

export interface GrafanaPanel extends PanelContent {
  readonly id: number;
  readonly gridPos: GridPosition;
}

/** A panel before it has a place. */
export interface PanelContent {
  readonly type: "stat" | "timeseries" | "table" | "logs" | "traces" | "nodeGraph" | "text";
  readonly pluginVersion: string;
  readonly title: string;
  readonly description: string;
  readonly datasource: GrafanaDatasource;
  readonly targets: readonly GrafanaTarget[];
  readonly fieldConfig: { readonly defaults: FieldDefaults; readonly overrides: readonly FieldOverride[] };
  readonly options: Readonly<Record<string, unknown>>;
  readonly transformations?: readonly { readonly id: string; readonly options: object }[];
}

export type GrafanaTarget = PrometheusTarget | LokiTarget | JaegerTarget;

export interface PrometheusTarget {
  readonly refId: string;
  readonly datasource: GrafanaDatasource;
  readonly editorMode: "code";
  readonly expr: string;
  readonly legendFormat: string;
  readonly format: "time_series" | "table";
  readonly range: boolean;
  readonly instant: boolean;
  readonly exemplar?: boolean;
}

/** @see https://github.com/grafana/grafana/blob/main/packages/grafana-schema/src/raw/composable/loki/dataquery */
export interface LokiTarget {
  readonly refId: string;
  readonly datasource: GrafanaDatasource;
  readonly editorMode: "code";
  readonly expr: string;
  readonly legendFormat?: string;
  readonly queryType: "range" | "instant";
  readonly direction?: "backward";
  readonly maxLines?: number;
}

/** @see https://github.com/grafana/grafana-jaeger-datasource */
export interface JaegerTarget {
  readonly refId: string;
  readonly datasource: GrafanaDatasource;
  readonly queryType?: "search";
  /** The id of a trace. */
  readonly query?: string;
  readonly service?: string;
  /** logfmt: `error=true http.route="/orders"`. */
  readonly tags?: string;
  readonly minDuration?: string;
  readonly limit?: number;
}

export interface FieldDefaults {
  readonly unit?: string;
  readonly min?: number;
  readonly noValue?: string;
  readonly color?: { readonly mode: string; readonly fixedColor?: string };
  readonly thresholds?: GrafanaThresholds;
  readonly mappings?: readonly GrafanaMapping[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

export interface FieldOverride {
  readonly matcher: { readonly id: "byName" | "byFrameRefID"; readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
}

export interface GrafanaThresholds {
  readonly mode: "absolute";
  readonly steps: readonly { readonly color: string; readonly value: number | null }[];
}

export interface GrafanaMapping {
  readonly type: "value";
  readonly options: Readonly<
    Record<string, { readonly text?: string; readonly color: string; readonly index: number }>
  >;
}
