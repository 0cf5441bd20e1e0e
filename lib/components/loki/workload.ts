import { createHash } from "node:crypto";
import type { k8s } from "cdk8s-plus-28";
import { restrictedPod, type Body, type Plain } from "../../core";
import { scrapeAnnotations } from "../../signals";
import { headlessServiceName, onePerNode } from "../program";
import { ruleConfigMaps } from "../rule-files";
import { volumeClaim, type DataStorage } from "../volume-claim";
import { CONFIG_MAP, ports } from "./config";
import { container, type ContainerInput } from "./container";

/** The user of the image. */
const UID = 10001;

/** What the objects of Loki are made of. */
export interface Workload extends ContainerInput {
  /** What each replica has of its own. */
  readonly volume: DataStorage;
  /** Whether its pods are somebody: object storage may know them by their ServiceAccount. */
  readonly hasServiceAccount: boolean;
  readonly ruleShards: number;
  /** The configuration. Loki does not read it again by itself: a change replaces the pods, one at a time. */
  readonly config: string;
}

export function headlessServiceBody({ program, replicas }: Workload): Body<"Service"> {
  return {
    spec: {
      clusterIP: "None",
      // Replicas have to find each other before they are ready, not after.
      publishNotReadyAddresses: true,
      selector: program.selector,
      ports: [servicePort("http"), ...(replicas > 1 ? [servicePort("grpc"), servicePort("memberlist")] : [])],
    },
  };
}

export function serviceBody({ program }: Workload): Body<"Service"> {
  return { spec: { selector: program.selector, ports: [servicePort("http")] } };
}

/** Nothing in the pod depends on which services there are: one more of them restarts nothing. */
export function statefulSetBody(workload: Workload): Body<"StatefulSet"> {
  const { program, replicas, volume } = workload;
  return {
    spec: {
      serviceName: headlessServiceName(program),
      replicas,
      // One after the other, a pod that a bad configuration keeps from starting would block the good one (kubernetes#67250).
      podManagementPolicy: "Parallel",
      selector: { matchLabels: program.selector },
      template: {
        metadata: {
          labels: program.workloadLabels,
          annotations: {
            ...scrapeAnnotations({ port: ports.http }),
            "checksum/config": createHash("sha256").update(workload.config).digest("hex"),
          },
        },
        spec: {
          ...(workload.hasServiceAccount && { serviceAccountName: program.name }),
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod({ uid: UID, fsGroup: UID }),
          ...(replicas > 1 && { affinity: onePerNode(program.selector) }),
          // With object storage it sends there what it has in memory before it ends.
          terminationGracePeriodSeconds: 300,
          containers: [container(workload)],
          volumes: [
            { name: "config", configMap: { name: CONFIG_MAP } },
            { name: "rules", projected: { sources: optional(ruleConfigMaps(program, workload.ruleShards)) } },
            ...(volume.ephemeral === true ? [{ name: "data", emptyDir: { sizeLimit: volume.size } }] : []),
          ],
        },
      },
      ...(volume.ephemeral !== true && { volumeClaimTemplates: [volumeClaim(volume)] }),
    },
  };
}

function servicePort(name: keyof typeof ports): Plain<k8s.ServicePort> {
  return { name, port: ports[name], targetPort: name };
}

/** All of them from the start, whether they exist or not: what comes later changes no pod. */
function optional(names: readonly string[]): Plain<k8s.VolumeProjection>[] {
  return names.map((name) => ({ configMap: { name, optional: true } }));
}
