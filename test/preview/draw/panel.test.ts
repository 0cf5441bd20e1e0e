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

it("lists limits before the curves of which there are too many", () => {
  const panel: Panel = { ...latency, series: [...latency.series, { expr: "l", legend: "limit", dashed: true }] };
  const curves = Array.from({ length: 30 }, (_, i) => aCurve({ pod: `pod-${i}` }, () => i));

  const written = texts(draw(panel, { kind: "curves", curves }, { kind: "curves", curves: [aCurve({}, () => 1)] }));

  expect(written).toContain("limit");
  expect(written).toContain("pod-0");
  expect(written.some((words) => /^\d+ more not listed$/.test(words))).toBe(true);
});

it("tells what an event was, and when", () => {
  const events = [{ from: RANGE.to - 600, to: RANGE.to - 600, text: "checkout <1.4.0>" }];
  const result: Result = { kind: "curves", curves: [aCurve({}, (i) => i)] };

  const svg = drawPanel(anAnsweredPanel(latency, [result]), SIZE, {
    ...context,
    annotations: [{ title: "Rollout", color: "blue", events }],
  });

  expect(svg).toContain("<title>Rollout · 11:50 · checkout &#60;1.4.0&#62;</title>");
});

it("ends the axis of shares at the whole", () => {
  const share: Panel = { ...latency, unit: "percentunit" };

  const written = texts(draw(share, { kind: "curves", curves: [aCurve({}, () => 1)] }));

  expect(written).toContain("100%");
  expect(written).not.toContain("120%");
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

it("leads to pages of the web from a text, and nowhere else", () => {
  const content = "[Runbook](https://e.org/a?b=1&c=2), [Services](/d/services), [click](javascript:alert(1)), *soon*";
  const { panel } = anAnsweredPanel(stat, []);
  const answered = { panel: { ...panel, type: "text", options: { mode: "markdown", content } }, answers: [] } as const;

  const svg = drawPanel(answered, SIZE, context);

  expect([...svg.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toStrictEqual(["https://e.org/a?b=1&#38;c=2"]);
  expect(svg).toContain(">Services</tspan>");
  expect(svg).toMatch(/font-style="italic">soon<\/tspan>/);
});

it("draws the headings, lists, bold words and commands of a text", () => {
  const content = "## Next\n\nRead the **lines** of `a<b>`.\n\n- roll back\n\n```\nkubectl rollout undo\n```";
  const { panel } = anAnsweredPanel(stat, []);
  const answered = { panel: { ...panel, type: "text", options: { mode: "markdown", content } }, answers: [] } as const;

  const svg = drawPanel(answered, SIZE, context);

  expect(texts(svg)).toStrictEqual(expect.arrayContaining(["Next", "kubectl rollout undo"]));
  expect(svg).toMatch(/font-weight="600">lines<\/tspan>/);
  expect(svg).toMatch(/font-family="ui-monospace, monospace">kubectl rollout undo</);
  expect(svg).toContain(">a&#60;b&#62;</tspan>");
});
