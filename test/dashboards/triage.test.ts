/** The way from a 5xx to its cause, and what of it is seen first on the dashboard of the service. */
import { serviceDashboard, triageDashboard, type Parts } from "../../dashboards";
import { everyPart, everyStack, panelsOf, rendered } from "./builders";

/** How many units of the grid are seen at once in a window of 1080 pixels. */
const FIRST_SCREEN = 23;

test("asks in the order in which an engineer works", () => {
  expect(questionsOf(everyPart)).toEqual([
    "1. Which routes fail, and since when?",
    "2. What changed before it began?",
    "3. Is it short of CPU or memory?",
    "4. Do probes fail, or containers restart?",
    "5. Does something that it calls fail, or take long?",
    "6. What do the failing requests log?",
    "7. Where do the failing requests break?",
    "8. What to do next?",
  ]);
});

test("asks nothing of logs and traces that are not kept, and leaves no gap in the numbers", () => {
  expect(questionsOf({})).toEqual([
    "1. Which routes fail, and since when?",
    "2. What changed before it began?",
    "3. Is it short of CPU or memory?",
    "4. Do probes fail, or containers restart?",
    "5. What to do next?",
  ]);
});

test.each(everyStack)("says in the first panel of each step how to read it: %j", (parts) => {
  const { rows } = triageDashboard(parts);

  const first = rows.flatMap(({ title, lines }) => (title === undefined ? [] : (lines[0]?.[0]?.description ?? "")));

  // What is seen, and then what follows from it.
  expect(first.filter((description) => description.split(". ").length < 2 && !description.includes(":"))).toEqual([]);
});

test("names the workload in commands as kubectl knows it, whatever kind it is", () => {
  const commands = textsOf(everyPart).flatMap((text) => text.match(/^kubectl .*$/gm) ?? []);

  expect(commands).toContain("kubectl -n $namespace rollout undo $kind/$workload");
  expect(commands.filter((command) => !command.startsWith("kubectl -n $namespace "))).toEqual([]);
  expect(commands.filter((command) => /deployment|statefulset/i.test(command))).toEqual([]);
});

test("links to the runbooks where it is told where they are, and names the command that prints them", () => {
  const base = "https://runbooks.example.org";

  expect(textsOf({ ...everyPart, runbooks: base }).join("")).toContain(`(${base}/service-errors-5xx)`);
  expect(textsOf(everyPart).join("")).not.toContain("](");
  expect(textsOf(everyPart).join("")).toContain("cdk8s-observability runbook ServiceErrors5xx");
});

test.each([serviceDashboard(everyPart), triageDashboard(everyPart)])(
  "tells on the first screen whether the service fails and since when: $uid",
  (dashboard) => {
    const seen = panelsOf(rendered(dashboard)).filter(({ gridPos: { y, h } }) => y + h <= FIRST_SCREEN);

    const curves = seen.filter(({ type }) => type === "timeseries").map(({ title }) => title);
    expect(seen.map(({ title }) => title)).toContain("Firing alerts");
    expect(curves).toContain("Failed requests");
  },
);

test("tells on the service's first screen what changed", () => {
  const revisions = panelsOf(rendered(serviceDashboard())).find(({ title }) => title === "Revisions");

  expect(revisions?.gridPos.y).toBe(0);
});

test.each([serviceDashboard(), triageDashboard()])("marks what happened on all panels: $uid", (dashboard) => {
  const names = rendered(dashboard).annotations.list.map(({ name }) => name);

  expect(names).toEqual(["Rollout", "Scaling", "Restart", "Critical alert"]);
});

function questionsOf(parts: Parts): string[] {
  return triageDashboard(parts).rows.flatMap(({ title }) => title ?? []);
}

function textsOf(parts: Parts): string[] {
  const panels = triageDashboard(parts).rows.flatMap(({ lines }) => lines.flat());
  return panels.flatMap((panel) => (panel.kind === "text" ? [panel.text] : []));
}
