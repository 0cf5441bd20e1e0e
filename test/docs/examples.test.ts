/** Every TypeScript block of the README and of the guides compiles under this repository's options, and renders. */
import { App } from "cdk8s";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  HttpMetrics,
  ManifestChart,
  Observability,
  render,
  WebService,
  webhook,
  type AlertingOptions,
  type ServiceAlerts,
} from "../../lib";
import { inlineCode, page, pages, ROOT } from "./markdown";
import { source, sources, writeCompiled, writeSources, type Source } from "./project";
import { inDirectory, runCommand } from "./synth";

const scratch = mkdtempSync(join(tmpdir(), "docs-"));
const title = ({ block, file }: Source): string => `${block.page}:${block.line} (${file})`;

beforeAll(() => {
  for (const { file, code } of sources) writeCompiled(scratch, file, code);
});
afterAll(() => rmSync(scratch, { recursive: true }));

test("all of them compile, and so do the properties in the text", () => {
  // Within the repository, so that packages are found.
  mkdirSync(join(ROOT, ".tmp"), { recursive: true });
  const directory = mkdtempSync(join(ROOT, ".tmp", "docs-"));
  writeSources(directory);
  writeFileSync(join(directory, "properties.ts"), propertiesInText());
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(compilerConfig(), null, 2));

  const tsc = spawnSync(join(ROOT, "node_modules", ".bin", "tsc"), ["-p", directory], { encoding: "utf8" });

  rmSync(directory, { recursive: true });
  expect(`${tsc.stdout}${tsc.stderr}`).toBe("");
});

test("each file is there once", () => {
  expect(new Set(sources.map(({ file }) => file)).size).toBe(sources.length);
});

test.each(
  sources.filter(({ isFragment }) => isFragment).map((fragment): [string, Source] => [title(fragment), fragment]),
)("%s renders, or says what the page says", (_, { file, block }) => {
  const { example } = load(file);
  const { app, shop, checkout, observability } = surroundings();

  const value: unknown = example(app, shop, checkout, observability);

  expect(outcome(value ? appWith(value) : app)).toBe(announcedAfter(block.page, block.text) ?? "");
});

test("the example of the README renders in each of its environments", () => {
  const { build, environments } = load(source("stacks/build.ts").file);

  for (const environment of Object.values(environments)) expect(render(build(environment)).length).toBeGreaterThan(30);
});

test("the command takes the overrides from the module of the guide", async () => {
  const { file, code } = source("stacks/build.ts");
  const options = source("stacks/render-options.ts");
  const line = page("docs/guides/own-stack.md").prose.match(/`(export [^`]+)`/)?.[1];
  const directory = inDirectory("overrides", (created) => {
    writeCompiled(created, options.file, options.code);
    writeCompiled(created, file, `${code}${line}\n`);
  });

  const result = await runCommand(["synth"], directory);

  const namespace = readFileSync(join(directory, "out", "prod", "_cluster", "namespace.shop.yaml"), "utf8");
  expect(result).toMatchObject({ code: 0, stderr: "" });
  expect(namespace).toContain("argocd.argoproj.io/sync-options: Prune=false");
});

test("every TypeScript block is run by some test", () => {
  const others = sources.filter(({ isFragment }) => !isFragment).map(({ file }) => file);

  expect(others.filter((file) => !/deploy-\d+\.ts$/.test(file)).toSorted()).toEqual([
    "stacks/build.ts",
    "stacks/index.ts",
    "stacks/postgres.ts",
    "stacks/render-options.ts",
  ]);
});

interface Example {
  readonly build: (environment: unknown) => App;
  readonly environments: Readonly<Record<string, unknown>>;
  readonly example: (...surroundings: unknown[]) => unknown;
}

function load(file: string): Example {
  return require(join(scratch, "dist", file.replace(/\.ts$/, ".js"))) as Example;
}

function surroundings(alerts: ServiceAlerts = {}, alerting?: AlertingOptions) {
  const app = new App();
  const shop = new ManifestChart(app, "shop", { namespace: "shop" });
  const checkout = new WebService(shop, "checkout", {
    image: "registry.example.com/shop/checkout:1.4.2",
    port: 8080,
    resources: { cpu: "250m", memory: "256Mi" },
    probes: { ready: "/ready", live: "/live" },
    metrics: HttpMetrics.prometheus(),
    alerts,
  });
  const observability = new Observability(app, "observability", {
    cluster: "test",
    alerting: alerting ?? {
      runbooks: false,
      receivers: { chat: webhook({ url: "http://chat.tools.svc" }) },
      defaultReceiver: "chat",
    },
    grafana: false,
  });
  observability.monitor(checkout);
  return { app, shop, checkout, observability };
}

/** The app with what a fragment made as a value. */
function appWith(value: { readonly alerts?: ServiceAlerts; readonly alerting?: AlertingOptions }): App {
  return surroundings(value.alerts, value.alerting).app;
}

/** What rendering complains about; nothing where it does not. */
function outcome(app: App): string {
  try {
    render(app);
    return "";
  } catch (error) {
    return `${(error as Error).message}\n`;
  }
}

/** The text block that follows a block, without anything between them. */
function announcedAfter(path: string, text: string): string | undefined {
  const { blocks, text: whole } = pages.find((candidate) => candidate.path === path) ?? { blocks: [], text: "" };
  return blocks.find(({ language, text: said }) => {
    return language === "text" && whole.includes(`${text}\`\`\`\n\`\`\`text\n${said}`);
  })?.text;
}

/** Code in the text that reads as properties, such as `uid: 10001`, as TypeScript. */
function propertiesInText(): string {
  const properties = pages
    .flatMap((page) => inlineCode(page))
    .filter((code) => /^\w+: ([[{"'\d]|false|HttpMetrics)/.test(code));
  const lines = properties.map((code, i) => `export const p${i}: Properties = { ${code} };`);
  return [
    'import { HttpMetrics, type ManifestChartProps, type ObservabilityProps, type WebServiceSpec } from "cdk8s-observability";',
    'import type { KubernetesDeploymentArgs } from "cdk8s-observability/pulumi";',
    "type Properties = Partial<WebServiceSpec & ObservabilityProps & KubernetesDeploymentArgs & ManifestChartProps>;",
    "export const metrics: Properties = { metrics: HttpMetrics.prometheus() };",
    ...lines,
  ].join("\n");
}

function compilerConfig() {
  return {
    extends: "../../tsconfig.json",
    compilerOptions: {
      noEmit: true,
      rootDir: "../..",
      paths: {
        "cdk8s-observability": ["../../lib/index.ts"],
        "cdk8s-observability/pulumi": ["../../lib/pulumi/index.ts"],
      },
    },
    include: ["."],
  };
}
