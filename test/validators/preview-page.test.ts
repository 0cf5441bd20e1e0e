import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import axe from "axe-core";
import type { GrafanaDashboard } from "../../dashboards/grafana/json";
import type { Browser, Page } from "playwright-core";
import { type AnsweredDashboard, dashboardsOf } from "../../lib/preview/answer";
import { answerAll, inAStory } from "../../lib/preview/asked";
import { page as pageOf } from "../../lib/preview/page";
import { someDashboards } from "../preview/some-dashboards";
import { environment } from "../preview/world/dev";
import { aBrowser } from "./a-browser";

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), "preview-"));
const pages: Record<string, { readonly address: string; readonly dashboards: readonly AnsweredDashboard[] }> = {};
let browser: Browser;

beforeAll(async () => {
  write("samples", someDashboards, "The data is made up: a deploy that fails, and a slow database.");
  const { manifests, observability } = environment("dev");
  const asked = inAStory(manifests, [observability]);
  write("dev", await answerAll(dashboardsOf(manifests), asked), asked.shows);
  browser = await aBrowser();
});

afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true, force: true });
});

describe.each([
  ["samples", 1280, "light"],
  ["samples", 1920, "dark"],
  ["dev", 1280, "light"],
  ["dev", 1920, "dark"],
] as const)("the page of %s at %i pixels, %s", (name, width, colorScheme) => {
  let page: Page;
  let dashboards: readonly AnsweredDashboard[];
  const told: string[] = [];

  beforeAll(async () => {
    const { address, dashboards: drawn } = written(name);
    dashboards = drawn;
    page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.on("console", (message) => told.push(message.text()));
    page.on("pageerror", (error) => told.push(String(error)));
    page.on("request", (request) => void (request.url() === address || told.push(request.url())));
    await page.goto(address);
  });

  afterAll(() => page.close());

  it("says nothing on the console and asks no network", () => {
    expect(told).toStrictEqual([]);
  });

  it("draws every panel, and nothing beyond its edge", async () => {
    const panels = await page.evaluate<readonly DrawnPanel[]>(DRAWN_PANELS);

    expect(panels).toHaveLength(dashboards.flatMap(({ panels }) => panels).length);
    expect(panels.filter(({ drawn, cut }) => !drawn || cut.length > 0)).toStrictEqual([]);
  });

  it("needs no scrolling to the side", async () => {
    const beyond = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );

    expect(beyond).toBe(0);
  });

  it("has no violation of WCAG 2 A and AA, with the values that it hides at first", async () => {
    // The other width has the other theme; of what stands in every dashboard, the small page has everything.
    if (name === "samples")
      await page.evaluate('document.querySelectorAll("details").forEach((it) => (it.open = true))');

    expect(await violations(page)).toStrictEqual([]);
  });

  it("leads the keyboard to the skip link, the switch, the dashboards, their links and their queries", async () => {
    await page.reload();
    const links = dashboards.map(({ dashboard }) => linksOf(dashboard.panels));
    const reached: string[] = [];
    for (let i = 0; i < 2 + dashboards.length * 3 + links.flat().length; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await page.keyboard.press("Tab");
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      reached.push(await page.evaluate<string>("document.activeElement.tagName"));
    }

    const sections = links.flatMap((of) => ["DIV", ...of.map(() => "a"), "SUMMARY"]);
    expect(reached).toStrictEqual(["A", "INPUT", ...dashboards.map(() => "A"), ...sections]);
  });

  it("switches to the other colours", async () => {
    const background = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const before = await background();

    await page.locator("#other-theme").check();

    expect(await background()).not.toBe(before);
    await page.screenshot({ path: process.env["LOOK"] ?? join(directory, "page.png") });
  });
});

it("is small enough to be attached to a pull request, with every dashboard of an environment", () => {
  const { address, dashboards } = written("dev");

  expect(dashboards.length).toBeGreaterThan(10);
  expect(statSync(fileURLToPath(address)).size).toBeLessThan(4_000_000);
});

it("works without scripts, and scrolls to the side within the panels alone on a narrow screen", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 420, height: 800 } });
  const page = await context.newPage();
  await page.goto(written("dev").address);

  const wide = await page.locator("body").boundingBox();
  const details = page.locator("details").first();
  await details.locator("summary").click();
  await details.locator("code").first().waitFor({ state: "visible", timeout: 5000 });

  expect(wide?.width).toBe(420);
  await context.close();
});

function write(name: string, dashboards: readonly AnsweredDashboard[], data: string): void {
  const file = join(directory, `${name}.html`);
  writeFileSync(file, pageOf(dashboards, { title: `shop <${name}>`, data }));
  pages[name] = { address: pathToFileURL(file).href, dashboards };
}

function written(name: string): (typeof pages)[string] {
  const found = pages[name];
  if (!found) throw new Error(`no page of ${name}`);
  return found;
}

/** Addresses of the web in panels with text. */
function linksOf(panels: GrafanaDashboard["panels"]): string[] {
  return panels.flatMap((panel) => {
    const content = panel.type === "text" ? panel.options["content"] : undefined;
    return typeof content === "string" ? (content.match(/\]\(https?:/g) ?? []) : [];
  });
}

/** What axe finds, by rule and place. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate<axe.AxeResults>(
    'axe.run({ runOnly: ["wcag2a", "wcag21a", "wcag2aa", "wcag21aa"] })',
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

interface DrawnPanel {
  readonly name: string;
  readonly drawn: boolean;
  /** Texts that reach beyond their panel, or that no font could write. */
  readonly cut: readonly string[];
}

// As text: what runs in the page has another world of types than this repository.
const DRAWN_PANELS = `
  [...document.querySelectorAll(".panel > svg")].map((svg) => {
    const edge = svg.getBoundingClientRect();
    const cut = [...svg.querySelectorAll("text")].filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < edge.left || box.right > edge.right || box.top < edge.top || box.bottom > edge.bottom || box.width === 0;
    });
    const drawn = edge.width > 50 && edge.height > 50 && svg.querySelectorAll("path, rect, text").length > 2;
    return { name: svg.getAttribute("aria-label"), drawn, cut: cut.map((text) => text.textContent) };
  })`;
