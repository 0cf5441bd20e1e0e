import type { Finding } from "../../model";
import { numberOr } from "../../values";
import { fieldsAt, type NamedPart, type Part } from "./part";
import { lasts, type ProbeKind } from "./probe";
import { containerName, finding, type WorkloadChange } from "./workload";

/** How long probes wait: in seconds, as thresholds and periods mean nothing by themselves. */
export function probeTimings(
  workload: WorkloadChange,
  container: NamedPart,
  part: Part,
  probe: ProbeKind,
): readonly Finding[] {
  const of = `${probe.name} of ${containerName(workload, container)}`;
  const isHarsh = probe.key !== "readinessProbe";
  return [
    ...patience(workload, part, probe, of),
    ...TIMINGS.flatMap(({ key, otherwise, text, isReserve }) => {
      const [before, after] = [numberOr(part.before[key], otherwise), numberOr(part.after[key], otherwise)];
      const isUrgent = isHarsh && isReserve && after <= before / 2;
      return before === after
        ? []
        : [
            finding(
              workload,
              isUrgent ? "warning" : "info",
              "probe-timing",
              `${of} ${text(after)}, was ${before} s`,
              fieldsAt(part, key),
            ),
          ];
    }),
  ];
}

const TIMINGS: readonly {
  readonly key: string;
  /** Seconds that Kubernetes takes where nothing is said. */
  readonly otherwise: number;
  /** Whether less of it makes the probe fail sooner. */
  readonly isReserve: boolean;
  readonly text: (seconds: number) => string;
}[] = [
  { key: "timeoutSeconds", otherwise: 1, isReserve: true, text: (seconds) => `waits ${seconds} s for an answer` },
  { key: "initialDelaySeconds", otherwise: 0, isReserve: false, text: (seconds) => `first asks after ${seconds} s` },
];

function patience(workload: WorkloadChange, part: Part, probe: ProbeKind, of: string): readonly Finding[] {
  const [before, after] = [lasts(part.before), lasts(part.after)];
  const fields = [...fieldsAt(part, "periodSeconds"), ...fieldsAt(part, "failureThreshold")];
  if (before !== after) {
    const isUrgent = probe.key !== "readinessProbe" && after <= before / 2;
    const text = `${of} ${VERBS[probe.key]} after ${after} s, was ${before} s`;
    return [
      {
        ...finding(workload, isUrgent ? "warning" : "info", isUrgent ? "probe-tightened" : "probe-timing", text),
        // Their product is told.
        follows: fields,
      },
    ];
  }
  const [old, now] = [part.before, part.after].map((side) => numberOr(side["periodSeconds"], 10));
  return old === now
    ? []
    : [finding(workload, "info", "probe-timing", `${of} asks every ${now} s, was ${old} s`, fields)];
}

const VERBS: Readonly<Record<string, string>> = {
  readinessProbe: "takes the pod out",
  livenessProbe: "restarts it",
  startupProbe: "gives the start up",
};
