import { asRecord, asRecords, isRecord, type JsonRecord } from "../../../core";
import type { Finding } from "../../model";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { partsOf, type NamedPart } from "./part";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";

/** What pods keep their files on, and where containers see it. */
export function volumes(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  return [
    ...partsOf(workload.pod, "volumes").flatMap((volume) => ofVolume(workload, volume)),
    ...allContainers(workload)
      .filter(({ inBefore, inAfter }) => inBefore && inAfter)
      .flatMap((container) => mounts(workload, container)),
  ];
}

function ofVolume(workload: WorkloadChange, volume: NamedPart): readonly Finding[] {
  const fields = volume.differences.map(({ field }) => field);
  if (fields.length === 0) return [];
  const [before, after] = [sourceOf(volume.before), sourceOf(volume.after)];
  const subject = `volume ${volume.name} of ${workload.name}`;
  if (!volume.inBefore) return [finding(workload, "info", "volume-added", `${subject} is new: ${after}`, fields)];
  const claim = claimOf(volume.before);
  if (
    !volume.inAfter &&
    claim !== undefined &&
    !asRecords(workload.pod.after["volumes"]).some((one) => claimOf(one) === claim)
  )
    return [finding(workload, "warning", "volume-removed", `${subject} is removed (${before})`, fields, UNMOUNTED)];
  if (!volume.inAfter)
    return [finding(workload, "info", "volume-removed", `${subject} is removed (${before})`, fields)];
  // What becomes of the data of a claim is told with everything else that loses data.
  if (before === after || volume.before["persistentVolumeClaim"] !== undefined) return [];
  const text = `${subject} ${before} → ${after}`;
  return [finding(workload, "info", "volume-changed", text, fields)];
}

const UNMOUNTED = "The data stays in the claim, but the pods no longer see it, and lose what they write instead.";

function claimOf(volume: JsonRecord): unknown {
  return asRecord(volume["persistentVolumeClaim"])["claimName"];
}

/** `emptyDir of 128Mi`, `ConfigMap loki-config`, `hostPath /var/log/pods` */
function sourceOf(volume: JsonRecord): string {
  const { emptyDir, configMap, secret, persistentVolumeClaim, hostPath, projected } = volume;
  if (emptyDir !== undefined) {
    const { sizeLimit, medium } = asRecord(emptyDir);
    const size = sizeLimit === undefined ? "" : ` of ${word(sizeLimit)}`;
    return `emptyDir${size}${medium === "Memory" ? " in memory" : ""}`;
  }
  if (configMap !== undefined) return filesOf("ConfigMap", asRecord(configMap), "name");
  if (secret !== undefined) return filesOf("Secret", asRecord(secret), "secretName");
  if (persistentVolumeClaim !== undefined)
    return `PersistentVolumeClaim ${word(asRecord(persistentVolumeClaim)["claimName"])}`;
  if (hostPath !== undefined) return `hostPath ${word(asRecord(hostPath)["path"])}`;
  if (projected !== undefined) return projection(asRecord(projected));
  const { name: _, ...rest } = volume;
  return shortly(rest);
}

function filesOf(kind: string, reference: JsonRecord, field: string): string {
  const items = asRecords(reference["items"]).map(({ key }) => word(key));
  const optional = reference["optional"] === true ? " if it is there" : "";
  return `${kind} ${word(reference[field])}${items.length === 0 ? "" : ` (${items.join(", ")})`}${optional}`;
}

function projection({ sources }: JsonRecord): string {
  const texts = asRecords(sources).flatMap((source) =>
    Object.entries(source)
      .filter(([, value]) => isRecord(value))
      .map(([kind, value]) => {
        const name = asRecord(value)["name"];
        return name === undefined ? kind : filesOf(kind === "secret" ? "Secret" : "ConfigMap", asRecord(value), "name");
      }),
  );
  return texts.length <= MOST_SOURCES
    ? texts.join(", ")
    : `${texts.slice(0, MOST_SOURCES).join(", ")} and ${texts.length - MOST_SOURCES} more`;
}

const MOST_SOURCES = 3;

function mounts(workload: WorkloadChange, container: NamedPart): readonly Finding[] {
  return partsOf(container, "volumeMounts", "mountPath").flatMap((mount) => {
    const fields = mount.differences.map(({ field }) => field);
    if (fields.length === 0) return [];
    const [before, after] = [mountText(mount.before), mountText(mount.after)];
    const name = containerName(workload, container);
    if (!mount.inBefore) {
      return [finding(workload, "info", "mount-added", `${name} has ${mount.name} from ${after}`, fields)];
    }
    if (!mount.inAfter) {
      return [finding(workload, "info", "mount-removed", `${name} no longer has ${mount.name} from ${before}`, fields)];
    }
    if (before === after) return [];
    return [
      finding(workload, "info", "mount-changed", `${mount.name} of ${name} from ${after}, was ${before}`, fields),
    ];
  });
}

/** `volume config, read-only` */
function mountText({ name, readOnly, subPath }: JsonRecord): string {
  const below = subPath === undefined || subPath === "" ? "" : ` below ${word(subPath)}`;
  return `volume ${word(name)}${below}${readOnly === true ? ", read-only" : ""}`;
}
