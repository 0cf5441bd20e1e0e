import { drawDashboard, themed } from "../../../lib/preview/draw";
import { page, png } from "../../../lib/preview/page";
import { someDashboards } from "../some-dashboards";

const html = page(someDashboards, { title: "<dev>", data: "The data is made up." });

it("has no id twice", () => {
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

  expect(ids.length).toBeGreaterThan(someDashboards.length);
  expect(new Set(ids).size).toBe(ids.length);
});

it("leads to every dashboard", () => {
  const anchors = [...html.matchAll(/<a href="#(d-[^"]+)"/g)].map(([, id]) => id);

  expect(anchors).toHaveLength(someDashboards.length);
  expect(anchors.every((id) => html.includes(`<section id="${id}"`))).toBe(true);
});

it("has no script, and no markup from labels and titles", () => {
  expect(html).not.toMatch(/<script|<b>| on\w+="/);
});

it("has no style attribute, which its policy forbids", () => {
  expect(html).not.toContain(' style="');
});

it("says that it is a sketch, and of what data", () => {
  expect(html).toContain("A sketch for reviews");
  expect(html).toContain("The data is made up.");
});

it("lists every query with what it found", () => {
  expect(html).toContain("<code>s</code> <span>5 series</span>");
  expect(html).toContain("not answered: Prometheus said: 422 execution");
});

it("turns a dashboard into a picture as wide as the drawing", () => {
  const [first] = someDashboards;
  const picture = first === undefined ? undefined : png(themed(drawDashboard(first, 1280), "dark"));

  expect(Buffer.from(picture ?? []).readUInt32BE(16)).toBe(1280);
});

it("tells what the lines of events are, with their colour and count", () => {
  expect(html).toContain('<div class="k-blue"><dt>Deploys</dt><dd>1</dd></div>');
});

it("has the values of every panel with data as a table, and no more of it than is read", () => {
  const tables = [...html.matchAll(/<caption>Values of ([^<]*)<\/caption>[^]*?<\/table>/g)];

  expect(tables.length).toBeGreaterThan(someDashboards.length);
  expect(Math.max(...tables.map(([table]) => table.match(/<tr>/g)?.length ?? 0))).toBe(21);
});
