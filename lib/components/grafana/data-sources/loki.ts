import { traceDashboard, type DataSource } from "./data-source";

export interface LokiDataSourceOptions {
  readonly url: string;
  /** The uid of the data source that has the traces which log lines name. @default - lines open no trace */
  readonly traces?: string;
}

/** Loki, uid `loki`. A line that names its trace opens it. */
export function lokiDataSource({ url, traces }: LokiDataSourceOptions): DataSource {
  return {
    name: "Loki",
    uid: "loki",
    type: "loki",
    url,
    jsonData: {
      maxLines: 1000,
      ...(traces === undefined
        ? {}
        : {
            derivedFields: [
              {
                ...TRACE_ID,
                name: "Trace",
                url: "$${__value.raw}",
                datasourceUid: traces,
                urlDisplayLabel: "Open the trace",
              },
              // Viewers may not explore.
              {
                ...TRACE_ID,
                name: "Trace on its dashboard",
                url: traceDashboard(TIME_COLUMN),
                urlDisplayLabel: "Open on the dashboard",
              },
            ],
          }),
    },
  };
}

/** Lines are answered as labels, time, text and what else there is of them; the name of the time depends on a setting. */
const TIME_COLUMN = 1;

/** In structured metadata, where the collector puts it. The default looks for a pattern in the line. */
const TRACE_ID = { matcherType: "label", matcherRegex: "trace_id" };
