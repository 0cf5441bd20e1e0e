/** Imports point one way: core <- promql <- signals <- alerts, dashboards <- service, components <- observability <- pulumi, preview, review, explain, cli <- stacks. */
const layers = [
  { name: "core", path: "^lib/core/" },
  { name: "promql", path: "^lib/promql/" },
  { name: "signals", path: "^lib/signals/" },
  { name: "alerts", path: "^alerts/" },
  { name: "dashboards", path: "^dashboards/" },
  { name: "monitor", path: "^lib/monitor\\.ts$" },
  { name: "service", path: "^lib/service/" },
  { name: "components", path: "^lib/components/" },
  { name: "observability", path: "^lib/observability" },
  { name: "openslo", path: "^lib/openslo/" },
  { name: "preview", path: "^lib/preview/" },
  { name: "review", path: "^lib/review/" },
  { name: "explain", path: "^lib/explain/" },
  { name: "pulumi", path: "^lib/pulumi/" },
  { name: "cli", path: "^lib/cli/" },
  { name: "index", path: "^lib/index\\.ts$" },
  { name: "stacks", path: "^stacks/" },
];

const mayImport = {
  core: [],
  promql: ["core"],
  signals: ["core", "promql"],
  alerts: ["core", "signals"],
  dashboards: ["core", "signals"],
  monitor: ["core", "signals", "alerts", "dashboards"],
  service: ["core", "signals", "alerts", "dashboards", "monitor"],
  components: ["core", "signals", "alerts", "dashboards", "monitor"],
  observability: ["core", "promql", "signals", "alerts", "dashboards", "monitor", "service", "components"],
  openslo: ["core", "signals", "monitor"],
  preview: ["core", "promql", "signals", "dashboards", "monitor", "components", "observability"],
  review: ["core", "promql", "signals", "components"],
  explain: ["core", "promql", "signals", "alerts", "monitor", "service", "components", "observability", "review"],
  pulumi: ["core"],
  cli: ["core", "index", "observability", "openslo", "preview", "review", "explain"],
  index: ["core", "promql", "signals", "alerts", "dashboards", "monitor", "service", "components", "observability"],
};

const arrows = layers
  .filter(({ name }) => name in mayImport)
  .map(({ name, path }) => ({
    name: `${name}-imports-only-what-is-below`,
    severity: "error",
    from: { path },
    to: {
      path: layers
        .filter((other) => other.name !== name && !mayImport[name].includes(other.name))
        .map((other) => other.path),
    },
  }));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "pulumi-only-in-the-bridge",
      comment: "Loading Pulumi costs a second; whoever only renders YAML must not pay it.",
      severity: "error",
      from: { pathNot: ["^lib/pulumi/", "^stacks/index\\.ts$"] },
      to: { path: "node_modules/@pulumi/" },
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-dev-dependencies",
      severity: "error",
      from: { path: "^lib/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer", "type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
