import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kebabCase } from "../core";
import { recorded } from "../index";
import { Observability } from "../observability";
import { loadAppModule } from "./app-module";
import { forService, serviceNames, type ServiceNames } from "./runbook-names";
import { similar } from "./similar";
import { UsageError } from "./usage-error";

/** Options of `cdk8s-observability runbook`. */
export interface RunbookOptions {
  /** @default "dist/stacks/build.js", if it is there */
  readonly app?: string;
}

/** Prints the page of an alert, with the names of the service where one is named; without an alert, what pages there are. */
export function runbook(alert: string | undefined, service: string | undefined, options: RunbookOptions): void {
  const index = readPage("README");
  const alerts = alertsIn(index);
  if (alert === undefined) {
    process.stdout.write(alerts.map((row) => `${row.name.padEnd(38)}${row.severity.padEnd(19)}${row.line}\n`).join(""));
    return;
  }
  const known = alerts.find(({ name }) => plain(name) === plain(alert));
  if (!known) {
    const names = alerts.map(({ name }) => name);
    throw new UsageError(
      `runbook ${alert}: expected the name of an alert, such as ${similar(alert, names).join(", ")}; without a name it lists all`,
    );
  }
  const page = withoutMarks(readPage(kebabCase(known.name)));
  process.stdout.write(service === undefined ? page : forService(page, namesOf(service, options.app)));
}

const DEFAULT_APP = "dist/stacks/build.js";

/** What the app says of the service; without an app, as a WebService is called. */
function namesOf(path: string, app: string | undefined): ServiceNames {
  const [, namespace, service] = /^([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (namespace === undefined || service === undefined) {
    throw new UsageError(`runbook: got ${JSON.stringify(path)}: expected <namespace>/<service>, such as shop/checkout`);
  }
  if (app === undefined && !existsSync(DEFAULT_APP)) return serviceNames({ namespace, service }, {});
  const { environments, build } = loadAppModule(app ?? DEFAULT_APP);
  const monitors = Object.values(environments).flatMap((environment) =>
    build(environment)
      .node.findAll()
      .filter((construct) => construct instanceof Observability)
      .flatMap((stack) => stack.watched()),
  );
  const monitor = monitors.find(({ monitorName }) => monitorName === path);
  if (!monitor) {
    const names = [...new Set(monitors.map(({ monitorName }) => monitorName))];
    throw new UsageError(
      `runbook: got ${path}: expected a service that is monitored, such as ${similar(path, names).join(", ")}`,
    );
  }
  const info = monitor.recordings?.().find(({ record }) => record === recorded.targetInfo);
  return serviceNames({ namespace, service }, info?.labels ?? {});
}

/** The rows of the index: `| [ServiceDown](service-down.md) | critical | No pod is ready |`. */
function alertsIn(index: string): { readonly name: string; readonly severity: string; readonly line: string }[] {
  const rows = index.matchAll(/^\| \[(\w+)\]\([^)]*\) \| ([\w, ]+) \| (.*) \|$/gm);
  return [...rows].map(([, name = "", severity = "", line = ""]) => ({ name, severity, line }));
}

/** `service-errors-5xx` names the same alert as `ServiceErrors5xx`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "");
}

/** What only a browser understands is left out. */
function withoutMarks(page: string): string {
  return page
    .split("\n")
    .filter((line) => !/^<(!--|\/?details>)/.test(line))
    .join("\n");
}

function readPage(name: string): string {
  const root = dirname(require.resolve("cdk8s-observability/package.json"));
  return readFileSync(join(root, "docs", "runbooks", `${name}.md`), "utf8");
}
