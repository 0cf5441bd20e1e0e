import type { k8s } from "cdk8s-plus-28";
import type { Plain } from "./plain";

/**
 * Pod-level security that Pod Security `restricted` accepts.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restrictedPod(
  user: { readonly uid?: number; readonly fsGroup?: number } = {},
): Plain<k8s.PodSecurityContext> {
  return {
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
    ...(user.uid === undefined ? {} : { runAsUser: user.uid, runAsGroup: user.uid }),
    // OnRootMismatch: a recursive chown of a full volume can take longer than the pod may take to start.
    ...(user.fsGroup === undefined ? {} : { fsGroup: user.fsGroup, fsGroupChangePolicy: "OnRootMismatch" }),
  };
}

/** Container-level security that Pod Security `restricted` accepts, with a read-only root filesystem on top. */
export function restrictedContainer(): Plain<k8s.SecurityContext> {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  };
}
