import type { LogsPanel } from "../model";
import type { PanelContent } from "./json";
import { linesTarget } from "./target";

/** Lines with their time and level; a click shows everything else that is known of one, and leads to its trace. */
export function renderLogs({ expr, noData }: LogsPanel): Pick<PanelContent, "targets" | "fieldConfig" | "options"> {
  return {
    targets: [linesTarget(expr)],
    fieldConfig: { defaults: noData === undefined ? {} : { noValue: noData }, overrides: [] },
    options: {
      dedupStrategy: "none",
      detailsMode: "inline",
      enableInfiniteScrolling: true,
      enableLogDetails: true,
      prettifyLogMessage: false,
      showCommonLabels: false,
      showControls: true,
      showLabels: false,
      showLogContextToggle: true,
      showTime: true,
      sortOrder: "Descending",
      syntaxHighlighting: true,
      wrapLogMessage: true,
    },
  };
}
