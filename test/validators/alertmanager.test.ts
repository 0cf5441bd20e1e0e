/** amtool over the Alertmanager of every golden environment. */
import { check } from "./check";
import { filesOfContainerWith } from "./container-files";
import { environments } from "./golden-tree";
import { layOutContainer, locate, missingFiles } from "./sandbox";

describe.each(environments)("Alertmanager in %s", (environment) => {
  test("accepts its configuration and templates", () => {
    const container = filesOfContainerWith(environment, "alertmanager-config");

    const config = locate("alertmanager.yml", container, layOutContainer(container));

    expect(check("amtool", ["check-config", config])).toContain("SUCCESS");
  });

  // Alertmanager starts without them, and fails when it has something to send.
  test("finds every file that its configuration names", () => {
    const container = filesOfContainerWith(environment, "alertmanager-config");

    const config = locate("alertmanager.yml", container, layOutContainer(container));

    expect(missingFiles(config)).toEqual([]);
  });
});
