import { asRecord, asRecords, type JsonRecord } from "../../../core";
import type { Finding } from "../../model";
import { word } from "../../values";
import { fieldsAt, partAt, type NamedPart, type Part } from "./part";
import { lasts, type ProbeKind } from "./probe";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";
import { probeTimings } from "./probe-timings";

/** What Kubernetes asks containers to know whether they are alive and ready. */
export function probes(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  return allContainers(workload)
    .filter(({ inBefore, inAfter }) => inBefore && inAfter)
    .flatMap((container) => [
      ...PROBES.flatMap((probe) => ofProbe(workload, container, probe)),
      ...asksTheSame(workload, container),
    ]);
}

const PROBES: readonly ProbeKind[] = [
  {
    key: "readinessProbe",
    name: "readiness probe",
    without: "Pods get requests before they can answer them, and go on getting them when they no longer can.",
  },
  { key: "livenessProbe", name: "liveness probe", without: "A container that hangs is no longer restarted." },
  {
    key: "startupProbe",
    name: "startup probe",
    without: "The liveness probe asks from the start: a slow start is taken for a hang, and ended.",
  },
];

function ofProbe(workload: WorkloadChange, container: NamedPart, probe: ProbeKind): readonly Finding[] {
  const part = partAt(container, probe.key);
  const subject = `${probe.name} of ${containerName(workload, container)}`;
  const fields = fieldsAt(container, probe.key);
  const [isBefore, isAfter] = [container.before, container.after].map((side) => side[probe.key] !== undefined);
  if (isBefore && !isAfter)
    return [finding(workload, "warning", "probe-removed", `${subject} is removed`, fields, probe.without)];
  const missing = isAfter ? missingPort(workload, container, part, subject) : [];
  if (!isBefore && isAfter) {
    const text = `${subject} is new: ${handlerOf(part.after)}`;
    return [finding(workload, "info", "probe-added", text, fields), ...missing];
  }
  if (fields.length === 0) return missing;
  return [...handler(workload, part, subject), ...probeTimings(workload, container, part, probe), ...missing];
}

function handler(workload: WorkloadChange, part: Part, subject: string): readonly Finding[] {
  const [before, after] = [handlerOf(part.before), handlerOf(part.after)];
  if (before === after) return [];
  const fields = HANDLERS.flatMap((key) => fieldsAt(part, key));
  return [finding(workload, "info", "probe-changed", `${subject} asks ${after}, was ${before}`, fields)];
}

const HANDLERS = ["httpGet", "tcpSocket", "grpc", "exec"];

/** `/ready on port http`, `TCP port 6379`, `gRPC port 9000`, `a command` */
function handlerOf({ httpGet, tcpSocket, grpc, exec }: JsonRecord): string {
  if (httpGet !== undefined) {
    const { path, port, scheme, host } = asRecord(httpGet);
    const secure = scheme === "HTTPS" ? " with HTTPS" : "";
    return `${word(path ?? "/")} on port ${word(port)}${host === undefined ? "" : ` of ${word(host)}`}${secure}`;
  }
  if (tcpSocket !== undefined) return `TCP port ${word(asRecord(tcpSocket)["port"])}`;
  if (grpc !== undefined) {
    const { port, service } = asRecord(grpc);
    return `gRPC port ${word(port)}${service === undefined ? "" : ` for ${word(service)}`}`;
  }
  const { command } = asRecord(exec);
  return Array.isArray(command) ? `by ${command.join(" ").slice(0, LONGEST_COMMAND)}` : "nothing";
}

const LONGEST_COMMAND = 60;

/** A name of a port is only known if the container declares it; a number needs no declaration. */
function missingPort(workload: WorkloadChange, container: NamedPart, part: Part, subject: string): readonly Finding[] {
  const now = unknownPort(part.after, container.after);
  if (now === undefined || unknownPort(part.before, container.before) === now) return [];
  const consequence = "Every check fails, and new pods never get ready: name a port of the container.";
  const text = `${subject} asks port ${now}, which the container does not have`;
  return [finding(workload, "danger", "probe-without-port", text, [], consequence)];
}

function unknownPort({ httpGet, tcpSocket }: JsonRecord, container: JsonRecord): string | undefined {
  const port = asRecord(httpGet ?? tcpSocket)["port"];
  if (typeof port !== "string" || /^\d+$/.test(port)) return undefined;
  return asRecords(container["ports"]).some(({ name }) => name === port) ? undefined : port;
}

function asksTheSame(workload: WorkloadChange, container: NamedPart): readonly Finding[] {
  const after = same(container.after);
  if (after === undefined || same(container.before) !== undefined) return [];
  const text = `readiness and liveness probe of ${containerName(workload, container)} ask the same: ${after}`;
  const consequence = "What should only keep requests away for a while restarts the container instead.";
  return [finding(workload, "warning", "probes-alike", text, [], consequence)];
}

/** Harmless where liveness waits longer by far. */
function same({ readinessProbe, livenessProbe }: JsonRecord): string | undefined {
  const [ready, live] = [asRecord(readinessProbe), asRecord(livenessProbe)];
  if (ready["httpGet"] === undefined || live["httpGet"] === undefined) return undefined;
  const [asked, alsoAsked] = [handlerOf(ready), handlerOf(live)];
  if (asked !== alsoAsked || lasts(live) >= 2 * lasts(ready)) return undefined;
  return asked;
}
