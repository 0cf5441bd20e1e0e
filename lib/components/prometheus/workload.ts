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
import { headlessServiceName, onePerNode, type Program } from "../program";
import { volumeClaim, type DataStorage } from "../volume-claim";
import { CONFIG_KEY, CONFIG_MAP, paths } from "./config";
import { PROBES_CONFIG_MAP } from "./probe-file";
import { ruleConfigMaps } from "../rule-files";

export const PORT = 9090;

/** The user `nobody` of the image. */
const UID = 65534;

/** What the objects of Prometheus are made of. */
export interface Workload {
  readonly program: Program;
  readonly image: string;
  readonly replicas: number;
  readonly storage: DataStorage;
  readonly resources: ParsedResources;
  readonly externalUrl: string;
  readonly ruleShards: number;
}

export function headlessServiceBody({ program }: Workload): Body<"Service"> {
  return { spec: { clusterIP: "None", selector: program.selector, ports: [servicePort] } };
}

export function serviceBody({ program, replicas }: Workload): Body<"Service"> {
  return {
    spec: {
      selector: program.selector,
      ports: [servicePort],
      // Replicas scrape at different moments: a graph that asks now this one and now that one would flicker.
      ...(replicas > 1 && { sessionAffinity: "ClientIP" }),
    },
  };
}

/** Nothing in the pod depends on which services there are: one more of them restarts nothing. */
export function statefulSetBody({ program, replicas, storage, ...rest }: Workload): Body<"StatefulSet"> {
  return {
    spec: {
      serviceName: headlessServiceName(program),
      replicas,
      // One after the other, a pod that a bad configuration keeps from starting would block the good one (kubernetes#67250).
      podManagementPolicy: "Parallel",
      selector: { matchLabels: program.selector },
      template: {
        metadata: { labels: program.workloadLabels, annotations: scrapeAnnotations({ port: PORT }) },
        spec: {
          serviceAccountName: program.name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          securityContext: restrictedPod({ uid: UID, fsGroup: UID }),
          ...(replicas > 1 && { affinity: onePerNode(program.selector) }),
          // What is in memory goes to disk when Prometheus ends; a kill would cost a long replay at the next start.
          terminationGracePeriodSeconds: 600,
          containers: [container({ program, replicas, storage, ...rest })],
          volumes: [
            { name: "config", configMap: { name: CONFIG_MAP } },
            { name: "rules", projected: { sources: optional(ruleConfigMaps(program, rest.ruleShards)) } },
            { name: "probes", projected: { sources: optional([PROBES_CONFIG_MAP]) } },
            ...(storage.ephemeral === true ? [{ name: "data", emptyDir: { sizeLimit: storage.size } }] : []),
          ],
        },
      },
      ...(storage.ephemeral !== true && { volumeClaimTemplates: [volumeClaim(storage)] }),
    },
  };
}

function container({ image, replicas, resources, externalUrl }: Workload): Plain<k8s.Container> {
  return {
    name: "prometheus",
    image,
    imagePullPolicy: "IfNotPresent",
    args: [
      `--config.file=${paths.config}/${CONFIG_KEY}`,
      // Reads the configuration and every rule file again when one of them has changed.
      "--config.auto-reload",
      "--config.auto-reload-interval=15s",
      `--storage.tsdb.path=${paths.data}`,
      `--web.external-url=${externalUrl}`,
      // Probes, scrapes and Grafana keep their paths, whatever path the outside URL has.
      "--web.route-prefix=/",
      "--web.enable-otlp-receiver",
      // Loki hands over the series that it computes from log lines.
      "--web.enable-remote-write-receiver",
      "--enable-feature=exemplar-storage",
    ],
    ...(replicas > 1 && { env: [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }] }),
    ports: [{ name: "http", containerPort: PORT }],
    // Healthy while it replays its log, however long that takes: a restart would only begin the replay anew.
    startupProbe: { httpGet: { path: "/-/healthy", port: "http" }, periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: {
      httpGet: { path: "/-/healthy", port: "http" },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    readinessProbe: { httpGet: { path: "/-/ready", port: "http" }, periodSeconds: 5, timeoutSeconds: 3 },
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: "config", mountPath: paths.config, readOnly: true },
      { name: "rules", mountPath: paths.rules, readOnly: true },
      { name: "probes", mountPath: paths.probes, readOnly: true },
      { name: "data", mountPath: paths.data },
    ],
  };
}

const servicePort = { name: "http", port: PORT, targetPort: "http" };

/** All of them from the start, whether they exist or not: what comes later changes no pod. */
function optional(names: readonly string[]): Plain<k8s.VolumeProjection>[] {
  return names.map((name) => ({ configMap: { name, optional: true } }));
}
