import type { AnsweredDashboard, GrafanaDashboard, Preferences, Theme } from "../preview";
import { similar } from "./similar";
import { UsageError } from "./usage-error";

/** Options of `cdk8s-observability preview`. */
export interface PreviewOptions {
  readonly app: string;
  readonly env?: readonly string[];
  readonly dashboard?: readonly string[];
  readonly out: string;
  readonly png?: boolean;
  readonly theme: string;
  readonly prometheus?: string;
  readonly loki?: string;
  readonly jaeger?: string;
  readonly var?: readonly string[];
}

const THEMES = ["dark", "light"] as const satisfies readonly Theme[];

/** Throws {@link UsageError} for a theme that is none. */
export function themeOf(name: string): Theme {
  const theme = THEMES.find((known) => known === name);
  if (theme === undefined) throw new UsageError(`--theme ${name}: expected one of ${THEMES.join(", ")}`);
  return theme;
}

/** The values that are chosen with `--var`. Throws {@link UsageError} for what is no `name=value`. */
export function preferencesOf(variables: readonly string[]): Preferences {
  const wrong = variables.filter((variable) => !/^\w+=/.test(variable));
  if (wrong.length > 0)
    throw new UsageError(`--var ${wrong.join(", ")}: expected <name>=<value>, such as service=checkout`);
  return Object.fromEntries(
    variables.map((variable) => {
      const [name = "", ...value] = variable.split("=");
      return [name, value.join("=")];
    }),
  );
}

const ADDRESSES = ["prometheus", "loki", "jaeger"] as const;

/** Throws {@link UsageError} for addresses that cannot be asked, and for several environments, as an address knows one. */
export function checkAddresses(options: PreviewOptions, environments: number): void {
  const given = ADDRESSES.filter((name) => options[name] !== undefined);
  const wrong = given.filter((name) => !isHttp(options[name] ?? ""));
  if (wrong.length > 0) {
    throw new UsageError(
      wrong.map((name) => `--${name}: expected an address such as http://localhost:9090`).join("\n"),
    );
  }
  if (given.length > 0 && !given.includes("prometheus")) {
    throw new UsageError(`--${given.join(", --")}: expected --prometheus as well`);
  }
  if (given.length > 0 && environments !== 1) {
    throw new UsageError(`--prometheus: expected one --env, that of the address, not ${environments} environments`);
  }
}

function isHttp(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

/** Throws {@link UsageError} where there is no dashboard at all, or none of a name. */
export function checkDashboards({ app, dashboard = [] }: PreviewOptions, known: readonly GrafanaDashboard[]): void {
  if (known.length === 0)
    throw new UsageError(`--app ${app}: expected an Observability with Grafana, or no dashboard is there`);
  refuseUnknown(
    dashboard,
    known.map(({ uid }) => uid),
    (uid) => `--dashboard ${uid}: no such dashboard`,
  );
}

/** Throws {@link UsageError} for a variable that no dashboard has. */
export function checkVariables(chosen: Preferences, dashboards: readonly GrafanaDashboard[]): void {
  refuseUnknown(
    Object.keys(chosen),
    dashboards.flatMap(({ templating }) => templating.list.map(({ name }) => name)),
    (name) => `--var ${name}: no such variable`,
  );
}

/** Throws {@link UsageError} for a value that cannot be chosen on any of the dashboards, as only their sources know. */
export function checkValues(chosen: Preferences, dashboards: readonly AnsweredDashboard[]): void {
  const choices = dashboards.flatMap((answered) => answered.choices);
  for (const [name, value] of Object.entries(chosen)) {
    const among = choices.flatMap((choice) => (choice.name === name && choice.among ? choice.among : []));
    if (among.length > 0) refuseUnknown([value], among, () => `--var ${name}=${value}: no such value`);
  }
}

function refuseUnknown(names: readonly string[], known: readonly string[], told: (name: string) => string): void {
  const all = [...new Set(known)];
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length === 0) return;
  throw new UsageError(unknown.map((name) => `${told(name)}; perhaps ${similar(name, all).join(", ")}`).join("\n"));
}
