import { errorLines } from "../../lib/signals";
import type { Row } from "../model";
import { foundLines } from "./lines";

/** The lines themselves. */
export function found(): Row {
  return {
    title: "Lines",
    lines: [
      [
        {
          kind: "logs",
          title: "Errors",
          description:
            "The newest lines that contain the text and tell an error. A click on one shows what else is known of it, such as its pod and its trace.",
          noData: "No errors",
          expr: errorLines(foundLines),
        },
      ],
      [
        {
          kind: "logs",
          title: "All lines",
          description: "The newest lines that contain the text, of all levels.",
          noData: "No lines",
          expr: foundLines,
        },
      ],
    ],
  };
}
