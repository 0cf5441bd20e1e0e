/** What checks is what runs: a validator has the version of the image that the stack deploys. */
import { images } from "../../lib/components/versions";
import type { ToolName } from "../../tools/find";
import versions from "../../tools/versions.json";

test.each<[ToolName, string]>([
  ["promtool", images.prometheus],
  ["prometheus", images.prometheus],
  ["amtool", images.alertmanager],
  ["alertmanager", images.alertmanager],
  ["loki", images.loki],
  ["jaeger", images.jaeger],
  ["otelcol-k8s", images.collector],
])("%s has the version of %s", (tool, image) => {
  expect(image.split(":").at(-1)?.replace(/^v/, "")).toBe(versions.programs[tool].version);
});
