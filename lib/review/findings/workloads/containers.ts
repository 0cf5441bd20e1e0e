import { asRecords, type JsonRecord } from "../../../core";
import type { Finding } from "../../model";
import { word } from "../../values";
import { listed } from "../../wording";
import { partAt, type NamedPart } from "./part";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";

/** Which containers a pod has, and which ports they declare. */
export function containers(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  return allContainers(workload).flatMap((container) => {
    const noun = workload.containers.includes(container) ? "container" : "init container";
    const subject = `${noun} ${container.name} of ${workload.name}`;
    const whole = container.differences.filter(({ path }) => path.length === 0).map(({ field }) => field);
    if (!container.inBefore) {
      const text = `${subject} is new: ${word(container.after["image"])}`;
      return [finding(workload, "info", "container-added", text, whole)];
    }
    if (!container.inAfter) {
      const text = `${subject} is removed (${word(container.before["image"])})`;
      return [finding(workload, "info", "container-removed", text, whole)];
    }
    return ports(workload, container);
  });
}

function ports(workload: WorkloadChange, container: NamedPart): readonly Finding[] {
  const { differences } = partAt(container, "ports");
  const fields = differences
    .filter(({ path }) => path.length < 2 || TOLD.has(word(path.at(-1))))
    .map(({ field }) => field);
  const [before, after] = [portsOf(container.before), portsOf(container.after)];
  if (fields.length === 0 || before === after) return [];
  const text = `ports of ${containerName(workload, container)} ${before} → ${after}`;
  return [finding(workload, "info", "ports-changed", text, fields)];
}

const TOLD = new Set(["name", "containerPort", "hostPort"]);

/** `8080 (http) and 9090` */
function portsOf(container: JsonRecord): string {
  const ports = asRecords(container["ports"]).map(
    ({ containerPort, name, protocol }) =>
      `${word(containerPort)}${protocol === undefined || protocol === "TCP" ? "" : `/${word(protocol)}`}${name === undefined ? "" : ` (${word(name)})`}`,
  );
  return ports.length === 0 ? "none" : listed(ports);
}
