import type { App } from "cdk8s";
import { identityOf, render, type KubernetesObject, type Manifest, type RenderOptions } from "../core";
import { Observability } from "../observability";
import { stackRouting } from "./routing";
import { alertsOf, type SentAlert } from "./sent-alert";
import type { Stack } from "./stack";

/** One environment as it is declared and as it is rendered: what explanations are read out of. */
export interface World {
  readonly environment: string;
  readonly app: App;
  readonly manifests: readonly Manifest[];
  readonly byIdentity: ReadonlyMap<string, Manifest>;
  readonly stacks: readonly Stack[];
  /** The alerts of all whom the stacks watch. */
  readonly alerts: () => readonly SentAlert[];
  /** An object before the overrides had their say; undefined where there are none, or it is not declared. */
  readonly withoutOverrides: (identity: string) => KubernetesObject | undefined;
}

/** Renders an app. Throws `SynthesisError` where something is wrong with it: what cannot be rendered explains nothing. */
export function worldOf(environment: string, app: App, options: RenderOptions = {}): World {
  const manifests = render(app, options);
  const byIdentity = new Map(manifests.map((manifest) => [identityOf(manifest.object), manifest]));
  const observabilities = app.node.findAll().filter((construct) => construct instanceof Observability);
  const stacks = observabilities.map((observability) => ({
    observability,
    monitors: observability.watched(),
    routing: stackRouting(observability, byIdentity),
  }));
  let alerts: readonly SentAlert[] | undefined;
  return {
    environment,
    app,
    manifests,
    byIdentity,
    stacks,
    alerts: () => (alerts ??= stacks.flatMap((stack) => stack.monitors.flatMap((monitor) => alertsOf(stack, monitor)))),
    withoutOverrides: asDeclared(app, options),
  };
}

/** Renders a second time, when it is first asked for. */
function asDeclared(app: App, options: RenderOptions): World["withoutOverrides"] {
  if (!options.overrides?.length) return () => undefined;
  let objects: ReadonlyMap<string, KubernetesObject> | undefined;
  return (identity) => {
    objects ??= new Map(
      render(app, { ...options, overrides: [] }).map(({ object }) => [identityOf(object), object] as const),
    );
    return objects.get(identity);
  };
}
