/** Every query of the guides and runbooks is one that its program takes, and asks for what is there. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { logqlChecker } from "../../lib/observability/logql";
import { promqlChecker } from "../../lib/observability/promql";
import { logLabels } from "../../lib/signals";
import { pages, readPage, ROOT, type Block } from "./markdown";
import { metricsIn } from "./metrics-in";
import { knownMetrics } from "./rendered";

const RUNBOOKS = "docs/runbooks";

const everything = [
  ...pages,
  ...readdirSync(join(ROOT, RUNBOOKS))
    .filter((file) => file.endsWith(".md"))
    .map((file) => readPage(`${RUNBOOKS}/${file}`)),
];
const promql = promqlChecker();
const logql = logqlChecker();

test.each(blocksOf("promql"))("%s asks for series that are there", (_, { text }) => {
  expect(promql(text)).toBeUndefined();
  expect(metricsIn(text).filter((metric) => !knownMetrics().has(metric))).toEqual([]);
});

test.each(blocksOf("logql"))("%s is LogQL, and chooses streams by their labels", (_, { text }) => {
  // The checker knows rules, which want numbers; lines can be counted.
  const isLines = text.startsWith("{");
  const labels = [...(/\{([^}]*)\}/.exec(text)?.[1] ?? "").matchAll(/(\w+)\s*[=!]/g)].map(([, label]) => label);

  expect(logql(isLines ? `count_over_time(${text.trim()} [5m])` : text)).toBeUndefined();
  expect(labels).not.toEqual([]);
  expect(labels.filter((label) => !Object.values<string | undefined>(logLabels).includes(label))).toEqual([]);
});

test("queries stand in blocks of their language", () => {
  const others = everything
    .flatMap(({ blocks }) => blocks)
    .filter(({ language }) => !["promql", "logql", "sh", "ts", "text", "yaml", "json", "mermaid"].includes(language));

  expect(others).toEqual([]);
});

function blocksOf(language: string): [string, Block][] {
  return everything.flatMap(({ blocks }) =>
    blocks
      .filter((block) => block.language === language)
      .map((block): [string, Block] => [`${block.page}:${block.line}`, block]),
  );
}
