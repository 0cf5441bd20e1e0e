import { recorded, selector, sum, type Matchers } from "../../lib/signals";
import { chosenService } from "../expressions";
import type { TablePanel } from "../model";
import { failedByRoute, failedRequests } from "../service/traffic";
import type { Step } from "./step";

/** What is broken, and when it began. */
export function failing(): Step {
  return {
    question: "Which routes fail, and since when?",
    lines: [
      [
        {
          ...failedRequests(),
          description:
            "The share of requests answered 5xx over five minutes, with the limits of the alert ServiceErrors5xx. Find the moment at which it rises: the lines across all panels are what happened around it. A step is a change or an outage, a slope something that fills up. Then look whether one route fails or all of them: one is its code or its dependency, all are the service or what all of them need.",
        },
        failedByRoute(),
      ],
      [failingRoutes()],
    ],
  };
}

/** From which share on a route is called failing. */
const FAILING = 0.01;
const ROUTE = ["route"];

function failingRoutes(): TablePanel {
  const all = sum(requests(), ROUTE);
  const failed = sum(requests({ code: { re: "5.." } }), ROUTE);
  const share = `(${failed} or 0 * ${all}) / (${all} > 0)`;
  // The time at each moment at which few enough requests failed; the last of them is asked for.
  const fine = `time() + 0 * (${share} < ${FAILING})`;
  return {
    kind: "table",
    title: "Routes that fail",
    description:
      "Routes with requests answered 5xx now, by how many, and when less than 1 % of their requests failed for the last time. Without a time, more than that failed in all of the time that is chosen.",
    labels: [{ label: "route", title: "Route" }],
    values: [
      { title: "Failed", unit: "reqps", expr: `${failed} > 0` },
      { title: "Share", unit: "percentunit", expr: `${share} > 0` },
      {
        title: "Last below 1 %",
        unit: "ago",
        expr: `1000 * max_over_time((${fine})[$__range:1m]) and (${failed} > 0)`,
      },
    ],
    sortBy: [{ column: "Failed", descending: true }],
    noData: "No route fails now",
    visibleRows: 3,
  };
}

function requests(matchers: Matchers = {}): string {
  return selector(recorded.requestsByRoute, { ...chosenService, ...matchers });
}
