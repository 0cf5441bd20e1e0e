import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import {
  checkLabelValue,
  imageVersion,
  isDnsLabel,
  isLabelName,
  recommendedLabels,
  selectorLabels,
  type Problems,
} from "../core";

/** What the service is called, by people and by machines. */
export interface ServiceIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly version: string | undefined;
  /** Labels of each of its objects. No version, so that another version changes the Deployment alone. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of the Deployment and its pods, with the version. */
  readonly workloadLabels: Readonly<Record<string, string>>;
  /** Labels that select its pods. */
  readonly selector: Readonly<Record<string, string>>;
}

interface IdentitySpec {
  readonly name?: string;
  readonly partOf?: string;
  readonly version?: string;
  readonly image: string;
}

/**
 * The longest name: a pod is called `<name>-<hash>-<suffix>`, and Kubernetes cuts that name before the suffix at 58
 * characters, after which the pod's series could no longer be told by their service.
 */
export const LONGEST_NAME = 47;

/** The identity of the service that `scope` is; complete even where it is wrong, so that the rest can be checked too. */
export function parseIdentity(scope: Construct, spec: IdentitySpec, problems: Problems): ServiceIdentity {
  const name = spec.name ?? scope.node.id;
  problems.check(
    isDnsLabel(name) && name.length <= LONGEST_NAME,
    "name",
    name,
    `a DNS label of at most ${LONGEST_NAME} characters (lower-case letters, digits and "-", beginning with a letter)`,
    spec.name === undefined ? "rename the construct, or give the service a `name`" : undefined,
  );
  const namespace = parseNamespace(scope, problems);
  if (spec.partOf !== undefined) checkLabelValue("partOf", spec.partOf, problems);
  if (spec.version !== undefined) checkLabelValue("version", spec.version, problems);

  const version = spec.version ?? imageVersion(spec.image);
  const labels = { name, component: "service", partOf: spec.partOf ?? namespace };
  return {
    name,
    namespace,
    version,
    labels: recommendedLabels(labels),
    workloadLabels: recommendedLabels(version === undefined ? labels : { ...labels, version }),
    selector: selectorLabels(name),
  };
}

function parseNamespace(scope: Construct, problems: Problems): string {
  // Chart.of() throws where there is no chart.
  const namespace = scope.node.scopes.toReversed().find((candidate) => Chart.isChart(candidate))?.namespace;
  problems.check(
    namespace !== undefined && isLabelName(namespace),
    "namespace",
    namespace,
    "the namespace of a chart around the service",
    'declare it in new ManifestChart(app, "shop", { namespace: "shop" })',
  );
  return namespace ?? "default";
}
