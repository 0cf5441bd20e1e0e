/** The real Loki over the Loki of every golden environment: its configuration, its rule files and their expressions. */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { asRecord, asRecords, parseDuration } from "../../lib/core";
import { check } from "./check";
import { configMaps, environments, text } from "./golden-tree";
import { localContainer, missingVariables } from "./local-container";
import { startLoki, type LoadedRule, type LokiServer } from "./loki-server";

/** What Loki's ruler keeps of a group and of a rule; the rest, which Prometheus has too, it drops and says nothing. */
const GROUP_KEYS = new Set(["name", "interval", "limit", "rules"]);
const RULE_KEYS = new Set(["alert", "record", "expr", "for", "labels", "annotations"]);

describe.each(environments)("Loki in %s", (environment) => {
  test("accepts its configuration and arguments", () => {
    const { args, env } = localContainer(environment, "loki-config");

    expect(() => check("loki", ["-verify-config", ...args], env)).not.toThrow();
  });

  test("has every variable that its configuration names", () => {
    const loki = localContainer(environment, "loki-config");

    expect(missingVariables(readFileSync(loki.path("loki.yaml"), "utf8"), loki)).toEqual([]);
  });

  describe("starts, and of its rules", () => {
    const rules = ruleFiles(environment);
    let loki: LokiServer;

    beforeAll(async () => {
      const container = localContainer(environment, "loki-config");
      const config = load(readFileSync(container.path("loki.yaml"), "utf8"));
      loki = await startLoki(asRecord(config), container.env);
    }, 90_000);

    test("loads every one", async () => {
      const written = rules.map(({ rule }) => rule);

      expect(written).not.toEqual([]);
      expect(sorted(await loki.rules())).toEqual(sorted(written));
    }, 30_000);

    test("ignores no part", () => {
      expect(rules.flatMap(({ rule, ignored }) => ignored.map((key) => `${rule.file}: ${rule.name}: ${key}`))).toEqual(
        [],
      );
    });

    test("evaluates every expression to a number", async () => {
      const refusals = await Promise.all(rules.map(async ({ expr }) => [expr, await loki.refusal(expr)]));

      expect(refusals.filter(([, refusal]) => refusal !== undefined)).toEqual([]);
    });
  });
});

test("refuses what Loki does not know", () => {
  const { args, env } = localContainer(environments[0] ?? "", "loki-config");

  expect(() => check("loki", ["-verify-config", ...args, "-nothing"], env)).toThrow("-nothing");
});

interface WrittenRule {
  readonly rule: LoadedRule;
  readonly expr: string;
  readonly ignored: readonly string[];
}

/** The rules of an environment's ConfigMaps. */
function ruleFiles(environment: string): WrittenRule[] {
  const maps = configMaps(environment).filter(({ name }) => name.startsWith("loki-rules-"));
  return maps.flatMap(({ data }) =>
    [...data].flatMap(([file, content]) =>
      asRecords(asRecord(load(content))["groups"]).flatMap((group) =>
        asRecords(group["rules"]).map((rule) => ({
          rule: {
            file,
            group: text(group["name"]),
            name: text(rule["alert"] ?? rule["record"]),
            labels: asRecord(rule["labels"]),
            annotations: asRecord(rule["annotations"]),
            duration: rule["for"] === undefined ? 0 : parseDuration(text(rule["for"])) / 1000,
          },
          expr: text(rule["expr"]),
          ignored: [
            ...Object.keys(group).filter((key) => !GROUP_KEYS.has(key)),
            ...Object.keys(rule).filter((key) => !RULE_KEYS.has(key)),
          ],
        })),
      ),
    ),
  );
}

function sorted(rules: readonly LoadedRule[]): readonly LoadedRule[] {
  return rules.toSorted((a, b) => JSON.stringify(key(a)).localeCompare(JSON.stringify(key(b))));
}

/** What tells one rule from another. */
function key({ file, group, name, labels }: LoadedRule): readonly unknown[] {
  return [file, group, name, labels];
}
