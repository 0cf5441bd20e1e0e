import { posix } from "node:path";
import { environmentOf, expanded, readinessOf } from "./container-spec";
import { type ConfigMap, configMaps, field, list, objects, text } from "./golden-tree";

const SERVICE_ACCOUNT_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";

/** A container and its file system, as far as the manifests tell. */
export interface ContainerFiles {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where the kubelet asks whether it is ready; undefined when it does not ask by HTTP. */
  readonly readiness: { readonly port: number; readonly path: string } | undefined;
  /** Absolute path → content, from the ConfigMaps it mounts. */
  readonly files: ReadonlyMap<string, string>;
  /** Every mount point. */
  readonly mounts: readonly string[];
  /** Mount points whose content only the cluster knows: Secrets, tokens, disks. */
  readonly opaque: readonly string[];
}

/** The files of the one container that mounts a ConfigMap. */
export function filesOfContainerWith(environment: string, configMap: string): ContainerFiles {
  for (const pod of pods(environment)) {
    for (const container of list(field(pod.spec, "containers"))) {
      const mounts = list(field(container, "volumeMounts")).map((mount) => resolveMount(mount, pod));
      if (mounts.some((mount) => mount.configMaps.some(({ source }) => source.name === configMap))) {
        const tokens = field(pod.spec, "automountServiceAccountToken") === false ? [] : [SERVICE_ACCOUNT_TOKEN];
        const env = environmentOf(container);
        return {
          args: list(field(container, "args")).map((arg) => expanded(text(arg), env)),
          env,
          readiness: readinessOf(container),
          files: new Map(mounts.flatMap(mountedFiles)),
          mounts: [...mounts.map((mount) => mount.path), ...tokens],
          opaque: [...mounts.filter((mount) => mount.opaque).map((mount) => mount.path), ...tokens],
        };
      }
    }
  }
  throw new Error(`${environment}: no container mounts a ConfigMap ${configMap} of its own namespace`);
}

interface Pod {
  readonly spec: unknown;
  /** A pod mounts ConfigMaps of its own namespace only. */
  readonly configMaps: readonly ConfigMap[];
}

interface Mount {
  readonly path: string;
  readonly subPath: unknown;
  readonly opaque: boolean;
  readonly configMaps: readonly { readonly source: ConfigMap; readonly items: unknown }[];
}

function pods(environment: string): Pod[] {
  const all = configMaps(environment);
  return ["Deployment", "StatefulSet", "DaemonSet"].flatMap((kind) =>
    objects(environment, kind).map((workload) => ({
      spec: field(workload, "spec", "template", "spec"),
      configMaps: all.filter(({ namespace }) => namespace === field(workload, "metadata", "namespace")),
    })),
  );
}

function resolveMount(mount: unknown, pod: Pod): Mount {
  const volume = list(field(pod.spec, "volumes")).find((other) => field(other, "name") === field(mount, "name"));
  const projected = field(volume, "projected", "sources");
  const sources = projected === undefined ? [volume] : list(projected);
  return {
    path: text(field(mount, "mountPath")),
    subPath: field(mount, "subPath"),
    opaque: sources.some((source) => field(source, "configMap") === undefined),
    configMaps: sources.flatMap((source) =>
      pod.configMaps
        .filter(({ name }) => name === field(source, "configMap", "name"))
        .map((configMap) => ({ source: configMap, items: field(source, "configMap", "items") })),
    ),
  };
}

function mountedFiles({ path, subPath, configMaps: mounted }: Mount): [string, string][] {
  return mounted
    .flatMap(({ source, items }) => projectedKeys(source, items))
    .flatMap(([file, content]): [string, string][] => {
      if (subPath === undefined) return [[posix.join(path, file), content]];
      return file === subPath ? [[path, content]] : [];
    });
}

function projectedKeys({ data }: ConfigMap, items: unknown): [string, string][] {
  if (items === undefined) return [...data];
  return list(items).map((item) => [text(field(item, "path")), data.get(text(field(item, "key"))) ?? ""]);
}
