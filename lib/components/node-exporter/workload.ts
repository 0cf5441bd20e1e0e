import type { k8s } from "cdk8s-plus-28";
import {
  containerResources,
  restrictedContainer,
  restrictedPod,
  type Body,
  type ParsedResources,
  type Plain,
} from "../../core";
import { scrapeAnnotations } from "../../signals";
import type { Program } from "../program";
import { HOST_ROOT, nodeExporterArgs, PORT } from "./config";

/** The user `nobody`. */
const UID = 65534;

/** What the objects of node-exporter are made of. */
export interface Workload {
  readonly program: Program;
  readonly image: string;
  readonly resources: ParsedResources;
  readonly hostNetwork: boolean;
}

export function daemonSetBody(workload: Workload): Body<"DaemonSet"> {
  const { program, hostNetwork } = workload;
  return {
    spec: {
      selector: { matchLabels: program.selector },
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      template: {
        metadata: { labels: program.workloadLabels, annotations: scrapeAnnotations({ port: PORT }) },
        spec: {
          serviceAccountName: program.name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          ...(hostNetwork ? { hostNetwork, dnsPolicy: "ClusterFirstWithHostNet" } : {}),
          securityContext: restrictedPod({ uid: UID }),
          nodeSelector: { "kubernetes.io/os": "linux" },
          tolerations: [{ operator: "Exists" }],
          containers: [container(workload)],
          volumes: [{ name: "root", hostPath: { path: "/" } }],
        },
      },
    },
  };
}

function container({ program, image, resources, hostNetwork }: Workload): Plain<k8s.Container> {
  return {
    name: program.name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: nodeExporterArgs(hostNetwork),
    ports: [{ name: "metrics", containerPort: PORT, ...(hostNetwork ? { hostPort: PORT } : {}) }],
    livenessProbe: { httpGet: { path: "/", port: "metrics" }, periodSeconds: 10, timeoutSeconds: 5 },
    readinessProbe: { httpGet: { path: "/", port: "metrics" }, periodSeconds: 5, timeoutSeconds: 3 },
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      // Follows what the node mounts and unmounts: without it, a disk that the node lets go of would stay busy here.
      { name: "root", mountPath: HOST_ROOT, readOnly: true, mountPropagation: "HostToContainer" },
    ],
  };
}
