import { placeLine } from "../../dashboards/grafana/layout";
import { aStat, aTable, aTimeSeries } from "./builders";

test("shares the width of a line equally", () => {
  const places = placeLine([aStat(), aStat(), aStat()], 0);

  expect(places.map(({ x, w }) => [x, w])).toEqual([
    [0, 8],
    [8, 8],
    [16, 8],
  ]);
});

test.each([1, 2, 3, 4, 5, 7, 11])("fills the grid with %i panels, without a gap or an overlap", (panels) => {
  const places = placeLine(
    Array.from({ length: panels }, () => aStat()),
    0,
  );

  places.forEach(({ x }, i) => expect(x).toBe(i === 0 ? 0 : (places[i - 1]?.x ?? 0) + (places[i - 1]?.w ?? 0)));
  expect(places.reduce((sum, { w }) => sum + w, 0)).toBe(24);
});

test("gives a heavier panel more of the width", () => {
  const places = placeLine([aTable({ weight: 3 }), aTimeSeries()], 0);

  expect(places.map(({ w }) => w)).toEqual([18, 6]);
});

test("makes all panels of a line as high as the highest, where the line begins", () => {
  const places = placeLine([aStat(), aTimeSeries()], 7);

  expect(places.map(({ y, h }) => [y, h])).toEqual([
    [7, 9],
    [7, 9],
  ]);
});

test("makes a table high enough for the rows that are to be seen", () => {
  const [low] = placeLine([aTable({ visibleRows: 3 })], 0);
  const [high] = placeLine([aTable({ visibleRows: 13 })], 0);

  expect((high?.h ?? 0) - (low?.h ?? 0)).toBe(10);
});
