import type { Row, StatPanel } from "../model";
import { duration, failedShare, spans, type Kind } from "./spans";

/** What the service answers, and what it asks of others, counted before anything is sampled. */
export function state(): Row {
  return {
    lines: [
      [
        ...numbers("server", "Requests", "requests that it answers"),
        ...numbers("client", "Calls", "calls that it makes to services, databases and queues"),
      ],
    ],
  };
}

function numbers(kind: Kind, title: string, what: string): StatPanel[] {
  return [
    {
      kind: "stat",
      title,
      description: `How many ${what} per second.`,
      unit: "reqps",
      expr: spans(kind),
      noData: "No spans",
    },
    {
      kind: "stat",
      title: `Failed ${title.toLowerCase()}`,
      description: `The share of ${what} whose span has the status Error.`,
      unit: "percentunit",
      expr: failedShare(kind),
      noData: "No spans",
    },
    {
      kind: "stat",
      title: `${title}, p99`,
      description: `How long the slowest hundredth of ${what} takes at least.`,
      unit: "s",
      expr: duration(0.99, kind),
      noData: "No spans",
    },
  ];
}
