import { asRecord, asRecords, type JsonRecord } from "../../../core";
import type { Changes, Finding } from "../../model";
import { listed } from "../../wording";
import { allContainers, finding, type WorkloadChange } from "./workload";

/** The Secrets and ConfigMaps that pods cannot start without. */
export function neededObjects(workload: WorkloadChange, { after: inventory }: Changes): readonly Finding[] {
  const [before, after] = [needs(workload, "before"), needs(workload, "after")];
  const added = [...after].filter(([key]) => !before.has(key)).map(([, need]) => need);
  const held = new Set([...after.values()].map(({ kind, name }) => `${kind}/${name}`));
  const gone = new Map(
    [...before.values()]
      .map((need): [string, Need] => [`${need.kind}/${need.name}`, need])
      .filter(([key]) => !held.has(key)),
  );
  return [
    ...account(workload, inventory),
    ...undeclared(
      workload,
      added.filter((need) => isUndeclared(workload, need, inventory)),
    ),
    ...added
      .filter((need) => !isUndeclared(workload, need, inventory))
      .flatMap((need) => needed(workload, need, inventory)),
    ...[...gone.values()].map(({ kind, name }) =>
      finding(
        workload,
        "info",
        "reference-removed",
        `${workload.name} no longer needs ${kind} ${placed(workload, name)}`,
      ),
    ),
  ];
}

/** An account that nobody puts there. Each namespace has one that is called `default`. */
function account(workload: WorkloadChange, inventory: Changes["after"]): readonly Finding[] {
  const [before, after] = [workload.pod.before, workload.pod.after].map((pod) => pod["serviceAccountName"]);
  if (workload.isNew || typeof after !== "string" || after === before || after === "default") return [];
  const identity = placed(workload, after);
  if (inventory.object(`ServiceAccount/${identity}`)) return [];
  const text = `${workload.name} now runs as ServiceAccount ${identity}, which is not declared here`;
  return [finding(workload, "warning", "reference-missing", text, [], "No pod is created without it.")];
}

/** What a pod names. */
interface Need {
  readonly kind: "Secret" | "ConfigMap";
  readonly name: string;
  /** @default - all that is in it */
  readonly key?: string;
}

/** A ConfigMap that nobody puts there; Secrets mostly come from elsewhere. */
function isUndeclared(workload: WorkloadChange, { kind, name }: Need, inventory: Changes["after"]): boolean {
  return kind === "ConfigMap" && inventory.object(`${kind}/${placed(workload, name)}`) === undefined;
}

function undeclared(workload: WorkloadChange, needs: readonly Need[]): readonly Finding[] {
  const [first] = needs;
  if (!first) return [];
  const key = first.key === undefined ? "" : ` key ${first.key}`;
  const text =
    needs.length === 1
      ? `${workload.name} now needs ConfigMap ${placed(workload, first.name)}${key}, which is not declared here`
      : `${workload.name} now needs ConfigMaps that are not declared here: ${listed(needs.map(({ name }) => placed(workload, name)))}`;
  return [finding(workload, "warning", "reference-missing", text, [], MISSING)];
}

function needed(workload: WorkloadChange, { kind, name, key }: Need, inventory: Changes["after"]): readonly Finding[] {
  const what = `${kind} ${placed(workload, name)}${key === undefined ? "" : ` key ${key}`}`;
  const object = inventory.object(`${kind}/${placed(workload, name)}`);
  if (!object) {
    const text = `${workload.name} now needs ${what}, which must exist before`;
    return [finding(workload, "info", "secret-needed", text, [], MISSING)];
  }
  const keys = ["data", "stringData", "binaryData"].flatMap((field) => Object.keys(asRecord(object[field])));
  if (key !== undefined && keys.length > 0 && !keys.includes(key)) {
    const text = `${workload.name} now needs ${what}, which it does not have`;
    return [finding(workload, "warning", "reference-missing", text, [], MISSING)];
  }
  return workload.isNew ? [] : [finding(workload, "info", "reference-added", `${workload.name} now needs ${what}`)];
}

const MISSING = "Its pods do not start without it.";

function placed({ namespace }: WorkloadChange, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** By kind, name and key. Optional ones do not count. */
function needs(workload: WorkloadChange, side: "before" | "after"): ReadonlyMap<string, Need> {
  const found = new Map<string, Need>();
  const add = (kind: Need["kind"], reference: unknown, field = "name"): void => {
    const { optional, [field]: name, key } = asRecord(reference);
    if (optional === true || typeof name !== "string") return;
    found.set([kind, name, key].join("\n"), { kind, name, ...(typeof key === "string" ? { key } : {}) });
  };
  for (const { [side]: container } of allContainers(workload)) {
    for (const { valueFrom } of asRecords(container["env"])) {
      add("Secret", asRecord(valueFrom)["secretKeyRef"]);
      add("ConfigMap", asRecord(valueFrom)["configMapKeyRef"]);
    }
    for (const { secretRef, configMapRef } of asRecords(container["envFrom"])) {
      add("Secret", secretRef);
      add("ConfigMap", configMapRef);
    }
  }
  for (const volume of asRecords(workload.pod[side]["volumes"])) addVolume(volume, add);
  for (const secret of asRecords(workload.pod[side]["imagePullSecrets"])) add("Secret", secret);
  return found;
}

function addVolume(volume: JsonRecord, add: (kind: Need["kind"], reference: unknown, field?: string) => void): void {
  add("Secret", volume["secret"], "secretName");
  add("ConfigMap", volume["configMap"]);
  for (const { secret, configMap } of asRecords(asRecord(volume["projected"])["sources"])) {
    add("Secret", secret);
    add("ConfigMap", configMap);
  }
}
