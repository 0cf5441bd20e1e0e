import { max, recorded, selector } from "../../lib/signals";
import { chosenService } from "../expressions";
import type { TimeSeriesPanel } from "../model";
import { revisions } from "../service/revisions";
import { failedByVersion, requestsByVersion } from "../service/versions";
import type { Step } from "./step";

/** Most outages begin with a change: of the program, of its configuration, or of what is asked of it. */
export function changes(): Step {
  return {
    question: "What changed before it began?",
    lines: [
      [
        {
          ...revisions(),
          visibleRows: 6,
          description:
            "What had pods in the time that is chosen, the newest on top. If the first pod of a revision is as old as the errors, take it back first and look for the cause afterwards; the command is in the last step. A new revision of the same version is another configuration or another limit. A Secret that is changed in place is not seen here. A StatefulSet has one name for all of its revisions.",
        },
        failedByVersion(),
      ],
      [traffic(), requestsByVersion()],
    ],
  };
}

function traffic(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Requests against before",
    description:
      "Requests per second, with those of the hour before and those of the same hour a week ago (dashed). Several times as many as a week ago are a cause of their own; fewer are mostly a consequence.",
    unit: "reqps",
    noData: "No traffic",
    series: [
      { expr: max(selector(recorded.requests, chosenService)), legend: "now", color: "blue" },
      {
        expr: max(selector(recorded.requestsHourBefore, chosenService)),
        legend: "hour before",
        color: "green",
        dashed: true,
      },
      {
        expr: max(selector(recorded.requestsLastWeek, chosenService)),
        legend: "a week ago",
        color: "purple",
        dashed: true,
      },
    ],
  };
}
