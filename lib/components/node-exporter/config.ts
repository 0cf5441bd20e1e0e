export const PORT = 9100;

/** Where the root of the node is mounted, read-only. */
export const HOST_ROOT = "/host/root";

/**
 * Why the namespace of node-exporter cannot enforce more than Pod Security `privileged`. `restricted` and `baseline`
 * forbid the one thing it needs; in everything else it is as restricted as the rest.
 */
export const nodeExporterPodSecurity = {
  level: "privileged",
  reason: "node-exporter mounts the node's root read-only (hostPath) to measure its disks, memory and load",
} as const;

/** What the kernel tells about the node in every namespace. */
const COLLECTORS = [
  "cpu",
  "diskstats",
  "filefd",
  "filesystem",
  "loadavg",
  "meminfo",
  "pressure",
  "stat",
  "timex",
  "uname",
  "vmstat",
];

/** What the kernel tells about the node only to who is in the node's network namespace. */
const NETWORK_COLLECTORS = ["conntrack", "netdev", "netstat", "sockstat", "softnet"];

/** Volumes of pods are told by the kubelet, under the names of their claims. */
const EXCLUDED_MOUNT_POINTS =
  "^/(dev|proc|run|sys|var/lib/(docker|containerd|containers/storage|kubelet)/.+|snap)($|/)";

/** File systems that are not a disk, and those of images, which are always full. */
const EXCLUDED_FILE_SYSTEMS =
  "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|erofs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tmpfs|tracefs)$";

/** One for each pod on the node, and gone with it. */
const EXCLUDED_NETWORK_DEVICES = "^(veth|cali|cilium|lxc|eni|azv|gke|tunl|nodelocaldns).*$";

/** The command line. */
export function nodeExporterArgs(hostNetwork: boolean): string[] {
  const collectors = [...COLLECTORS, ...(hostNetwork ? NETWORK_COLLECTORS : [])];
  return [
    `--web.listen-address=:${PORT}`,
    `--path.procfs=${HOST_ROOT}/proc`,
    `--path.sysfs=${HOST_ROOT}/sys`,
    `--path.rootfs=${HOST_ROOT}`,
    `--path.udev.data=${HOST_ROOT}/run/udev/data`,
    "--collector.disable-defaults",
    ...collectors.map((name) => `--collector.${name}`),
    `--collector.filesystem.mount-points-exclude=${EXCLUDED_MOUNT_POINTS}`,
    `--collector.filesystem.fs-types-exclude=${EXCLUDED_FILE_SYSTEMS}`,
    ...(hostNetwork ? [`--collector.netdev.device-exclude=${EXCLUDED_NETWORK_DEVICES}`] : []),
  ];
}
