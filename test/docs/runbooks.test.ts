/** Every alert has its runbook, every runbook its alert, and what a runbook tells to ask or to do is there. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { asRecord, kebabCase } from "../../lib/core";
import { inlineCode, readPage, ROOT, tableOf, type Page } from "./markdown";
import { objects, rendered, rulesOf } from "./rendered";

const DIRECTORY = "docs/runbooks";
const SECTIONS = ["Meaning", "Confirm", "Likely causes", "Fix now", "Prevent"];

const index = readPage(`${DIRECTORY}/README.md`);
const pages = readdirSync(join(ROOT, DIRECTORY))
  .filter((file) => file.endsWith(".md") && file !== "README.md")
  .map((file) => readPage(`${DIRECTORY}/${file}`));

const alerts = objects.flatMap((object) => rulesOf(object)).filter(({ alert }) => typeof alert === "string");
const severities = new Map<string, string[]>();
for (const { alert, labels } of alerts) {
  const known = severities.get(String(alert)) ?? [];
  severities.set(String(alert), [...new Set([...known, String(asRecord(labels)["severity"])])].toSorted());
}

describe.each(rendered)("an alert of $environment", ({ objects: own }) => {
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
    expect([...severities.keys()]).toContain(title);
    expect(page.path).toBe(pageOf(title));
  });

  test("names its severities", () => {
    const [, , first = ""] = /^(.*)\n(.*)$/m.exec(page.text) ?? [];
    const named = [...first.matchAll(/\*\*(\w+)\*\*/g)].map(([, severity = ""]) => severity);

    expect(named.toSorted()).toEqual(severities.get(title));
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

    expect(targets.filter((target) => !leadsSomewhere(target))).toEqual([]);
  });
});

test("the index lists every page with its severities", () => {
  const rows = tableOf(index, "alert", "severity").rows.filter(([name = ""]) => name.startsWith("["));

  const listed = new Map(rows.map(([link = "", own = ""]) => [link, own.split(", ").toSorted()]));
  expect(listed).toEqual(new Map([...severities].map(([alert, own]) => [`[${alert}](${kebabCase(alert)}.md)`, own])));
  expect(rows).toHaveLength(listed.size);
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

/** A page of this folder, or a section of the index. */
function leadsSomewhere(target: string): boolean {
  const [file = "", anchor] = target.split("#");
  if (file === "README.md") {
    const headings = [...index.prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
    return anchor === undefined || headings.some((heading) => heading.toLowerCase().replaceAll(" ", "-") === anchor);
  }
  return anchor === undefined && pages.some(({ path }) => path === `${DIRECTORY}/${file}`);
}
