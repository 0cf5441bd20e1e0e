/**
 * Where Grafana reads, as its provisioning files describe it. Types that Grafana brings along are `prometheus`,
 * `alertmanager`, `loki`, `jaeger` and `tempo`; no plugin is ever installed.
 * @see https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources
 */
export interface DataSource {
  readonly name: string;
  /** What dashboards and other data sources refer to. */
  readonly uid: string;
  readonly type: string;
  readonly url: string;
  /** Whether it is the one that is chosen at first. At most one is. @default false */
  readonly isDefault?: boolean;
  /** Settings of its type. Grafana replaces `$NAME` by a variable of its environment: write `$$` for a dollar. @default - none */
  readonly jsonData?: Readonly<Record<string, unknown>>;
}

/** Where a trace is shown to those who may look at dashboards and not explore; Grafana puts its id in. */
export const TRACE_DASHBOARD = "/d/trace?var-trace=$${__value.raw}";
