import { aStat, renderedPanel } from "./builders";

describe("a stat", () => {
  test("shows the value now, and none where there is none now", () => {
    const panel = renderedPanel(aStat({ expr: "count(up)", noData: "No targets" }));

    expect(panel.targets).toMatchObject([{ expr: "count(up)", instant: true, range: false }]);
    expect(panel.fieldConfig.defaults.noValue).toBe("No targets");
  });

  test("is green below its first step", () => {
    const panel = renderedPanel(aStat({ steps: [{ from: 1, color: "red" }] }));

    expect(panel.fieldConfig.defaults).toMatchObject({
      color: { mode: "thresholds" },
      thresholds: {
        steps: [
          { color: "green", value: null },
          { color: "red", value: 1 },
        ],
      },
    });
  });

  test("is red below its first step where less is worse", () => {
    const panel = renderedPanel(aStat({ below: "red", steps: [{ from: 0, color: "green" }] }));

    expect(panel.fieldConfig.defaults.thresholds?.steps).toEqual([
      { color: "red", value: null },
      { color: "green", value: 0 },
    ]);
  });

  test("has the colour of the severity whose limit is reached, where limits come from a query", () => {
    const panel = renderedPanel(aStat({ expr: "v", limits: { warning: "w", critical: "c" } }));

    expect(panel.targets).toMatchObject([
      {
        expr: 'label_replace(v >= c, "severity", "critical", "", "") or on () label_replace(v >= w, "severity", "warning", "", "") or on () v',
        legendFormat: "{{severity}}",
      },
    ]);
    expect(panel.fieldConfig.defaults.color).toEqual({ mode: "fixed", fixedColor: "blue" });
    expect(panel.fieldConfig.overrides).toMatchObject([
      { matcher: { id: "byName", options: "critical" }, properties: [{ value: { fixedColor: "red" } }] },
      { matcher: { id: "byName", options: "warning" }, properties: [{ value: { fixedColor: "orange" } }] },
    ]);
  });

  test("judges nothing without steps and words", () => {
    const panel = renderedPanel(aStat());

    expect(panel.fieldConfig.defaults.color).toEqual({ mode: "fixed", fixedColor: "blue" });
  });

  test("says words in place of numbers", () => {
    const panel = renderedPanel(aStat({ words: { 0: { text: "Refused", color: "red" } } }));

    expect(panel.fieldConfig.defaults.mappings).toEqual([
      { type: "value", options: { 0: { text: "Refused", color: "red", index: 0 } } },
    ]);
  });
});
