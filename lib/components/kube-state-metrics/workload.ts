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
import { kubeStateMetricsArgs, ports } from "./config";

/** The user `nobody`. */
const UID = 65534;

/** What the objects of kube-state-metrics are made of. */
export interface Workload {
  readonly program: Program;
  readonly image: string;
  readonly resources: ParsedResources;
}

export function serviceBody({ program }: Workload): Body<"Service"> {
  return {
    spec: { selector: program.selector, ports: [{ name: "metrics", port: ports.metrics, targetPort: "metrics" }] },
  };
}

export function deploymentBody(workload: Workload): Body<"Deployment"> {
  const { program } = workload;
  return {
    spec: {
      replicas: 1,
      // The new one knows everything before the old one goes.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: program.selector },
      template: {
        metadata: {
          labels: program.workloadLabels,
          // Its own metrics. Those about the cluster have a job of their own, which honours their labels.
          annotations: scrapeAnnotations({ port: ports.telemetry }),
        },
        spec: {
          serviceAccountName: program.name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          securityContext: restrictedPod({ uid: UID }),
          tolerations: ["not-ready", "unreachable"].map((reason) => ({
            key: `node.kubernetes.io/${reason}`,
            operator: "Exists",
            effect: "NoExecute",
            tolerationSeconds: 30,
          })),
          containers: [container(workload)],
        },
      },
    },
  };
}

function container({ program, image, resources }: Workload): Plain<k8s.Container> {
  return {
    name: program.name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: kubeStateMetricsArgs(),
    ports: [
      { name: "metrics", containerPort: ports.metrics },
      { name: "telemetry", containerPort: ports.telemetry },
    ],
    // Not /livez: that one asks the API server, whose absence a restart does not mend.
    livenessProbe: { httpGet: { path: "/healthz", port: "metrics" }, periodSeconds: 10, timeoutSeconds: 5 },
    readinessProbe: { httpGet: { path: "/readyz", port: "telemetry" }, periodSeconds: 5, timeoutSeconds: 5 },
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
  };
}
