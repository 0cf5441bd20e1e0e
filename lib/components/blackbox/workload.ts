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
import { onePerNode, type Program } from "../program";
import { CONFIG_DIRECTORY, CONFIG_KEY, PORT } from "./config";

/** The user `nobody`; the image would run as root. */
const UID = 65534;

/** What the objects of the blackbox exporter are made of. */
export interface Workload {
  readonly program: Program;
  readonly image: string;
  readonly replicas: number;
  readonly resources: ParsedResources;
  readonly configMap: string;
}

export function serviceBody({ program }: Workload): Body<"Service"> {
  return { spec: { selector: program.selector, ports: [{ name: "http", port: PORT, targetPort: "http" }] } };
}

export function deploymentBody(workload: Workload): Body<"Deployment"> {
  const { program, replicas, configMap } = workload;
  return {
    spec: {
      replicas,
      // With one pod to a node there may be no node for one more: the old one goes first where another one answers.
      strategy: {
        type: "RollingUpdate",
        rollingUpdate: replicas > 1 ? { maxSurge: 0, maxUnavailable: 1 } : { maxSurge: 1, maxUnavailable: 0 },
      },
      selector: { matchLabels: program.selector },
      template: {
        metadata: { labels: program.workloadLabels, annotations: scrapeAnnotations({ port: PORT }) },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod({ uid: UID }),
          ...(replicas > 1 ? { affinity: onePerNode(program.selector) } : {}),
          containers: [container(workload)],
          volumes: [{ name: "config", configMap: { name: configMap } }],
        },
      },
    },
  };
}

function container({ program, image, resources }: Workload): Plain<k8s.Container> {
  const healthy = { path: "/-/healthy", port: "http" };
  return {
    name: program.name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: [`--config.file=${CONFIG_DIRECTORY}/${CONFIG_KEY}`, "--config.enable-auto-reload"],
    ports: [{ name: "http", containerPort: PORT }],
    livenessProbe: { httpGet: healthy, periodSeconds: 10, timeoutSeconds: 5 },
    readinessProbe: { httpGet: healthy, periodSeconds: 5, timeoutSeconds: 3 },
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [{ name: "config", mountPath: CONFIG_DIRECTORY, readOnly: true }],
  };
}
