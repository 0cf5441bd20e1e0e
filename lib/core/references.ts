import { asRecord, asRecords, type JsonRecord } from "./json";
import { identityOf, type KubernetesObject } from "./manifest";

/**
 * Identities of the objects that this object cannot start without: its namespace, the role behind a binding, and the
 * service account, configuration, secrets and claims that its pods name. Optional references do not count.
 */
export function referencesOf(object: KubernetesObject): string[] {
  const namespace = object.metadata.namespace;
  const found = new Set<string>();
  const add = (kind: string, name: unknown): void => {
    if (typeof name === "string")
      found.add(namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`);
  };

  if (namespace !== undefined) found.add(`Namespace/${namespace}`);
  const roleRef = asRecord(object["roleRef"]);
  if (roleRef["kind"] === "ClusterRole") found.add(`ClusterRole/${String(roleRef["name"])}`);
  else if (roleRef["kind"] === "Role") add("Role", roleRef["name"]);
  const target = asRecord(asRecord(object["spec"])["scaleTargetRef"]);
  if (typeof target["kind"] === "string") add(target["kind"], target["name"]);

  const pod = podSpecOf(object);
  add("ServiceAccount", pod["serviceAccountName"]);
  for (const volume of asRecords(pod["volumes"])) addVolume(volume, add);
  for (const container of [...asRecords(pod["initContainers"]), ...asRecords(pod["containers"])])
    addEnvironment(container, add);

  found.delete(identityOf(object));
  return [...found];
}

/** The pod specification of a workload, or an empty record. */
export function podSpecOf(object: KubernetesObject): JsonRecord {
  const spec = asRecord(object["spec"]);
  if (object.kind === "Pod") return spec;
  const template = object.kind === "CronJob" ? asRecord(asRecord(spec["jobTemplate"])["spec"]) : spec;
  return asRecord(asRecord(template["template"])["spec"]);
}

type Add = (kind: string, name: unknown) => void;

function addVolume(volume: JsonRecord, add: Add): void {
  addUnlessOptional("ConfigMap", asRecord(volume["configMap"]), "name", add);
  addUnlessOptional("Secret", asRecord(volume["secret"]), "secretName", add);
  add("PersistentVolumeClaim", asRecord(volume["persistentVolumeClaim"])["claimName"]);
  for (const source of asRecords(asRecord(volume["projected"])["sources"])) {
    addUnlessOptional("ConfigMap", asRecord(source["configMap"]), "name", add);
    addUnlessOptional("Secret", asRecord(source["secret"]), "name", add);
  }
}

function addEnvironment(container: JsonRecord, add: Add): void {
  for (const source of asRecords(container["envFrom"])) {
    addUnlessOptional("ConfigMap", asRecord(source["configMapRef"]), "name", add);
    addUnlessOptional("Secret", asRecord(source["secretRef"]), "name", add);
  }
  for (const variable of asRecords(container["env"])) {
    const from = asRecord(variable["valueFrom"]);
    addUnlessOptional("ConfigMap", asRecord(from["configMapKeyRef"]), "name", add);
    addUnlessOptional("Secret", asRecord(from["secretKeyRef"]), "name", add);
  }
}

function addUnlessOptional(kind: string, reference: JsonRecord, field: string, add: Add): void {
  if (reference["optional"] !== true) add(kind, reference[field]);
}
