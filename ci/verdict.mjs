import { readFileSync } from "node:fs";

/** The report that the command wrote, or undefined where it failed. */
export function readReport({ json, markdown }) {
  try {
    const report = JSON.parse(readFileSync(json, "utf8"));
    const counts = ["danger", "warning", "info"].map((severity) => report.summary[severity]);
    if (!counts.every(Number.isInteger)) return undefined;
    return { ...report, markdown: readFileSync(markdown, "utf8").trim() || "Nothing changes" };
  } catch {
    return undefined;
  }
}

/** The status of the commit: its state, and what it says, which GitHub allows 140 characters. */
export function verdictOf(report, failOn) {
  if (!report) return { state: "error", description: "the review failed" };
  const { danger, warning, info } = report.summary;
  const failed = (failOn !== "none" && danger > 0) || (failOn === "warning" && warning > 0);
  return { state: failed ? "failure" : "success", description: described(danger, warning, info) };
}

/** Whether there is nothing at all to tell. */
export function isEmpty({ summary: { danger, warning, info } }) {
  return danger + warning + info === 0;
}

function described(danger, warning, info) {
  const urgent = [counted(danger, "danger"), counted(warning, "warning")].filter((text) => text !== "");
  if (urgent.length > 0) return urgent.join(", ");
  return info > 0 ? "no dangers, no warnings" : "nothing changes";
}

function counted(count, noun) {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}
