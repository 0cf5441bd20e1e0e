import { NodeExporter, nodeExporterPodSecurity, type NodeExporterProps } from "../../../lib/components/node-exporter";
import type { KubernetesObject } from "../../../lib/core";
import type { JsonRecord } from "../../../lib/core/json";
import { argsOf, at, hardeningOf, objectsOf, podOf, RESTRICTED } from "../a-stack";

function objects(props: Partial<NodeExporterProps> = {}): Map<string, KubernetesObject> {
  return objectsOf((scope) => {
    new NodeExporter(scope, "node-exporter", { cluster: "test", profile: "small", ...props });
  });
}

function pod(props: Partial<NodeExporterProps> = {}): JsonRecord {
  return podOf(objects(props), "DaemonSet/node-exporter");
}

function args(props: Partial<NodeExporterProps> = {}): string[] {
  return argsOf(objects(props), "DaemonSet/node-exporter");
}

test("needs the node's root, read-only, and is otherwise as restricted as the rest", () => {
  const spec = pod();

  expect(hardeningOf(spec)).toEqual(RESTRICTED);
  expect(spec["volumes"]).toEqual([{ name: "root", hostPath: { path: "/" } }]);
  expect(at(spec, "containers", 0, "volumeMounts")).toEqual([
    { name: "root", mountPath: "/host/root", readOnly: true, mountPropagation: "HostToContainer" },
  ]);
  expect(spec).not.toHaveProperty("hostNetwork");
  expect(spec["automountServiceAccountToken"]).toBe(false);
});

test("says why its namespace is not restricted", () => {
  expect(nodeExporterPodSecurity).toEqual({ level: "privileged", reason: expect.stringContaining("hostPath") });
});

test("runs on every Linux node, whatever its taints", () => {
  expect(pod()).toMatchObject({
    nodeSelector: { "kubernetes.io/os": "linux" },
    tolerations: [{ operator: "Exists" }],
  });
});

test("tells about the network of the node only where it can see it", () => {
  expect(args()).not.toContain("--collector.netdev");
  expect(args({ hostNetwork: true })).toContain("--collector.netdev");
  expect(pod({ hostNetwork: true })).toMatchObject({ hostNetwork: true });
});

test("reads the node's own /proc and /sys", () => {
  expect(args()).toEqual(
    expect.arrayContaining([
      "--path.procfs=/host/root/proc",
      "--path.sysfs=/host/root/sys",
      "--path.rootfs=/host/root",
    ]),
  );
});

test.each<[string, boolean]>([
  ["/", false],
  ["/data", false],
  ["/var/lib/kubelet", false],
  ["/var/lib/kubelet/pods/1/volumes/kubernetes.io~csi/pvc/mount", true],
  ["/run/user/1000", true],
  ["/proc", true],
])("leaves out the mount point %s: %j", (mountPoint, left) => {
  const exclude = args()
    .find((arg) => arg.startsWith("--collector.filesystem.mount-points-exclude="))
    ?.replace("--collector.filesystem.mount-points-exclude=", "");

  expect(new RegExp(exclude ?? "").test(mountPoint)).toBe(left);
});
