import { asRecord, type JsonRecord, type KubernetesObject } from "../../../core";
import type { Changes } from "../../model";
import { serviceOf } from "../../service-of";
import { numberOr } from "../../values";
import { partAt, type Part } from "./part";
import type { WorkloadChange } from "./workload";

/**
 * The objects out of which an operator makes workloads, such as a `Prometheus`: their image, replicas and resources are
 * read as if they were a workload themselves.
 */
export function managedChanges({ objects }: Changes): readonly WorkloadChange[] {
  return objects.flatMap((change): WorkloadChange[] => {
    if ((change.kind !== "changed" && change.kind !== "moved") || !isManaged(change.after)) return [];
    const { before, after, identity } = change;
    const object: Part = { before, after, differences: change.fields.map((field) => ({ path: field.path, field })) };
    const spec = partAt(object, "spec");
    const name = `${after.kind} ${after.metadata.name}`;
    const container = { name: after.kind.toLowerCase(), inBefore: true, inAfter: true, ...onlyContainer(spec) };
    return [
      {
        identity,
        kind: after.kind,
        name,
        namespace: after.metadata.namespace,
        service: serviceOf(after),
        isNew: false,
        object,
        template: templateOf(spec),
        pod: NOTHING,
        containers: [container],
        initContainers: [],
        pods: { before: podsOf(before), after: podsOf(after) },
        autoscaled: { before: false, after: false },
      },
    ];
  });
}

function isManaged({ apiVersion, kind }: KubernetesObject): boolean {
  return KINDS.has(`${apiVersion.split("/")[0]}/${kind}`);
}

const KINDS: ReadonlySet<string> = new Set([
  "monitoring.coreos.com/Prometheus",
  "monitoring.coreos.com/PrometheusAgent",
  "monitoring.coreos.com/Alertmanager",
  "monitoring.coreos.com/ThanosRuler",
  "opentelemetry.io/OpenTelemetryCollector",
]);

const NOTHING: Part = { before: {}, after: {}, differences: [] };

/** What of its specification is that of its main container. */
function onlyContainer({ before, after, differences }: Part): Part {
  const own = differences.filter(({ path }) => path[0] === "image" || path[0] === "resources");
  return { before: imageAndResources(before), after: imageAndResources(after), differences: own };
}

function imageAndResources({ image, resources }: JsonRecord): JsonRecord {
  return { ...(image !== undefined && { image }), ...(resources !== undefined && { resources }) };
}

function templateOf(spec: Part): Part {
  const { before, after, differences } = partAt(spec, "podMetadata");
  return {
    before: { metadata: before },
    after: { metadata: after },
    differences: differences.map(({ path, field }) => ({ path: ["metadata", ...path], field })),
  };
}

function podsOf(object: KubernetesObject): number {
  return numberOr(asRecord(object["spec"])["replicas"], 1);
}
