import * as pulumi from "@pulumi/pulumi";
import { version } from "@pulumi/kubernetes/package.json";
import type { KubernetesObject, Manifest } from "../core/manifest";
import { SynthesisError } from "../core/problems";
import { withoutEndpointWait } from "./awaiting";
import { inputProblems } from "./input-problems";
import { withInputs, type InputValues } from "./inputs";
import { inCreationOrder } from "./order";
import { holdsData } from "./protection";
import { resourceType } from "./resource-type";
import { isSecret, SECRET_FIELDS, withSecretValues } from "./secrets";

export interface KubernetesDeploymentArgs {
  /** What to deploy: what `render(app)` returned, or a part of it. */
  readonly manifests: readonly Manifest[];
  /**
   * A value for each `${{ input:name }}` in the manifests, and no others. A secret value stays secret in Pulumi's state. The
   * text goes in as it is: where a config file needs quotes around it, the file must have them.
   * @default - none
   */
  readonly inputs?: InputValues;
  /**
   * Which objects Pulumi refuses to delete or replace. With `true`, those that {@link holdsData}; with `false`, none, as for
   * a cluster that is thrown away. Pulumi's own `protect` option of this component protects everything instead.
   *
   * `pulumi destroy` deletes whatever is not protected before it fails. To remove a protected object, `pulumi up` once with
   * `false` for it, and then take it out of the app.
   * @default true
   */
  readonly protect?: boolean | ((object: KubernetesObject) => boolean);
  /**
   * Stands before the Pulumi name of each object. Needed only when one program deploys the same objects to several clusters;
   * changing it replaces all of them.
   * @default - none
   */
  readonly namePrefix?: string;
}

/**
 * Deploys manifests: each is one Pulumi resource, so that a preview shows every object and every changed field.
 *
 * A resource is named by what it is in the cluster, `Deployment/shop/checkout`, and is a direct child of this component.
 * Moving a construct, or renaming this component, therefore changes nothing in the cluster. Two deployments in one program
 * that hold the same object fail with Pulumi's "duplicate resource URN", as they would fight over it.
 *
 * An update waits until every workload is rolled out, but not for Services of the cluster's own network. With many workloads,
 * `pulumi up --parallel 64` waits for more of them at a time; by default it is 4 for each CPU.
 *
 * Give it a provider that was made by {@link kubernetesProvider}. Throws `SynthesisError` with everything that is wrong with the
 * inputs, and has then registered nothing.
 */
export class KubernetesDeployment extends pulumi.ComponentResource {
  /** The resource of each object, by identity such as `Deployment/shop/checkout`. */
  readonly resources: ReadonlyMap<string, pulumi.CustomResource>;

  constructor(name: string, args: KubernetesDeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { manifests, inputs = {}, namePrefix } = args;
    const steps = inCreationOrder(manifests);
    const problems = inputProblems(manifests, inputs);
    if (problems.length > 0) throw new SynthesisError(problems);

    // The type is part of every child's URN: another one would replace all objects of all users.
    super("cdk8s-observability:index:KubernetesDeployment", name, {}, opts);
    const isProtected = protection(args.protect ?? true);
    const resources = new Map<string, pulumi.CustomResource>();
    for (const { identity, manifest, dependsOn } of steps) {
      const { object } = manifest;
      const properties = withInputs(withoutEndpointWait(object), inputs);
      const resource = new KubernetesResource(
        resourceType(object),
        namePrefix === undefined ? identity : `${namePrefix}/${identity}`,
        isSecret(object) ? withSecretValues(properties) : properties,
        {
          parent: this,
          version,
          dependsOn: dependsOn.flatMap((dependency) => resources.get(dependency) ?? []),
          // Names are fixed, so an object cannot be created while the one it replaces exists.
          deleteBeforeReplace: true,
          // Left out rather than false, so that Pulumi's own option on the component applies to the rest.
          ...(isProtected(object) ? { protect: true } : {}),
          ...(isSecret(object) ? { additionalSecretOutputs: [...SECRET_FIELDS] } : {}),
        },
      );
      resources.set(identity, resource);
    }
    this.resources = resources;
    this.registerOutputs();
  }
}

class KubernetesResource extends pulumi.CustomResource {}

function protection(protect: boolean | ((object: KubernetesObject) => boolean)): (object: KubernetesObject) => boolean {
  if (typeof protect === "function") return protect;
  return protect ? holdsData : () => false;
}
