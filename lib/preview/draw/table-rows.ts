import type { AnsweredPanel } from "../answer/answered";
import { fieldOf, type Field } from "./field";

/** A table with its columns in order and its rows sorted. */
export interface TableRows {
  readonly columns: readonly { readonly name: string; readonly title: string; readonly field: Field }[];
  readonly rows: readonly Row[];
}

/** Values by the names of their columns. */
type Row = Readonly<Record<string, Cell>>;
type Cell = string | number | undefined;

/** The rows of all queries, joined where their labels agree, as Grafana's transformations `merge` and `organize` do it. */
export function tableRows(answered: AnsweredPanel): TableRows {
  const { panel, answers } = answered;
  const joined = new Map<string, Record<string, Cell>>();
  const names = new Set<string>();
  for (const { target, result } of answers) {
    if (result.kind === "traces") {
      for (const { traceID, traceName, startTime, duration } of result.traces) {
        joined.set(traceID, { traceID, traceName, startTime, duration: duration * 1e6 });
      }
      for (const name of ["traceID", "traceName", "startTime", "duration"]) names.add(name);
    }
    if (result.kind !== "samples") continue;
    const field = answers.length > 1 ? `Value #${target.refId}` : "Value";
    for (const { labels, value } of result.samples) {
      const key = JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
      joined.set(key, { ...(joined.get(key) ?? labels), [field]: value });
      for (const label of Object.keys(labels)) names.add(label);
    }
  }
  const order = columnOrder(panel);
  const extra = [...names].filter((name) => !order.includes(name) && !name.startsWith("__"));
  const columns = [...order, ...extra].map((name) => {
    const field = fieldOf(panel, name, "");
    return { name, title: field.displayName ?? name, field };
  });
  return { columns, rows: sorted([...joined.values()], columns, panel.options["sortBy"]) };
}

function columnOrder({ transformations = [] }: AnsweredPanel["panel"]): string[] {
  const organize = transformations.find(({ id }) => id === "organize");
  if (organize === undefined || !("indexByName" in organize.options)) return [];
  return Object.entries(organize.options.indexByName ?? {})
    .toSorted(([, a], [, b]) => Number(a) - Number(b))
    .map(([name]) => name);
}

function sorted(rows: readonly Row[], columns: TableRows["columns"], sortBy: unknown): readonly Row[] {
  const orders = (Array.isArray(sortBy) ? sortBy : []) as readonly { displayName: string; desc: boolean }[];
  return rows.toSorted((a, b) => {
    for (const { displayName, desc } of orders) {
      const name = columns.find(({ title }) => title === displayName)?.name ?? displayName;
      const difference = compare(a[name], b[name]);
      if (difference !== 0) return desc ? -difference : difference;
    }
    return 0;
  });
}

/** Nothing is the least. */
function compare(a: Cell, b: Cell): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a < b || Number.isNaN(a) ? -1 : 1;
  return String(a) < String(b) ? -1 : String(a) === String(b) ? 0 : 1;
}
