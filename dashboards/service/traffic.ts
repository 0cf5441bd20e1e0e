import { max, recorded, selector, sum, type Matchers } from "../../lib/signals";
import { statusClasses } from "../colors";
import { alertLimits, chosenService, topTen } from "../expressions";
import type { Row, Series, TablePanel, TimeSeriesPanel } from "../model";

/** How much is asked of the service, and how much of that fails. */
export function traffic(): Row {
  return {
    title: "Requests and failures",
    lines: [
      [
        failedRequests(),
        {
          kind: "timeSeries",
          title: "Failed requests, last minute",
          description:
            "The share of requests answered 5xx over one minute, with the limits of the alert ServiceOutage.",
          unit: "percentunit",
          noData: "No traffic",
          series: [failed(recorded.failureRatioOfLastMinute, "over 1 minute"), ...alertLimits("ServiceOutage")],
        },
        {
          kind: "timeSeries",
          title: "Requests by status",
          description: "Requests per second to the chosen routes, by class of status.",
          unit: "reqps",
          stacked: true,
          noData: "No traffic",
          series: statusClasses.map(({ name, codes, color }) => ({
            expr: sum(onRoutes({ code: { re: codes } })),
            legend: name,
            color,
          })),
        },
      ],
      [
        failedByRoute(chosenRoutes),
        {
          kind: "timeSeries",
          title: "Requests by route",
          description: "Requests per second on the ten busiest routes.",
          unit: "reqps",
          noData: "No traffic",
          series: [{ expr: topTen(sum, onRoutes(), ["route"]), legend: "{{route}}" }],
        },
      ],
      [routes()],
    ],
  };
}

export function failedRequests(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Failed requests",
    description: "The share of requests answered 5xx over five minutes, with the limits of the alert ServiceErrors5xx.",
    unit: "percentunit",
    noData: "No traffic",
    series: [failed(recorded.failureRatio, "over 5 minutes"), ...alertLimits("ServiceErrors5xx")],
  };
}

export function failedByRoute(routes: Matchers = {}): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Failed requests by route",
    description: "Requests per second answered 5xx, on the ten routes with most of them.",
    unit: "reqps",
    noData: "No failed requests",
    series: [{ expr: topTen(sum, requests({ ...routes, code: { re: "5.." } }), ["route"]), legend: "{{route}}" }],
  };
}

function routes(): TablePanel {
  const all = sum(onRoutes(), ["route"]);
  const share = (codes: string): string =>
    `(${sum(onRoutes({ code: { re: codes } }), ["route"])} or 0 * ${all}) / (${all} > 0)`;
  return {
    kind: "table",
    title: "Routes",
    description: "Each route over the last five minutes, those that fail most on top.",
    labels: [{ label: "route", title: "Route" }],
    values: [
      { title: "Requests", unit: "reqps", expr: all },
      { title: "5xx", unit: "percentunit", expr: share("5..") },
      { title: "4xx", unit: "percentunit", expr: share("4..") },
      {
        title: "Duration, p99",
        unit: "s",
        expr: max(selector(recorded.latencyByRoute, { ...chosenService, ...chosenRoutes }), ["route"]),
      },
    ],
    sortBy: [
      { column: "5xx", descending: true },
      { column: "Requests", descending: true },
    ],
    noData: "No traffic",
    visibleRows: 6,
  };
}

function failed(ratio: string, legend: string): Series {
  return { expr: max(selector(ratio, chosenService)), legend, color: "purple" };
}

/** Matchers of the routes that the reader has chosen. */
export const chosenRoutes: Matchers = { route: { re: "$route" } };

function onRoutes(matchers: Matchers = {}): string {
  return requests({ ...chosenRoutes, ...matchers });
}

function requests(matchers: Matchers): string {
  return selector(recorded.requestsByRoute, { ...chosenService, ...matchers });
}
