import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { page as pageOf } from "../../lib/preview/page";
import { someDashboards } from "../preview/some-dashboards";
import { aBrowser } from "./a-browser";

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), "preview-"));
const address = pathToFileURL(join(directory, "index.html")).href;
let browser: Browser;

beforeAll(async () => {
  const info = { title: "shop <dev>", data: "The data is made up: a deploy that fails, and a slow database." };
  writeFileSync(join(directory, "index.html"), pageOf(someDashboards, info));
  browser = await aBrowser();
});

afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true, force: true });
});

describe.each([
  [1280, "light"],
  [1920, "dark"],
] as const)("the page at %i pixels, %s", (width, colorScheme) => {
  let page: Page;
  const told: string[] = [];

  beforeAll(async () => {
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

    expect(panels).toHaveLength(someDashboards.flatMap(({ panels }) => panels).length);
    expect(panels.filter(({ drawn, cut }) => !drawn || cut.length > 0)).toStrictEqual([]);
  });

  it("needs no scrolling to the side", async () => {
    const beyond = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );

    expect(beyond).toBe(0);
  });

  it("has no violation of WCAG 2 A and AA, in neither theme", async () => {
    for (const switched of [false, true]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await page.locator("#other-theme").setChecked(switched);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await violations(page)).toStrictEqual([]);
    }
    await page.locator("#other-theme").setChecked(false);
  });

  it("leads the keyboard to the skip link, the switch, the dashboards and their queries", async () => {
    await page.reload();
    const reached: string[] = [];
    for (let i = 0; i < 2 + someDashboards.length * 3; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await page.keyboard.press("Tab");
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      reached.push(await page.evaluate<string>("document.activeElement.tagName"));
    }

    const each = <T>(tags: readonly T[]): T[] => someDashboards.flatMap(() => tags);
    expect(reached).toStrictEqual(["A", "INPUT", ...each(["A"]), ...each(["DIV", "SUMMARY"])]);
  });

  it("switches to the other colours", async () => {
    const background = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const before = await background();

    await page.locator("#other-theme").check();

    expect(await background()).not.toBe(before);
    await page.screenshot({ path: process.env["LOOK"] ?? join(directory, "page.png") });
  });
});

it("works without scripts, and scrolls to the side within the panels alone on a narrow screen", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 420, height: 800 } });
  const page = await context.newPage();
  await page.goto(address);

  const wide = await page.locator("body").boundingBox();
  const details = page.locator("details").first();
  await details.locator("summary").click();
  await details.locator("code").first().waitFor({ state: "visible", timeout: 5000 });

  expect(wide?.width).toBe(420);
  await context.close();
});

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
