import type { Row, RowLink, TraceListPanel } from "../model";

/** Where a trace is opened. */
const link: RowLink = { dashboard: "trace", variables: { trace: "traceID" } };

/** Any of its spans, whatever the name of a service in another namespace. */
const ofService = { service: "$service", attributes: { "service.namespace": "$namespace" } } as const;

/** Traces to open. */
export function found(): Row {
  return {
    title: "Traces",
    lines: [
      [
        failedTraces({ visibleRows: 10 }),
        {
          kind: "traceList",
          title: "Slow traces",
          description:
            "The newest traces in which a span of this service took longer than chosen above. Those that did not fail are kept in part only, so there are more.",
          noData: "No slow traces",
          search: { ...ofService, minDuration: "$slow" },
          link,
          visibleRows: 10,
        },
      ],
    ],
  };
}

export function failedTraces({ visibleRows }: { readonly visibleRows: number }): TraceListPanel {
  return {
    kind: "traceList",
    title: "Failed traces",
    description:
      "The newest traces in which a span of this service failed. A click on one opens it. Its name and duration are those of its first span.",
    noData: "No failed traces",
    search: { ...ofService, attributes: { error: "true", ...ofService.attributes } },
    link,
    visibleRows,
  };
}
