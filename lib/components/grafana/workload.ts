import { createHash } from "node:crypto";
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
import type { ConfigFile } from "./files";

export const HTTP_PORT = 3000;
/** The user `grafana` of the image. */
const UID = 472;

const CONFIG_DIRECTORY = "/etc/grafana";
export const DASHBOARDS_DIRECTORY = "/etc/grafana-dashboards";

/** What the objects of Grafana are made of. */
export interface Workload {
  readonly program: Program;
  readonly image: string;
  readonly resources: ParsedResources;
  readonly files: readonly ConfigFile[];
  /** The ConfigMaps of the dashboards. */
  readonly dashboards: readonly string[];
  /** The Secret with the administrator's name and password, or undefined for no administrator. */
  readonly admin: string | undefined;
}

export function serviceBody(program: Program): Body<"Service"> {
  return { spec: { selector: program.selector, ports: [{ name: "http", port: HTTP_PORT, targetPort: "http" }] } };
}

export function deploymentBody(workload: Workload): Body<"Deployment"> {
  const { program } = workload;
  return {
    spec: {
      replicas: 1,
      // The new pod has a database of its own, so the old one can go on until it is ready.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: program.selector },
      template: {
        metadata: {
          labels: program.workloadLabels,
          annotations: {
            ...scrapeAnnotations({ port: HTTP_PORT, path: "/metrics" }),
            "checksum/config": checksum(workload.files),
          },
        },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod({ uid: UID, fsGroup: UID }),
          containers: [container(workload)],
          volumes: volumes(workload),
        },
      },
    },
  };
}

function container({ program, image, resources, admin, dashboards }: Workload): Plain<k8s.Container> {
  const health = { path: "/api/health", port: "http" };
  return {
    name: program.name,
    image,
    imagePullPolicy: "IfNotPresent",
    ...(admin !== undefined && {
      env: [
        { name: "GF_SECURITY_ADMIN_USER", valueFrom: { secretKeyRef: { name: admin, key: "admin-user" } } },
        { name: "GF_SECURITY_ADMIN_PASSWORD", valueFrom: { secretKeyRef: { name: admin, key: "admin-password" } } },
      ],
    }),
    ports: [{ name: "http", containerPort: HTTP_PORT }],
    // Before it listens, it builds its database from hundreds of migrations.
    startupProbe: { httpGet: health, periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 60 },
    readinessProbe: { httpGet: health, periodSeconds: 10, timeoutSeconds: 3 },
    livenessProbe: { httpGet: health, periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 6 },
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: "config", mountPath: CONFIG_DIRECTORY, readOnly: true },
      ...(dashboards.length > 0 ? [{ name: "dashboards", mountPath: DASHBOARDS_DIRECTORY, readOnly: true }] : []),
      { name: "data", mountPath: "/var/lib/grafana" },
      // Grafana talks to its data sources through sockets in /tmp.
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}

function volumes({ program, files, dashboards }: Workload): Plain<k8s.Volume>[] {
  const config = files.map(({ suffix, key, path }) => ({
    configMap: { name: `${program.name}-${suffix}`, items: [{ key, path }] },
  }));
  return [
    { name: "config", projected: { sources: config } },
    ...(dashboards.length > 0
      ? [{ name: "dashboards", projected: { sources: dashboards.map((name) => ({ configMap: { name } })) } }]
      : []),
    { name: "data", emptyDir: { sizeLimit: "1Gi" } },
    { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
  ];
}

function checksum(files: readonly ConfigFile[]): string {
  return createHash("sha256").update(JSON.stringify(files)).digest("hex");
}
