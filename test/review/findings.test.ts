import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../lib/review";
import { rulesInSources } from "./rules-in-sources";
import { allTold, scenarioFiles } from "./told-in-scenarios";

const told = new Map(scenarioFiles.map((file) => [file, allTold(file)]));

/** So many characters of one line are read before the next one is looked at. */
const LONGEST = 250;

/** Fields and values as they stand in the manifest, however long, and however they end. */
const AS_WRITTEN: ReadonlySet<string> = new Set([
  "budget-changed",
  "fields-changed",
  "must-be-replaced",
  "rollout-changed",
]);

const FORM: readonly { readonly name: string; readonly holds: (finding: Finding) => boolean }[] = [
  { name: "the rule is in kebab-case", holds: ({ rule }) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(rule) },
  { name: "the text is one line", holds: ({ text }) => !/[\n\r]/.test(text) },
  { name: "the text is short", holds: ({ text, rule }) => text.length <= LONGEST || rule === "fields-changed" },
  { name: "the text ends without a full stop", holds: ({ text, rule }) => !text.endsWith(".") || AS_WRITTEN.has(rule) },
  { name: "the text has no Markdown", holds: ({ text }) => !/`|\*\*|\]\(/.test(text) },
  { name: "the text misses no piece", holds: ({ text }) => !/undefined|NaN|\[object |^\s|\s$/.test(text) },
  { name: "a percentage has a space", holds: ({ text, rule }) => !/\d%/.test(text) || AS_WRITTEN.has(rule) },
  { name: "an arrow is between two values", holds: ({ text }) => !/→\s*$|^\s*→|->/.test(text) },
  {
    name: "the consequence is a sentence",
    holds: ({ consequence }) => consequence === undefined || /^\S[^\n]*[^.\s]\.$/.test(consequence),
  },
  {
    name: "it belongs to a service, or to the cluster",
    holds: ({ service }) => service === "cluster" || /^[a-z0-9][^/\s]*\/[^/\s]+$/.test(service),
  },
  { name: "it names an object", holds: ({ object }) => /^[\w.-]+\/\S+$/.test(object) },
];

describe.each(scenarioFiles)("what is told in %s", (file) => {
  test.each(FORM)("$name", ({ holds }) => {
    const findings = told.get(file) ?? [];

    const wrong = findings
      .filter((finding) => !holds(finding))
      .map(({ rule, text, consequence }) => [rule, text, consequence]);

    expect(findings.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});

/** `npm run review-example` writes the page anew. */
const isWritten = process.env["WRITE_REVIEW_EXAMPLE"] === "1";
const page = join(__dirname, "../../docs/guides/review-rules.md");

test("the page of rules has each of them, with what the scenarios tell by it", () => {
  const rules = rulesPage();

  if (isWritten) writeFileSync(page, rules);

  expect(readFileSync(page, "utf8")).toBe(rules);
});

function rulesPage(): string {
  const byRule = new Map<string, Finding[]>();
  for (const finding of [...told.values()].flat())
    byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  const others = [...rulesInSources()].filter((rule) => !byRule.has(rule)).toSorted();
  const rows = [...byRule].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([rule, all]) => row(rule, all));
  return `${INTRODUCTION}${rows.join("\n")}\n\n${OTHERS}${others.map((rule) => `\`${rule}\``).join(", ")}.\n`;
}

const SEVERITIES = ["danger", "warning", "info"] as const;

/** The example is the worst there is, and of those the shortest. */
function row(rule: string, all: readonly Finding[]): string {
  const severities = SEVERITIES.filter((severity) => all.some((one) => one.severity === severity));
  const [example] = all
    .filter(({ severity }) => severity === severities[0])
    .map(({ text }) => text)
    .toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
  return `| \`${rule}\` | ${severities.join(", ")} | ${escaped(example ?? "")} |`;
}

/** A cell of a table shows the text as it is. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|*_<>`[\]{}~]/g, (sign) => `\\${sign}`);
}

const INTRODUCTION = `# What a review tells, rule by rule
Each finding has a \`rule\` in [the report as JSON](review.md), which stays the same when its text is put better: for scripts that let
some pass. The severity is as grave as what follows, so one rule can have several. The examples are the gravest that the tests
have of each rule.

| rule | severity | for example |
| --- | --- | --- |
`;

const OTHERS = "Rules without an example here: ";
