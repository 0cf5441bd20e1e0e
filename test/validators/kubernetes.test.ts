/** kubeconform over every file of every golden environment, with the schemas of each supported Kubernetes release. */
import { kubernetesVersions } from "../../tools/find";
import { checkManifests } from "./check";
import { environments, manifestDirectory, manifestFiles } from "./golden-tree";

describe.each(kubernetesVersions)("Kubernetes %s", (version) => {
  test.each(environments)("knows every kind and field of %s", (environment) => {
    const summary = checkManifests(version, manifestDirectory(environment));

    expect(summary).toContain(`Valid: ${manifestFiles(environment).length}, Invalid: 0, Errors: 0, Skipped: 0`);
  });
});
