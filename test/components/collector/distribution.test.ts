import {
  distributionOf,
  k8sDistribution,
  renamedComponents,
  replacedComponents,
  type ComponentKind,
} from "../../../lib/components/collector/distribution";

test.each<[string, ReturnType<typeof distributionOf>]>([
  ["docker.io/otel/opentelemetry-collector-k8s:0.159.0", "otelcol-k8s"],
  ["registry.example.com:5000/mirror/opentelemetry-collector-k8s@sha256:0123", "otelcol-k8s"],
  [
    "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.159.0",
    "otelcol-contrib",
  ],
  ["registry.example.com/otelcol-k8s/our-collector:7", "unknown"],
])("knows the distribution of %s", (image, distribution) => {
  expect(distributionOf(image)).toBe(distribution);
});

describe.each<ComponentKind>(["receivers", "processors", "exporters", "connectors", "extensions"])("%s", (kind) => {
  const types = k8sDistribution[kind];

  test("are listed once each, by their present names", () => {
    const former = Object.keys(renamedComponents[kind]);

    expect(types).toEqual([...new Set(types)]);
    expect(types.filter((type) => former.includes(type))).toEqual([]);
  });

  test("are advised against only where the distribution lacks them", () => {
    const replaced = Object.keys(replacedComponents[kind] ?? {});

    expect(replaced.filter((type) => types.includes(type))).toEqual([]);
  });
});
