import { dependencyCurves, dependencyTable } from "../service/dependencies";
import type { Step } from "./step";

/** Whether the cause lies one hop further. */
export function dependencies(): Step {
  return {
    question: "Does something that it calls fail, or take long?",
    lines: [
      [
        {
          ...dependencyTable(),
          visibleRows: 6,
          description:
            "Each service, database or queue that is called, those that fail on top, then the slow ones; over five minutes. If one fails or is slow since before the errors began, it is where to go on: open its own triage if it is a service, and its log. Restarting the caller does not help.",
        },
        ...dependencyCurves(),
      ],
    ],
  };
}
