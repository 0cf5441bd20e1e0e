import * as pulumi from "@pulumi/pulumi";
import { KubernetesDeployment, type KubernetesDeploymentArgs } from "../../lib/pulumi";

/** A resource as the engine was asked to register it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly provider: string | undefined;
}

/** A stand-in for Pulumi's engine. What it was asked to register is empty at first, and again after `clear`. */
export interface Engine {
  registered(name: string): Registered;
  count(): number;
  clear(): void;
}

export async function startEngine(): Promise<Engine> {
  const registered = new Map<string, Registered>();
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, provider }) {
        registered.set(name, { type, name, inputs, provider });
        return { id: `${name}-id`, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    "shop",
    "test",
  );
  return {
    registered(name) {
      const resource = registered.get(name);
      if (resource === undefined)
        throw new Error(`${name} was not registered; got ${[...registered.keys()].join(", ")}`);
      return resource;
    },
    count: () => registered.size,
    clear: () => registered.clear(),
  };
}

/** The value of an output, once everything it needs has been registered. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** How a secret looks on its way to the engine. */
export function secretOf(value: unknown): unknown {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** Deploys, and waits until everything is registered. */
export async function deploy(
  args: KubernetesDeploymentArgs,
  name = "test",
  opts?: pulumi.ComponentResourceOptions,
): Promise<KubernetesDeployment> {
  const deployment = new KubernetesDeployment(name, args, opts);
  await Promise.all([...deployment.resources.values()].map(({ id }) => valueOf(id)));
  return deployment;
}

export interface Requests {
  readonly options: ReadonlyMap<string, pulumi.CustomResourceOptions>;
  readonly properties: ReadonlyMap<string, pulumi.Inputs>;
}

/** What a transformation sees of every resource, by name. */
export async function requests(args: KubernetesDeploymentArgs): Promise<Requests> {
  const options = new Map<string, pulumi.CustomResourceOptions>();
  const properties = new Map<string, pulumi.Inputs>();
  const record: pulumi.ResourceTransformation = ({ name, props, opts }) => {
    options.set(name, opts);
    properties.set(name, props);
    return undefined;
  };
  await deploy(args, "test", { transformations: [record] });
  return { options, properties };
}
