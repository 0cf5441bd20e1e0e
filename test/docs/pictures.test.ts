/** The pictures in docs/dashboards are what would be drawn now: `npm run pictures` draws them anew. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "../../lib/core";
import { Observability } from "../../lib/observability";
import { answerAll, dashboardsOf, drawDashboard, inAStory, standalone } from "../../lib/preview";
import { build, environments } from "../../stacks/build";
import { page, ROOT, tableOf } from "./markdown";

const DIRECTORY = join(ROOT, "docs", "dashboards");
const drawn = new Map<string, string>();

beforeAll(async () => {
  const app = build(environments.dev);
  const manifests = render(app);
  const stacks = app.node.findAll().filter((construct) => construct instanceof Observability);
  for (const answered of await answerAll(dashboardsOf(manifests), inAStory(manifests, stacks))) {
    drawn.set(`${answered.dashboard.uid}.svg`, `${standalone(drawDashboard(answered, 1280))}\n`);
  }
}, 60_000);

test("there is one of each dashboard, and no other", () => {
  expect(readdirSync(DIRECTORY).toSorted()).toEqual([...drawn.keys()].toSorted());
});

test("each shows its dashboard as it is", () => {
  const stale = [...drawn].filter(([name, svg]) => readFileSync(join(DIRECTORY, name), "utf8") !== svg);

  expect(stale.map(([name]) => `${name}: npm run pictures draws it anew`)).toEqual([]);
});

test("each is small enough to be kept", () => {
  const sizes = [...drawn].map(([name, svg]) => ({ name, bytes: Buffer.byteLength(svg) }));

  expect(sizes.filter(({ bytes }) => bytes > 400_000)).toEqual([]);
});

test("the guide names every dashboard, with its picture and its title", () => {
  const rows = tableOf(page("docs/guides/dashboards.md"), "uid", "title").rows.map(([uid, title]) => [uid, title]);

  const titles = [...drawn].map(([name, svg]) => [name, /<text[^>]*>([^<]+)</.exec(svg)?.[1] ?? ""] as const);
  expect(rows).toEqual(
    titles.map(([name, title]) => [`\`${name.replace(".svg", "")}\``, `[${title}](../dashboards/${name})`]),
  );
});
