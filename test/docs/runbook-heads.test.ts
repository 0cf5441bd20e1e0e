/** The heads of the runbooks say what the rules say, and what a head says of a default is what the definition has. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { catalogue } from "../../alerts/catalogue";
import { asRecord, kebabCase, Problems, type KubernetesObject } from "../../lib/core";
import { HttpMetrics, type ServiceTarget } from "../../lib/signals";
import { defaultsIn, heads, tuningOf, withHead, type Rule, type RuleFile } from "../../tools/runbook-head";
import { everyAlert } from "./every-alert";
import { readPage, ROOT } from "./markdown";
import { rendered } from "./rendered";

const TARGET: ServiceTarget = {
  namespace: "shop",
  service: "checkout",
  workload: { kind: "Deployment", name: "checkout" },
  container: "checkout",
  metrics: HttpMetrics.prometheus({ status: "code" }),
  scaling: { name: "checkout", min: 2, max: 10 },
  probed: true,
  hasCpuLimit: true,
  startupSeconds: 60,
  hasLivenessProbe: true,
  traces: true,
  disruptionBudget: "checkout",
  claims: "checkout-data",
  urls: ["https://shop.example.com/ready"],
};

const defaults = defaultsIn(readFileSync(join(ROOT, "alerts/service-alerts.ts"), "utf8"));
const apps = [everyAlert, ...rendered.map(({ objects }) => objects)].map((objects) => objects.flatMap(ruleFiles));

test("every head is current; npm run runbooks makes it so", () => {
  const stale = [...heads(apps, tuningOf(catalogue, defaults))].filter(([alert, head]) => {
    const { text } = readPage(`docs/runbooks/${kebabCase(alert)}.md`);
    return withHead(text, head) !== text;
  });

  expect(stale.map(([alert]) => alert)).toEqual([]);
});

describe.each(catalogue)("the default of $alert", (definition) => {
  const text = defaults.get(definition.property) ?? "";
  const settings = { minimumRequestRate: 0.1, minimumErrorLines: 20, slowFrom: 1 };
  const parsed = definition.parse({}, TARGET, settings, new Problems());

  test("is described with its severities and how long each takes", () => {
    const described = parsed.rules().map(({ severity = "", for: wait }) => `${severity} ${wait ?? ""}`.trim());

    expect(described).not.toEqual([]);
    const words = text.split(/[ ,]+/);
    expect(described.flatMap((each) => each.split(" ")).filter((word) => !words.includes(word))).toEqual([]);
  });

  test("is described with its limits", () => {
    const limits = parsed.levels.map(({ limit }) => [`${limit}`, `${Math.round(limit * 100)} %`, ...durations(limit)]);

    expect(limits.filter((forms) => !forms.some((form) => ` ${text},`.includes(` ${form}`)))).toEqual([]);
  });
});

describe("a head", () => {
  const rule = (labels: Rule["labels"], expr: string): Rule => ({ alert: "ServiceSlow", labels, expr, for: "5m" });
  const file = (name: string, ...rules: Rule[]): RuleFile => ({ name, language: "promql", rules });
  const headOf = (...files: readonly RuleFile[]): string => heads([files], new Map()).get("ServiceSlow") ?? "";

  test("has $NAMESPACE and $SERVICE for the sample, and leaves other names alone", () => {
    const expr =
      'a{namespace="shop",pod=~"checkout-.+",job="shop/checkout"} > b{container="checkouts",instance="shop"}';

    const head = headOf(file("shop.checkout", rule({ severity: "warning" }, expr)));

    expect(head).toContain('a{namespace="$NAMESPACE",pod=~"$SERVICE-.+",job="$NAMESPACE/$SERVICE"}');
    expect(head).toContain('b{container="checkouts",instance="shop"}');
  });

  test("tells in the table in what a second rule differs", () => {
    const rules = ["0.01", "0.05"].map((limit, i) =>
      rule({ severity: ["warning", "critical"][i] ?? "" }, `a > ${limit}`),
    );

    const head = headOf(file("shop.checkout", ...rules));

    expect(head).toContain("| **critical** | 5m | - | expression 1, `0.05` for `0.01` |");
    expect(head.match(/```promql/g)).toHaveLength(1);
  });

  test("shows both expressions where they are built otherwise", () => {
    const rules = [rule({ severity: "warning" }, "a > 1"), rule({ severity: "critical" }, "a > 1 and b")];

    expect(headOf(file("shop.checkout", ...rules)).match(/```promql/g)).toHaveLength(2);
  });

  test("is of the first service that has the alert, however others tune it", () => {
    const first = file("shop.checkout", rule({ severity: "warning" }, "a > 1"));

    expect(headOf(first, file("shop.other", rule({ severity: "critical" }, "a > 2")))).toBe(headOf(first));
  });

  test("replaces the one before, and leaves what people wrote", () => {
    const once = withHead("# Title\nLead.\n", "old");

    expect(withHead(once, "new")).toBe(once.replace("\nold\n", "\nnew\n"));
    expect(once.endsWith("-->\nLead.\n")).toBe(true);
  });
});

/** Seconds as a definition writes them. */
function durations(seconds: number): string[] {
  return [`${seconds * 1000}ms`, `${seconds}s`, `${seconds / 86_400}d`];
}

function ruleFiles({ kind, metadata, data }: KubernetesObject): RuleFile[] {
  const [, program] = /^(prometheus|loki)-rules-/.exec(metadata.name) ?? [];
  if (kind !== "ConfigMap" || program === undefined) return [];
  return Object.entries(asRecord(data)).map(([file, text]) => ({
    name: file.replace(/\.yaml$/, ""),
    language: program === "loki" ? "logql" : "promql",
    rules: rulesIn(load(String(text))),
  }));
}

/** The alerts of a file, whose form Prometheus and Loki lay down. */
function rulesIn(file: unknown): Rule[] {
  const { groups } = file as { groups: { rules: Rule[] }[] };
  return groups.flatMap(({ rules }) => rules.filter(({ alert }) => alert !== undefined));
}
