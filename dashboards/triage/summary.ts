import { max, recorded, selector } from "../../lib/signals";
import { chosenService, limitsOf } from "../expressions";
import type { Row, StatPanel } from "../model";
import { firingAlerts } from "../service/state";

/** Whether it is as bad as the alert said, still. */
export function summary(): Row {
  return {
    lines: [
      [
        { ...firingAlerts(), weight: 12 },
        {
          ...now("Failed requests", "percentunit", recorded.failureRatio),
          description:
            "The share of requests answered 5xx, over five minutes. It falls here first once the cause is gone. Orange and red from the limits of the alert ServiceErrors5xx on.",
          limits: limitsOf("ServiceErrors5xx"),
        },
        {
          ...now("Requests", "reqps", recorded.requests),
          description: "Requests per second, over five minutes.",
        },
        {
          ...now("Duration, p99", "s", recorded.latency("p99")),
          description:
            "How long the slowest hundredth of requests takes at least, over five minutes. Orange and red from the limits of the alert ServiceLatencyP99 on.",
          limits: limitsOf("ServiceLatencyP99"),
        },
      ],
    ],
  };
}

function now(title: string, unit: StatPanel["unit"], series: string): Omit<StatPanel, "description"> {
  return {
    kind: "stat",
    title,
    unit,
    expr: max(selector(series, chosenService)),
    noData: "No traffic",
    weight: 4,
  };
}
