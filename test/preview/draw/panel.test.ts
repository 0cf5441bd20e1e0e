import { drawPanel, themed } from "../../../lib/preview/draw";
import type { Panel } from "../../../dashboards/model";
import type { Result } from "../../../lib/preview/answer/answered";
import { aCurve, anAnsweredPanel, RANGE, someSpans } from "../a-dashboard";

const SIZE = { width: 600, height: 320 };
const context = { range: RANGE, annotations: [], id: "p" };

function draw(panel: Panel, ...results: Result[]): string {
  return drawPanel(anAnsweredPanel(panel, results), SIZE, context);
}

/** What is read in a drawing. */
function texts(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = ""]) => words);
}

const stat: Panel = { kind: "stat", title: "Error ratio", description: "d", expr: "e", unit: "percentunit" };
const latency: Panel = {
  kind: "timeSeries",
  title: "Latency",
  description: "d",
  unit: "s",
  series: [{ expr: "e", legend: "{{ pod }}" }],
};
const table: Panel = {
  kind: "table",
  title: "Services",
  description: "d",
  labels: [{ label: "service", title: "Service" }],
  values: [
    { title: "Traffic", unit: "reqps", expr: "t" },
    { title: "Errors", unit: "percentunit", expr: "e", steps: [{ from: 0.05, color: "red" }] },
  ],
  sortBy: [{ column: "Errors", descending: true }],
};

it("colours a number by the last threshold that it reaches", () => {
  const panel: Panel = {
    ...stat,
    steps: [
      { from: 0.01, color: "orange" },
      { from: 0.05, color: "red" },
    ],
  };

  const svg = themed(draw(panel, { kind: "samples", samples: [{ labels: {}, value: 0.02 }] }), "page");

  expect(svg).toMatch(/fill="var\(--orange\)"[^>]*>2%</);
});

it("writes a word in place of a number", () => {
  const panel: Panel = { ...stat, words: { 1: { text: "Ready", color: "green" } } };

  expect(texts(draw(panel, { kind: "samples", samples: [{ labels: {}, value: 1 }] }))).toContain("Ready");
});

it("names curves by their labels, with the last and the highest value", () => {
  const svg = draw(latency, { kind: "curves", curves: [aCurve({ pod: "<b>" }, (i) => (i === 5 ? 2 : 0.02))] });

  expect(texts(svg)).toStrictEqual(expect.arrayContaining(["&#60;b&#62;", "20 ms", "2 s", "11:10"]));
});

it("joins the rows of several queries by their labels, and sorts them", () => {
  const traffic = ["a", "b"].map((service, i) => ({ labels: { service }, value: i + 1 }));
  const errors = ["b", "a"].map((service, i) => ({ labels: { service }, value: i === 0 ? 0.07 : 0.01 }));

  const written = texts(draw(table, { kind: "samples", samples: traffic }, { kind: "samples", samples: errors }));

  expect(written.join(" ")).toBe("Services Service Traffic Errors b 2 req/s 7% a 1 req/s 1%");
});

it("counts the rows that do not fit", () => {
  const samples = Array.from({ length: 30 }, (_, i) => ({ labels: { service: `s${i}` }, value: i }));

  expect(texts(draw(table, { kind: "samples", samples }, { kind: "samples", samples })).at(-1)).toMatch(/^… \d+ more$/);
});

it("shows the beginning of a stack and its level", () => {
  const text = ["panic: nil", ...Array.from({ length: 20 }, (_, i) => `\tmain.go:${i}`)].join("\n");
  const logs: Panel = { kind: "logs", title: "Logs", description: "d", expr: "{}" };

  const svg = draw(logs, { kind: "lines", lines: [{ time: RANGE.to, text, labels: { detected_level: "error" } }] });

  expect(texts(svg)).toStrictEqual(expect.arrayContaining(["panic: nil", "main.go:0", "… 17 more lines"]));
  expect(themed(svg, "page")).toContain('fill="var(--red)"');
});

it("draws the spans of a trace below each other, each behind its parent", () => {
  const trace: Panel = { kind: "trace", title: "Trace", description: "d", traceId: "4b" };

  expect(
    texts(draw(trace, { kind: "spans", spans: someSpans })).filter((words) =>
      /^(gateway|checkout|orders-db)$/.test(words),
    ),
  ).toStrictEqual(["gateway", "checkout", "checkout", "orders-db"]);
});

it("says what the panel says where there is nothing", () => {
  expect(texts(draw({ ...stat, noData: "Nothing failed" }, { kind: "samples", samples: [] }))).toContain(
    "Nothing failed",
  );
});

it("says why where there was no answer", () => {
  expect(texts(draw(latency, { kind: "none", why: "422: duplicate series" }))).toStrictEqual(
    expect.arrayContaining(["Not answered", "422: duplicate series"]),
  );
});

it("draws the same twice, with ids of its own", () => {
  const result: Result = { kind: "curves", curves: [aCurve({}, (i) => i)] };

  const svg = draw(latency, result);

  expect(draw(latency, result)).toBe(svg);
  expect(svg).not.toMatch(/zr\d/);
  expect([...svg.matchAll(/ id="([^"]+)"/g)].every(([, id = ""]) => id.startsWith("p-"))).toBe(true);
});

it("draws the headings, lists, bold words and commands of a text", () => {
  const content = "## Next\n\nRead the **lines** of `a<b>`.\n\n- roll back\n\n```\nkubectl rollout undo\n```";
  const { panel } = anAnsweredPanel(stat, []);
  const answered = { panel: { ...panel, type: "text", options: { mode: "markdown", content } }, answers: [] } as const;

  const svg = drawPanel(answered, SIZE, context);

  expect(texts(svg)).toStrictEqual(expect.arrayContaining(["Next", "kubectl rollout undo"]));
  expect(svg).toMatch(/font-weight="600">lines<\/tspan>/);
  expect(svg).toContain(">a&#60;b&#62;</tspan>");
});
