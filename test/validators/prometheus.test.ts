/**
 * promtool over the Prometheus of every golden environment.
 *
 * Rule tests are promtool's own (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/):
 *
 *   test/rules/<name>.test.yaml                 runs against the rules of every environment
 *   test/rules/<environment>/<name>.test.yaml   runs against that environment alone
 *
 * Their `rule_files` name golden rules as `<ConfigMap>/<key>`, wildcards allowed:
 *
 *   rule_files: [prometheus-rules-shop/checkout.yaml]
 */
import { join } from "node:path";
import { check } from "./check";
import { filesOfContainerWith } from "./container-files";
import { environments } from "./golden-tree";
import { ruleFiles, ruleTests } from "./rule-tests";
import { layOut, layOutContainer, locate, missingFiles } from "./sandbox";

describe.each(environments)("Prometheus in %s", (environment) => {
  test("accepts its configuration and loads every rule file", () => {
    const container = filesOfContainerWith(environment, "prometheus-config");
    const root = layOutContainer(container);
    const config = locate("prometheus.yml", container, root);

    const output = check("promtool", ["check", "config", "--lint=all", "--lint-fatal", config]);

    const checked = [...output.matchAll(/^Checking (.+)$/gm)].map(([, path = ""]) => path.slice(root.length));
    const loaded = new Set(checked.map((path) => container.files.get(path)));
    const notLoaded = [...ruleFiles(environment)].filter(([, content]) => !loaded.has(content));
    expect(notLoaded.map(([path]) => path)).toEqual([]);
  });

  test("finds every file that its configuration names", () => {
    const container = filesOfContainerWith(environment, "prometheus-config");

    const config = locate("prometheus.yml", container, layOutContainer(container));

    expect(missingFiles(config)).toEqual([]);
  });

  test("has rules without lint", () => {
    const rules = ruleFiles(environment);
    const root = layOut(rules);

    const paths = [...rules.keys()].map((path) => join(root, path));

    expect(paths).not.toEqual([]);
    expect(check("promtool", ["check", "rules", "--lint=all", "--lint-fatal", ...paths])).toContain("SUCCESS");
  });

  for (const [name, content] of ruleTests(environment)) {
    test(`passes the rule tests of ${name}`, () => {
      const root = layOut([...ruleFiles(environment), [name, content]]);

      expect(check("promtool", ["test", "rules", join(root, name)])).toContain("SUCCESS");
    });
  }
});
