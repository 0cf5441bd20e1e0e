import { Observability } from "../../../lib";
import { render, type Manifest } from "../../../lib/core";
import type { Monitor } from "../../../lib/monitor";
import { clusterOf, type Cluster } from "../../../lib/preview/world";
import { build } from "../../../stacks/build";
import { environments } from "../../../stacks/environments";

/** What the preview makes of an environment. */
export interface Environment {
  readonly manifests: readonly Manifest[];
  readonly observability: Observability;
  readonly monitors: readonly Monitor[];
  readonly cluster: Cluster;
}

export function environment(name: keyof typeof environments): Environment {
  const app = build(environments[name]);
  const manifests = render(app);
  const observability = app.node.findAll().find((construct) => construct instanceof Observability);
  if (!observability) throw new Error(`${name} has no stack`);
  const monitors = observability.watched();
  return { manifests, observability, monitors, cluster: clusterOf(manifests, monitors) };
}
