/** Every alert has its runbook, every runbook its alert, and what a runbook tells to ask or to do is there. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { asRecord, kebabCase } from "../../lib/core";
import { everyAlert } from "./every-alert";
import { inlineCode, readPage, ROOT, tableOf, type Page } from "./markdown";
import { objects, rendered, rulesOf } from "./rendered";

const DIRECTORY = "docs/runbooks";
const SECTIONS = ["Meaning", "Confirm", "Likely causes", "Fix now", "Prevent"];

const index = readPage(`${DIRECTORY}/README.md`);
const pages = readdirSync(join(ROOT, DIRECTORY))
  .filter((file) => file.endsWith(".md") && file !== "README.md")
  .map((file) => readPage(`${DIRECTORY}/${file}`));

const everything = [...rendered, { environment: "the whole catalogue", objects: everyAlert }];
const alerts = new Set(
  everything.flatMap(({ objects: own }) => own.flatMap((object) => rulesOf(object)).map(({ alert }) => alert)),
);
alerts.delete(undefined);

describe.each(everything)("an alert of $environment", ({ objects: own }) => {
  const rules = own.flatMap((object) => rulesOf(object)).filter(({ alert }) => typeof alert === "string");

  test("has a page", () => {
    const paths = pages.map(({ path }) => path);

    expect(rules.map(({ alert }) => pageOf(String(alert))).filter((path) => !paths.includes(path))).toEqual([]);
  });

  test("links to it", () => {
    const elsewhere = rules.filter(
      ({ alert, annotations }) =>
        !String(asRecord(annotations)["runbook_url"]).endsWith(`/${kebabCase(String(alert))}`),
    );

    expect(elsewhere).toEqual([]);
  });
});

describe.each(pages.map((page) => ({ title: titleOf(page), page })))("the page of $title", ({ title, page }) => {
  test("is about an alert", () => {
    expect(alerts).toContain(title);
    expect(page.path).toBe(pageOf(title));
  });

  test("says in a sentence what is wrong, before it goes on", () => {
    const [, lead = ""] = /hand\. -->\n([^#]*)\n\n## Meaning/.exec(page.text) ?? [];

    expect(lead).toMatch(/^[A-Z].*\.$/);
  });

  test("has the sections, in the order in which they are needed", () => {
    const sections = [...page.prose.matchAll(/^## (.+)$/gm)].map(([, section]) => section);

    expect(sections).toEqual(SECTIONS);
  });

  test("names programs that are there", () => {
    const commands = [...inlineCode(page), ...page.blocks.map(({ text }) => text)].join("\n");
    const named = [...commands.matchAll(NAMED_OBJECT)].map(([, kind = "", name]) => `${KINDS[kind]} ${name}`);
    const existing = new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`));

    expect(named.filter((object) => !existing.has(object))).toEqual([]);
  });

  test("has no broken link", () => {
    const targets = [...page.prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);

    expect(targets.filter((target) => !leadsSomewhere(target, page))).toEqual([]);
  });
});

test("the index has no broken link", () => {
  const targets = [...index.prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);

  expect(targets.filter((target) => !leadsSomewhere(target, index))).toEqual([]);
});

test("the index lists every page with the severities of its head", () => {
  const rows = tableOf(index, "alert", "severity").rows.filter(([name = ""]) => name.startsWith("["));

  const listed = rows.map(([link = "", severities = ""]) => `${link} ${severities}`);
  const expected = pages.map((page) => `[${titleOf(page)}](${kebabCase(titleOf(page))}.md) ${severitiesOf(page)}`);
  expect(listed.toSorted()).toEqual(expected.toSorted());
  expect(rows.filter(([, , line]) => line === undefined || line === "")).toEqual([]);
});

const KINDS: Readonly<Record<string, string>> = {
  configmap: "ConfigMap",
  daemonset: "DaemonSet",
  deployment: "Deployment",
  statefulset: "StatefulSet",
  svc: "Service",
};
/** `deployment/grafana` or `configmap prometheus-config` of a command; what begins with `$` is the reader's. */
const NAMED_OBJECT = /\b(configmap|daemonset|deployment|statefulset|svc)[/ ]([a-z][a-z0-9-]*)/g;

function pageOf(alert: string): string {
  return `${DIRECTORY}/${kebabCase(alert)}.md`;
}

function titleOf({ text }: Page): string {
  return /^# (.+)\n/.exec(text)?.[1] ?? "";
}

/** As the table of its head names them, the mildest first: `warning, critical`. */
function severitiesOf(page: Page): string {
  const { rows } = tableOf(page, "severity", "after", "keeps firing");
  return [...new Set(rows.map(([severity = ""]) => severity.replaceAll("*", "")))].join(", ");
}

/** A file of the repository, and a section where one is named. */
function leadsSomewhere(target: string, from: Page): boolean {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? from.path : join(DIRECTORY, file);
  if (!existsSync(join(ROOT, path))) return false;
  return anchor === undefined || anchorsOf(readPage(path)).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf({ prose }: Page): string[] {
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}
