import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ConfigMap, configMaps } from "./golden-tree";

const RULE_TESTS = join(__dirname, "..", "rules");

export function ruleConfigMaps(environment: string): ConfigMap[] {
  return configMaps(environment).filter(({ name }) => name.startsWith("prometheus-rules-"));
}

/** The rule files of an environment as `<ConfigMap>/<key>` → content. */
export function ruleFiles(environment: string): Map<string, string> {
  return new Map(
    ruleConfigMaps(environment).flatMap(({ name, data }) =>
      [...data].map(([key, content]): [string, string] => [`${name}/${key}`, content]),
    ),
  );
}

/** The promtool tests for an environment as file name → content: those for all of them, and its own. */
export function ruleTests(environment: string): [string, string][] {
  return [RULE_TESTS, join(RULE_TESTS, environment)].filter(existsSync).flatMap((directory) =>
    readdirSync(directory)
      .filter((file) => file.endsWith(".test.yaml"))
      .map((file): [string, string] => [file, readFileSync(join(directory, file), "utf8")]),
  );
}
