/** A Grafana dashboard in the terms that we use. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
}
