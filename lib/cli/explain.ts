import {
  alertNames,
  alertOverview,
  explainAlert,
  explainObject,
  resolveObject,
  servicesWith,
  worldOf,
  type AlertExplanation,
  type AlertOverview,
  type ObjectExplanation,
  type World,
} from "../explain";
import { loadAppModule, selectEnvironments } from "./app-module";
import { alertText, alertsTable } from "./explain-alert";
import { objectText } from "./explain-object";
import { similar } from "./similar";
import { UsageError } from "./usage-error";

/** Options of `cdk8s-observability explain`. */
export interface ExplainOptions {
  readonly app: string;
  readonly env?: readonly string[];
  readonly json?: boolean;
}

/** Prints where an object or an alert came from, what watches it and what it costs, in each environment that has it. */
export function explain(what: string, service: string | undefined, options: ExplainOptions): void {
  const module = loadAppModule(options.app);
  const worlds = selectEnvironments(module, options.env ?? []).map(([name, environment]) =>
    worldOf(name, module.build(environment), module.renderOptions),
  );
  const explanation = what.includes("/") ? ofObject(worlds, what, service) : ofAlert(worlds, what, service);
  process.stdout.write(options.json ? `${JSON.stringify(explanation, null, 2)}\n` : textOf(explanation));
}

/** What is printed with `--json`. */
type Explanation =
  | { readonly kind: "object"; readonly explanations: readonly ObjectExplanation[] }
  | { readonly kind: "alert"; readonly explanations: readonly AlertExplanation[] }
  | { readonly kind: "alert-of-several"; readonly explanations: readonly AlertOverview[] };

function textOf(explanation: Explanation): string {
  switch (explanation.kind) {
    case "object":
      return explanation.explanations.map(objectText).join("\n");
    case "alert":
      return explanation.explanations.map(alertText).join("\n");
    case "alert-of-several":
      return alertsTable(explanation.explanations);
  }
}

function ofObject(worlds: readonly World[], what: string, service: string | undefined): Explanation {
  if (service !== undefined)
    throw new UsageError(`explain ${what} ${service}: expected nothing beside an object; a service follows an alert`);
  const resolved = resolveObject(worlds, what);
  if (resolved.kind === "unknown")
    throw new UsageError(`explain ${what}: ${unknown("an object that is rendered", what, resolved.known)}`);
  if (resolved.kind === "ambiguous")
    throw new UsageError(`explain ${what}: expected one of ${resolved.identities.join(", ")}`);
  const { identity } = resolved;
  return { kind: "object", explanations: worlds.flatMap((world) => explainObject(world, identity) ?? []) };
}

function ofAlert(worlds: readonly World[], what: string, service: string | undefined): Explanation {
  const names = alertNames(worlds);
  const alert = names.find((name) => plain(name) === plain(what));
  if (alert === undefined) {
    const expected = "Kind/namespace/name, or an alert that somebody has";
    throw new UsageError(`explain ${what}: ${unknown(expected, what, names)}`);
  }
  const having = servicesWith(worlds, alert);
  const [one, ...others] = service === undefined ? having : having.filter((name) => name === service);
  if (one === undefined)
    throw new UsageError(`explain ${alert} ${service}: ${unknown("a service that has it", service ?? "", having)}`);
  return others.length === 0
    ? { kind: "alert", explanations: worlds.flatMap((world) => explainAlert(world, alert, one)) }
    : { kind: "alert-of-several", explanations: worlds.flatMap((world) => alertOverview(world, alert)) };
}

function unknown(expected: string, name: string, known: readonly string[]): string {
  return known.length === 0
    ? `expected ${expected}`
    : `expected ${expected}, such as ${similar(name, known).join(", ")}`;
}

/** `service-errors-5xx`, as the page of the runbook is called, names the same alert as `ServiceErrors5xx`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "");
}
