/** Every relative link leads to a file and, where it names one, to a heading of that file. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { anchorOf, pages, readPage, ROOT, type Page } from "./markdown";
import { objects } from "./rendered";

const others = ["examples/gin-shop", "test/e2e", "tools"].map((directory) => `${directory}/README.md`);
const decisions = readdirSync(join(ROOT, "docs/adr")).map((file) => `docs/adr/${file}`);
const everything = [
  ...pages,
  ...["CHANGELOG.md", "CONTRIBUTING.md", "docs/runbooks/README.md", ...decisions, ...others].map(readPage),
];
/** Where a reader may be sent. Examples are at example.com, or nowhere outside of a cluster. */
const KNOWN_HOSTS = /^(([\w-]+\.)*example\.com|localhost|kubernetes\.default\.svc|[\w-]+\.tools\.svc)$/;
const SERVICES = new Set(
  objects.filter(({ kind }) => kind === "Service").map(({ metadata }) => `${metadata.name}.${metadata.namespace}.svc`),
);

test.each(everything)("$path has no broken link", (page) => {
  const broken = linksIn(page).filter((target) => !/^https?:/.test(target) && !leadsSomewhere(page.path, target));

  expect(broken).toEqual([]);
});

test.each(pages)("$path names no address that does not exist", ({ text }) => {
  const hosts = [...text.matchAll(/https?:\/\/([^/:\s"'`)]+)/g)].map(([, host = ""]) => host);

  expect(hosts.filter((host) => !KNOWN_HOSTS.test(host) && !SERVICES.has(host))).toEqual([]);
});

test("the README links to every guide", () => {
  const guides = pages.map(({ path }) => path).filter((path) => path.startsWith("docs/guides/"));

  expect(linksIn(readPage("README.md"))).toEqual(expect.arrayContaining(guides));
});

test.each(pages.filter(({ path }) => path !== "README.md"))("$path begins with its contents", (page) => {
  const contents = linksIn(page).filter((target) => target.startsWith("#"));
  const sections = headingsOf(page).filter(({ level }) => level === 2);

  expect(contents.slice(0, sections.length)).toEqual(sections.map(({ title }) => `#${anchorOf(title)}`));
});

function leadsSomewhere(from: string, target: string): boolean {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? from : relative(ROOT, join(ROOT, dirname(from), file));
  if (!existsSync(join(ROOT, path))) return false;
  return anchor === undefined || headingsOf(readPage(path)).some(({ title }) => anchorOf(title) === anchor);
}

function linksIn({ prose }: Page): string[] {
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

function headingsOf({ prose }: Page): { readonly level: number; readonly title: string }[] {
  return [...prose.matchAll(/^(#+) (.+)$/gm)].map(([, marks = "", title = ""]) => ({ level: marks.length, title }));
}
