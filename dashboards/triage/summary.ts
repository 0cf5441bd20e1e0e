import { max, recorded, selector } from "../../lib/signals";
import { chosenService } from "../expressions";
import type { Row, StatPanel } from "../model";
import { firingAlerts } from "../service/state";

/** Whether it is as bad as the alert said, still. */
export function summary(): Row {
  return {
    lines: [
      [
        { ...firingAlerts(), weight: 12 },
        { ...now("Failed requests", "percentunit", recorded.failureRatio, FAILED), weight: 4 },
        { ...now("Requests", "reqps", recorded.requests, "Requests per second, over five minutes."), weight: 4 },
        { ...now("Duration, p99", "s", recorded.latency("p99"), SLOWEST), weight: 4 },
      ],
    ],
  };
}

const FAILED = "The share of requests answered 5xx, over five minutes. It falls here first once the cause is gone.";
const SLOWEST = "How long the slowest hundredth of requests takes at least, over five minutes.";

function now(title: string, unit: StatPanel["unit"], series: string, description: string): StatPanel {
  return {
    kind: "stat",
    title,
    description,
    unit,
    expr: max(selector(series, chosenService)),
    noData: "No traffic",
  };
}
