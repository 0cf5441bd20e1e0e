import type { FieldChange } from "../../diff";

/**
 * Whether one side writes out what the API server takes anyway: the stored object stays the same, and no pod is replaced.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
export function isServerDefault({ path, before, after }: FieldChange): boolean {
  if (before !== undefined && after !== undefined) return false;
  const key = path.at(-1);
  if (typeof key !== "string" || !DEFAULTS.has(key)) return false;
  return DEFAULTS.get(key) === (before ?? after);
}

const DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["protocol", "TCP"],
  ["scheme", "HTTP"],
  ["restartPolicy", "Always"],
  ["dnsPolicy", "ClusterFirst"],
  ["schedulerName", "default-scheduler"],
  ["terminationGracePeriodSeconds", 30],
  ["terminationMessagePath", "/dev/termination-log"],
  ["terminationMessagePolicy", "File"],
  ["periodSeconds", 10],
  ["timeoutSeconds", 1],
  ["successThreshold", 1],
  ["failureThreshold", 3],
  ["initialDelaySeconds", 0],
  ["defaultMode", 420],
  ["enableServiceLinks", true],
  ["hostNetwork", false],
  ["hostPID", false],
  ["hostIPC", false],
  ["readOnly", false],
]);
