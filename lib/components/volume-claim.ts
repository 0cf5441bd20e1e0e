import type { k8s } from "cdk8s-plus-28";
import type { Memory, Plain } from "../core";

/** Where a program keeps its data: each replica has its own. */
export interface DataStorage {
  /**
   * Of a new volume. Claims of a StatefulSet do not grow with it, and Kubernetes refuses the changed StatefulSet: to
   * enlarge volumes, resize the claims first, then raise this and replace the StatefulSet without its pods.
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
   */
  readonly size: Memory;
  /** Whether the data goes with the pod. @default false */
  readonly ephemeral?: boolean;
  /** @default - the cluster's default storage class */
  readonly storageClass?: string;
}

/** The claim template of a StatefulSet whose container mounts the volume `data`. */
export function volumeClaim({ size, storageClass }: DataStorage): Plain<k8s.KubePersistentVolumeClaimProps> {
  return {
    metadata: { name: "data" },
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: size } },
      ...(storageClass !== undefined && { storageClassName: storageClass }),
    },
  };
}
