import type { AnsweredPanel } from "../answer/answered";
import { unitsOf } from "../draw/call-graph";
import { clock } from "../draw/clock";
import { curvesOf } from "../draw/curve";
import { formatValue } from "../draw/format";
import { statValues } from "../draw/stat";
import { escaped } from "../draw/svg";
import { cell } from "../draw/table";
import { tableRows } from "../draw/table-rows";
import type { TimeRange } from "../sources";

/** What a panel shows, as a table for those who do not see its drawing; nothing where it shows nothing. */
export function values(answered: AnsweredPanel, range: TimeRange): string {
  const { head, rows } = contentOf(answered, range);
  if (rows.length === 0) return "";
  const shown = rows.slice(0, MOST);
  const hidden = rows.length - shown.length;
  return [
    `<table><caption>Values of ${escaped(answered.panel.title)}</caption>`,
    `<thead><tr>${head.map((words) => `<th scope="col">${escaped(words)}</th>`).join("")}</tr></thead><tbody>`,
    ...shown.map((row) => `<tr>${row.map((words) => `<td>${escaped(words)}</td>`).join("")}</tr>`),
    "</tbody></table>",
    hidden === 0 ? "" : `<p>… ${hidden} more</p>`,
  ].join("");
}

/** Rows of one table: what comes after them nobody reads. */
const MOST = 20;

interface Content {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function contentOf(answered: AnsweredPanel, range: TimeRange): Content {
  switch (answered.panel.type) {
    case "timeseries":
      return curves(answered, range);
    case "stat":
      return { head: ["Name", "Value"], rows: statValues(answered, range.to).map(({ name, words }) => [name, words]) };
    case "table":
      return table(answered, range);
    case "logs":
      return { head: ["Time", "Line"], rows: lines(answered) };
    case "traces":
      return { head: ["Service", "Operation", "Duration", "Result"], rows: spans(answered) };
    case "nodeGraph":
      return { head: ["From", "To", "Value"], rows: calls(answered, range) };
    case "text":
      // Its words are in its drawing, where they can be read.
      return { head: [], rows: [] };
  }
}

function curves(answered: AnsweredPanel, range: TimeRange): Content {
  const unit = answered.panel.fieldConfig.defaults.unit ?? "short";
  const written = (value: number): string => formatValue(value, unit, range.to);
  const rows = curvesOf(answered, range).map(({ name, last, max }) => [name, written(last), written(max)]);
  return { head: ["Curve", "Last", "Max"], rows };
}

function table(answered: AnsweredPanel, { to }: TimeRange): Content {
  const { columns, rows } = tableRows(answered);
  return {
    head: columns.map(({ title }) => title),
    rows: rows.map((row) => columns.map((column) => cell(column, row[column.name], to).words)),
  };
}

function lines({ answers }: AnsweredPanel): Content["rows"] {
  return answers.flatMap(({ result }) =>
    result.kind === "lines" ? result.lines.map(({ time, text }) => [clock(time, "milliseconds"), text]) : [],
  );
}

function spans({ answers }: AnsweredPanel): Content["rows"] {
  return answers.flatMap(({ result }) =>
    result.kind === "spans"
      ? result.spans.map(({ service, operation, duration, failed }) => [
          service,
          operation,
          formatValue(duration, "s", 0),
          failed ? "failed" : "",
        ])
      : [],
  );
}

function calls({ panel, answers }: AnsweredPanel, { to }: TimeRange): Content["rows"] {
  const units = unitsOf(panel.options["nodes"]);
  return answers.flatMap(({ result }, i) =>
    result.kind === "samples"
      ? result.samples.map(({ labels, value }) => [
          labels["source"] ?? "",
          labels["target"] ?? "",
          `${formatValue(value, "", to)} ${units[i] ?? ""}`,
        ])
      : [],
  );
}
