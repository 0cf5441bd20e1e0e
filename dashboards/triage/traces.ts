import { failedTraces } from "../traces/found";
import type { Step } from "./step";

/** Where in the way of a request it begins. */
export function traces(): Step {
  return {
    question: "Where do the failing requests break?",
    lines: [
      [
        {
          ...failedTraces({ visibleRows: 8 }),
          description:
            "The newest traces in which a span of this service failed. Open two or three: the innermost failed span is where it began, in this service or behind it, and below the spans stands what all of them logged. The name and the duration are those of the trace's first span.",
        },
      ],
    ],
  };
}
