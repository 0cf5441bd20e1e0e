import type { TextPanel } from "../model";
import type { PanelContent } from "./json";

/** Grafana puts the values of variables in, and escapes them as HTML. */
export function renderText({ text }: TextPanel): Pick<PanelContent, "targets" | "fieldConfig" | "options"> {
  return {
    targets: [],
    fieldConfig: { defaults: {}, overrides: [] },
    options: {
      mode: "markdown",
      code: { language: "plaintext", showLineNumbers: false, showMiniMap: false },
      content: text,
    },
  };
}
