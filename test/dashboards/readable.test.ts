/** That dashboards can be read in a window of 1280 pixels and in one of 1920: nothing is cut off, no line is too long. */
import { defaultDashboards } from "../../dashboards";
import type { FieldOverride } from "../../dashboards/grafana/json";
import { everyPart, panelsOf, rendered } from "./builders";

/** Widths in pixels, as Grafana draws them: characters of titles and of code, and what is beside them. */
const TITLE_CHARACTER = 7;
const CODE_CHARACTER = 8.4;
const TITLE_ICON = 40;
const CODE_MARGIN = 40;
const SORT_ARROW = 24;
/** The least width of a column that says none. */
const USUAL_COLUMN = 150;

/** The width of a panel in a window of 1280 pixels, with Grafana's menu closed. */
function widthAt1280(columns: number): number {
  return ((1280 - 32) / 24) * columns - 8;
}

describe.each(defaultDashboards(everyPart).map((dashboard) => [dashboard.uid, dashboard] as const))(
  "%s",
  (_, dashboard) => {
    const panels = panelsOf(rendered(dashboard));
    const series = panels.filter(({ type }) => type === "timeseries");
    const texts = panels.filter(({ type }) => type === "text");

    test("leaves curves at least a third of the width, so that they can be read at 1280 pixels", () => {
      expect(series.filter(({ gridPos }) => gridPos.w < 8).map(({ title }) => title)).toEqual([]);
    });

    test("shows the titles of panels as a whole at 1280 pixels", () => {
      const cut = panels.filter(
        ({ title, gridPos: { w } }) => title.length * TITLE_CHARACTER > widthAt1280(w) - TITLE_ICON,
      );

      expect(cut.map(({ title }) => title)).toEqual([]);
    });

    test("leaves every column of a table its width at 1280 pixels, so that none is beyond the edge", () => {
      const tables = panels.filter(({ type, fieldConfig }) => type === "table" && fieldConfig.overrides.length > 0);
      const cut = tables.filter(
        ({ gridPos: { w }, fieldConfig: { overrides } }) =>
          overrides.reduce((sum, override) => sum + widthOf(override), 0) > widthAt1280(w),
      );

      expect(cut.map(({ title }) => title)).toEqual([]);
    });

    test("leaves a table's column the width of its head", () => {
      const heads = panels.flatMap(({ fieldConfig: { overrides } }) =>
        overrides.flatMap((override) => {
          const head = propertyOf(override, "displayName");
          return typeof head === "string" ? [{ head, width: widthOf(override) }] : [];
        }),
      );

      expect(heads.filter(({ head, width }) => head.length * TITLE_CHARACTER + SORT_ARROW > width)).toEqual([]);
    });

    test("leaves log lines half of the width, and words at most half, which is a line that the eye can follow at 1920", () => {
      expect(panels.filter(({ type, gridPos: { w } }) => type === "logs" && w < 12).map(({ title }) => title)).toEqual(
        [],
      );
      expect(texts.filter(({ gridPos: { w } }) => w > 12).map(({ title }) => title)).toEqual([]);
    });

    test("keeps every line of a command on one line at 1280 pixels", () => {
      const broken = texts.flatMap(({ options, gridPos: { w } }) =>
        [...textOf(options).matchAll(/```sh\n([^`]*)```/g)]
          .flatMap(([, code = ""]) => code.split("\n"))
          .filter((line) => line.length * CODE_CHARACTER > widthAt1280(w) - CODE_MARGIN),
      );

      expect(broken).toEqual([]);
    });
  },
);

/** The least width of a column. */
function widthOf(override: FieldOverride): number {
  const width = propertyOf(override, "custom.minWidth");
  return typeof width === "number" ? width : USUAL_COLUMN;
}

function propertyOf({ properties }: FieldOverride, name: string): unknown {
  return properties.find(({ id }) => id === name)?.value;
}

/** The words of a text panel. */
function textOf({ content }: Readonly<Record<string, unknown>>): string {
  return typeof content === "string" ? content : "";
}
