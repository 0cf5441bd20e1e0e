import type { Source } from "./datasource";
import type { FieldOverride, PanelContent } from "./json";
import { mapping, thresholds } from "./judgement";
import { rowUrl } from "./link";
import type { LabelColumn, TablePanel, ValueColumn } from "../model";
import { prometheusTarget, refId } from "./target";
import { grafanaUnit, type Unit } from "../units";

/** One query for each value; the rows of their results are joined where all labels agree. */
export function renderTable(
  panel: TablePanel,
  sources: readonly Source[],
): Pick<PanelContent, "targets" | "fieldConfig" | "options" | "transformations"> {
  const { labels, values, sortBy = [], noData } = panel;
  const valueFields = values.map((_, i) => (values.length > 1 ? `Value #${refId(i)}` : "Value"));
  const fields = [...labels.map(({ label }) => label), ...valueFields];
  return {
    targets: values.map(({ title, expr }, i) => prometheusTarget(i, expr, title, "table")),
    fieldConfig: {
      defaults: {
        ...(noData === undefined ? {} : { noValue: noData }),
        custom: { align: "auto", cellOptions: { type: "auto" }, filterable: false, inspect: false },
      },
      overrides: [
        ...labels.map((column) => labelOverride(column, sources)),
        ...values.map((column, i) => valueOverride(column, valueFields[i] ?? "Value")),
      ],
    },
    options: {
      cellHeight: "sm",
      frameIndex: 0,
      showHeader: true,
      sortBy: sortBy.map(({ column, descending = false }) => ({ displayName: column, desc: descending })),
    },
    transformations: [
      // The time of evaluation would keep rows apart that belong together.
      { id: "filterFieldsByName", options: { exclude: { names: ["Time"] } } },
      ...(values.length > 1 ? [{ id: "merge", options: {} }] : []),
      {
        id: "organize",
        options: {
          excludeByName: {},
          indexByName: Object.fromEntries(fields.map((name, index) => [name, index])),
          renameByName: {},
        },
      },
    ],
  };
}

function labelOverride({ label, title, link, colors }: LabelColumn, sources: readonly Source[]): FieldOverride {
  return {
    matcher: { id: "byName", options: label },
    properties: [
      { id: "displayName", value: title },
      { id: "custom.minWidth", value: labelWidth(title) },
      ...(link === undefined
        ? []
        : [{ id: "links", value: [{ title: "Open", url: rowUrl(link, sources), targetBlank: false }] }]),
      ...(colors === undefined
        ? []
        : [
            { id: "custom.cellOptions", value: { type: "color-text" } },
            { id: "mappings", value: [mapping(Object.fromEntries(Object.entries(colors).map(colored)))] },
          ]),
    ],
  };
}

function colored<T>([value, color]: [string, T]): [string, { color: T }] {
  return [value, { color }];
}

function valueOverride({ title, unit, steps, below }: ValueColumn, field: string): FieldOverride {
  return {
    matcher: { id: "byName", options: field },
    properties: [
      { id: "displayName", value: title },
      { id: "unit", value: grafanaUnit(unit) },
      { id: "custom.minWidth", value: minWidth(title, unit) },
      ...(steps === undefined
        ? []
        : [
            { id: "custom.cellOptions", value: { type: "color-background", mode: "basic" } },
            { id: "color", value: { mode: "thresholds" } },
            { id: "thresholds", value: thresholds(below ?? "transparent", steps) },
          ]),
    ],
  };
}

/** The least width of a column with names, in pixels; a longer one is cut off, and a click shows it. */
function labelWidth(title: string): number {
  return Math.max(130, headWidth(title));
}

/** The least width of a column of numbers, in pixels: its head, or a number with its unit. */
function minWidth(title: string, unit: Unit): number {
  return Math.max(unit === "ago" ? 124 : 84, headWidth(title));
}

/** A title with the arrow of sorting. */
function headWidth(title: string): number {
  return 36 + 8 * title.length;
}
