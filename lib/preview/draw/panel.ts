import { type AnsweredPanel, isEmpty } from "../answer/answered";
import { drawCallGraph } from "./call-graph";
import type { Context } from "./context";
import { bodyOf, frame, nothing, type Size, unanswered } from "./frame";
import { drawLogs } from "./logs";
import { drawMarkdown } from "./markdown";
import { drawSpans } from "./spans";
import { drawStat } from "./stat";
import type { Box } from "./svg";
import { drawTable } from "./table";
import { drawTimeSeries } from "./time-series";

/** A panel with its title, as its JSON says, in the colours that `themed` puts in. */
export function drawPanel(answered: AnsweredPanel, size: Size, context: Context): string {
  const { panel, answers } = answered;
  const body = bodyOf(size);
  const box = panel.title === "" ? { ...body, y: 12, height: size.height - 24 } : body;
  const refused = answers.flatMap(({ result }) => (result.kind === "none" ? [result.why] : []));
  if (refused.length > 0 && answers.every(({ result }) => isEmpty(result))) {
    return frame(answered, size, unanswered(refused[0] ?? "", box));
  }
  return frame(answered, size, draw(answered, box, context) ?? nothing(panel, box));
}

function draw(answered: AnsweredPanel, box: Box, context: Context): string | undefined {
  switch (answered.panel.type) {
    case "timeseries":
      return drawTimeSeries(answered, box, context);
    case "stat":
      return drawStat(answered, box, context);
    case "table":
      return drawTable(answered, box, context);
    case "logs":
      return drawLogs(answered, box);
    case "nodeGraph":
      return drawCallGraph(answered, box, context);
    case "traces":
      return drawSpans(answered, box);
    case "text":
      return drawMarkdown(answered.panel, box);
  }
}
