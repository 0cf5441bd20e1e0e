import type { k8s } from "cdk8s-plus-28";
import {
  checkObjectName,
  formatMemory,
  isLabelName,
  parseMemory,
  type Memory,
  type Plain,
  type Problems,
} from "../core";
import { escapeRegex } from "../signals";
import { configMapName, type ConfigFiles } from "./config";

/** Files that the container sees below a path. */
export type Volume = VolumeSource & { readonly mountPath: `/${string}` };

export type VolumeSource =
  /** Each key of a ConfigMap as a file. Read-only; a change reaches running pods within minutes. */
  | { readonly configMap: string }
  /** Each key of a Secret as a file. Read-only; a change reaches running pods within minutes. */
  | { readonly secret: string }
  /** A directory that is as old as the pod. With `medium: "Memory"` what is written counts as memory of the container. */
  | { readonly emptyDir: { readonly sizeLimit: Memory; readonly medium?: "Memory" } }
  /** A claim that exists. All pods share it, on several nodes, and so it must be `ReadWriteMany` or read-only. */
  | { readonly persistentVolumeClaim: string; readonly readOnly?: boolean };

/** A directory that the program may write to although its root filesystem is read-only. Empty at each start of a pod. */
export type WritablePath = `/${string}` | { readonly path: `/${string}`; readonly sizeLimit: Memory };

/** A volume and where it is mounted. */
export interface Mount {
  readonly volume: Plain<k8s.Volume>;
  readonly mountPath: string;
  readonly readOnly: boolean;
}

interface VolumesSpec {
  readonly config?: ConfigFiles;
  readonly volumes?: Readonly<Record<string, Volume>>;
  readonly writablePaths?: readonly WritablePath[];
}

/** The names of claimed volumes as a regular expression, for the alert on those that fill up. */
export function claimsOf(volumes: Readonly<Record<string, Volume>> = {}): { readonly claims?: string } {
  const names = Object.values(volumes).flatMap((volume) =>
    "persistentVolumeClaim" in volume && volume.readOnly !== true ? [escapeRegex(volume.persistentVolumeClaim)] : [],
  );
  return names.length === 0 ? {} : { claims: [...new Set(names)].join("|") };
}

/** Where a program may write that says nothing else. */
const DEFAULT_WRITABLE_PATHS: readonly WritablePath[] = ["/tmp"];

/** More than temporary files need; a pod that writes more is evicted before it fills the disk of its node. */
const DEFAULT_SIZE: { readonly sizeLimit: Memory } = { sizeLimit: "128Mi" };

/** All mounts of the container, after noting what is wrong with them. */
export function parseMounts(spec: VolumesSpec, serviceName: string, problems: Problems): readonly Mount[] {
  const before: Mount[] = [];
  const add = (property: string, pathProperty: string, mount: Mount): void => {
    checkMount(property, pathProperty, mount, before, problems);
    before.push(mount);
  };
  if (spec.config) add("config", "config.mountPath", configMount(spec.config, serviceName));
  (spec.writablePaths ?? DEFAULT_WRITABLE_PATHS).forEach((path, i) => {
    const property = `writablePaths[${i}]`;
    add(property, property, writableMount(path, property, problems));
  });
  for (const [name, volume] of Object.entries(spec.volumes ?? {})) {
    const property = `volumes.${name}`;
    const source = parseSource(volume, property, problems);
    add(property, `${property}.mountPath`, {
      volume: { name, ...source },
      mountPath: volume.mountPath,
      readOnly: isReadOnly(volume),
    });
  }
  return before;
}

/** The `volumes` of the pod. */
export function podVolumes(mounts: readonly Mount[]): Plain<k8s.Volume>[] {
  return mounts.map(({ volume }) => volume);
}

/** The `volumeMounts` of the container. */
export function volumeMounts(mounts: readonly Mount[]): Plain<k8s.VolumeMount>[] {
  return mounts.map(({ volume, mountPath, readOnly }) => ({
    name: volume.name,
    mountPath,
    ...(readOnly ? { readOnly } : {}),
  }));
}

function configMount({ mountPath }: ConfigFiles, serviceName: string): Mount {
  const volume = { name: "config", configMap: { name: configMapName(serviceName) } };
  return { volume, mountPath: mountPath ?? `/etc/${serviceName}`, readOnly: true };
}

function writableMount(writable: WritablePath, property: string, problems: Problems): Mount {
  const { path, sizeLimit } = typeof writable === "string" ? { path: writable, ...DEFAULT_SIZE } : writable;
  const slug = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const volume = { name: `writable-${slug}`, emptyDir: emptyDir({ sizeLimit }, property, problems) };
  return { volume, mountPath: path, readOnly: false };
}

function parseSource(source: VolumeSource, property: string, problems: Problems): Omit<Plain<k8s.Volume>, "name"> {
  if ("emptyDir" in source) return { emptyDir: emptyDir(source.emptyDir, `${property}.emptyDir`, problems) };
  if ("configMap" in source) {
    checkObjectName(`${property}.configMap`, source.configMap, problems);
    return { configMap: { name: source.configMap } };
  }
  if ("secret" in source) {
    checkObjectName(`${property}.secret`, source.secret, problems);
    return { secret: { secretName: source.secret } };
  }
  checkObjectName(`${property}.persistentVolumeClaim`, source.persistentVolumeClaim, problems);
  return { persistentVolumeClaim: { claimName: source.persistentVolumeClaim } };
}

function emptyDir(
  { sizeLimit, medium }: { readonly sizeLimit: Memory; readonly medium?: "Memory" },
  property: string,
  problems: Problems,
): Plain<k8s.EmptyDirVolumeSource> {
  const bytes = problems.parse(`${property}.sizeLimit`, sizeLimit, parseMemory);
  return { sizeLimit: formatMemory(bytes ?? 1), ...(medium === undefined ? {} : { medium }) };
}

function isReadOnly(source: VolumeSource): boolean {
  if ("emptyDir" in source) return false;
  return "persistentVolumeClaim" in source ? (source.readOnly ?? false) : true;
}

function checkMount(
  property: string,
  pathProperty: string,
  mount: Mount,
  before: readonly Mount[],
  problems: Problems,
): void {
  const { mountPath, volume } = mount;
  if (!isMountPath(mountPath)) {
    const expected = 'an absolute path such as "/var/cache/app", without "..", ":" and a "/" at the end';
    problems.add(pathProperty, mountPath, expected);
    return;
  }
  const free = before.every((other) => other.mountPath !== mountPath);
  problems.check(free, pathProperty, mountPath, "a path that nothing else is mounted at");
  problems.check(
    isLabelName(volume.name) && before.every((other) => other.volume.name !== volume.name),
    property,
    volume.name,
    'a volume name that no other volume has (lower-case letters, digits and "-", at most 63 characters)',
  );
}

function isMountPath(path: string): boolean {
  return /^(\/[^/:\0]+)+$/.test(path) && path.split("/").every((segment) => segment !== "." && segment !== "..");
}
