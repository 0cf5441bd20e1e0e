import { qualifiedKind, type KubernetesObject } from "../core/manifest";

/**
 * Whether deleting the object deletes data that applying the manifests again does not bring back:
 *
 * - a Namespace, with everything in it: the volumes that StatefulSets claimed too;
 * - a PersistentVolumeClaim or a PersistentVolume;
 * - a CustomResourceDefinition, with every object of its kind in the cluster;
 * - a StatefulSet whose `persistentVolumeClaimRetentionPolicy` deletes its claims with it.
 *
 * Any other StatefulSet may be deleted and replaced: its claims stay, and the next StatefulSet of that name takes them up
 * again. @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
export function holdsData(object: KubernetesObject): boolean {
  switch (qualifiedKind(object)) {
    case "Namespace":
    case "PersistentVolume":
    case "PersistentVolumeClaim":
    case "CustomResourceDefinition":
      return true;
    case "StatefulSet":
      return losesClaimsWhenDeleted(object["spec"]);
    default:
      return false;
  }
}

function losesClaimsWhenDeleted(spec: unknown): boolean {
  if (!isObject(spec) || !("persistentVolumeClaimRetentionPolicy" in spec)) return false;
  const policy = spec.persistentVolumeClaimRetentionPolicy;
  return isObject(policy) && "whenDeleted" in policy && policy.whenDeleted === "Delete";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
