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

/**
 * Where a trace is shown to those who may look at dashboards and not explore, with an hour before and after. Grafana puts in
 * the trace's id, and the time of what links to it, which is the column of that number in the data source's answer: in
 * Explore, Grafana does not know `__value.time`.
 * @see https://github.com/grafana/grafana/blob/main/public/app/features/explore/utils/links.ts
 */
export function traceDashboard(timeColumn: number): string {
  return `/d/trace?var-trace=$\${__value.raw}&time=$\${__data.fields[${timeColumn}].numeric}&time.window=7200000`;
}
