import { filesOfContainerWith, type ContainerFiles } from "./container-files";
import { layOutContainer, locate, relocated } from "./sandbox";

/** A container whose files lie on this machine. */
export interface LocalContainer {
  /** Its own arguments, with the paths of this machine. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly readiness: ContainerFiles["readiness"];
  /** Where its file of that name lies. */
  readonly path: (name: string) => string;
}

/** The one container of an environment that mounts a ConfigMap, laid out on this machine. */
export function localContainer(environment: string, configMap: string): LocalContainer {
  const container = filesOfContainerWith(environment, configMap);
  const root = layOutContainer(container);
  return {
    args: container.args.map((arg) => relocated(arg, container, root)),
    env: container.env,
    readiness: container.readiness,
    path: (name) => locate(name, container, root),
  };
}

/** The variables that a configuration names as `${NAME}` or `${env:NAME}`, and not `$${NAME}`, and the container does not have. */
export function missingVariables(config: string, { env }: LocalContainer): string[] {
  const names = [...config.matchAll(/(?<!\$)\$\{(?:env:)?(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)].filter((name) => env[name] === undefined);
}
