import { asRecord, type JsonRecord } from "../../../core";
import type { Finding, Severity } from "../../model";
import { word } from "../../values";
import { fieldsAt, type NamedPart } from "./part";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";

/** What containers may do to their node and to themselves. What the pod says counts where the container says nothing. */
export function securityContext(workload: WorkloadChange): readonly Finding[] {
  return [...PROTECTIONS.flatMap((protection) => ofProtection(workload, protection)), ...capabilities(workload)];
}

interface Protection {
  readonly rule: string;
  /** The fields of a security context that decide. */
  readonly fields: readonly string[];
  readonly isWeak: (context: JsonRecord) => boolean;
  readonly weak: string;
  readonly strong: string;
  readonly severity: Severity;
  /** Whether it has to be told of a container that is new, too. */
  readonly ofNew: boolean;
  readonly consequence?: string;
}

const PROTECTIONS: readonly Protection[] = [
  {
    rule: "privileged",
    fields: ["privileged"],
    isWeak: ({ privileged }) => privileged === true,
    weak: "runs privileged",
    strong: "no longer runs privileged",
    severity: "danger",
    ofNew: true,
    consequence: "Whoever gets into the container has the node, and all that runs on it.",
  },
  {
    rule: "root",
    fields: ["runAsUser"],
    isWeak: ({ runAsUser }) => runAsUser === 0,
    weak: "runs as root",
    strong: "no longer runs as root",
    severity: "warning",
    ofNew: true,
  },
  {
    rule: "root-allowed",
    fields: ["runAsNonRoot"],
    isWeak: ({ runAsNonRoot }) => runAsNonRoot !== true,
    weak: "may run as root (runAsNonRoot is not set)",
    strong: "may no longer run as root",
    severity: "warning",
    ofNew: false,
  },
  {
    rule: "privilege-escalation",
    fields: ["allowPrivilegeEscalation"],
    isWeak: ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false,
    weak: "may get more privileges than it starts with (allowPrivilegeEscalation)",
    strong: "may no longer get more privileges than it starts with",
    severity: "warning",
    ofNew: false,
  },
  {
    rule: "writable-root",
    fields: ["readOnlyRootFilesystem"],
    isWeak: ({ readOnlyRootFilesystem }) => readOnlyRootFilesystem !== true,
    weak: "may write to its root filesystem",
    strong: "may no longer write to its root filesystem",
    severity: "warning",
    ofNew: false,
  },
  {
    rule: "seccomp",
    fields: ["seccompProfile"],
    isWeak: ({ seccompProfile }) => !["RuntimeDefault", "Localhost"].includes(word(asRecord(seccompProfile)["type"])),
    weak: "may make any system call (no seccomp profile)",
    strong: "has a seccomp profile",
    severity: "warning",
    ofNew: false,
  },
  {
    rule: "proc-unmasked",
    fields: ["procMount"],
    isWeak: ({ procMount }) => procMount === "Unmasked",
    weak: "sees all of /proc of its node",
    strong: "no longer sees all of /proc of its node",
    severity: "warning",
    ofNew: true,
  },
];

function ofProtection(workload: WorkloadChange, protection: Protection): readonly Finding[] {
  const { rule, fields, isWeak, weak, strong, severity, ofNew, consequence } = protection;
  const changed = allContainers(workload).flatMap((container) => {
    const [before, after] = contexts(workload, container);
    if (!container.inAfter || (!container.inBefore && !ofNew)) return [];
    const wasWeak = container.inBefore && isWeak(before);
    return wasWeak === isWeak(after) ? [] : [{ container, weakened: isWeak(after) }];
  });
  return [true, false].flatMap((weakened) => {
    const these = changed.filter((one) => one.weakened === weakened && (weakened || one.container.inBefore));
    if (these.length === 0) return [];
    const explains = [
      ...fields.flatMap((field) => fieldsAt(workload.pod, "securityContext", field)),
      ...these.flatMap(({ container }) => fields.flatMap((field) => fieldsAt(container, "securityContext", field))),
    ];
    return subjects(
      workload,
      these.map(({ container }) => container),
    ).map((subject) =>
      weakened
        ? finding(workload, severity, rule, `${subject} ${weak}`, explains, consequence)
        : finding(workload, "info", `${rule}-ended`, `${subject} ${strong}`, explains),
    );
  });
}

/** One line where it is true of the whole pod. */
function subjects(workload: WorkloadChange, containers: readonly NamedPart[]): readonly string[] {
  const all = allContainers(workload).filter(({ inAfter }) => inAfter);
  if (containers.length === all.length) return [workload.name];
  return containers.map((container) => containerName(workload, container));
}

function contexts({ pod }: WorkloadChange, container: NamedPart): readonly [JsonRecord, JsonRecord] {
  const of = (side: "before" | "after"): JsonRecord => ({
    ...asRecord(pod[side]["securityContext"]),
    ...asRecord(container[side]["securityContext"]),
  });
  return [of("before"), of("after")];
}

function capabilities(workload: WorkloadChange): readonly Finding[] {
  return allContainers(workload)
    .filter(({ inAfter }) => inAfter)
    .flatMap((container) => {
      const explains = fieldsAt(container, "securityContext", "capabilities");
      const name = containerName(workload, container);
      const [added, taken] = difference(container, "add");
      const [dropped, restored] = difference(container, "drop");
      const told = (severity: Severity, rule: string, text: string, consequence?: string): Finding =>
        finding(workload, severity, rule, `${name} ${text}`, explains, consequence);
      return [
        ...added.map((one) =>
          POWERFUL.has(one)
            ? told("danger", "capability-added", `gets the capability ${one}`, POWER)
            : told("warning", "capability-added", `gets the capability ${one}`),
        ),
        ...taken.map((one) => told("info", "capability-removed", `no longer has the capability ${one}`)),
        ...(container.inBefore
          ? [
              ...restored.map((one) => told("warning", "capability-kept", `no longer drops ${capabilityName(one)}`)),
              ...dropped.map((one) => told("info", "capability-dropped", `drops ${capabilityName(one)}`)),
            ]
          : []),
      ];
    });
}

function capabilityName(name: string): string {
  return name === "ALL" ? "all capabilities" : `the capability ${name}`;
}

/** With these a container can take over its node. */
const POWERFUL = new Set(["ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "DAC_READ_SEARCH", "BPF"]);
const POWER = "With it, whoever gets into the container can take over the node.";

/** What is new in a list of capabilities, and what is gone. */
function difference(container: NamedPart, list: "add" | "drop"): readonly [readonly string[], readonly string[]] {
  const [before, after] = [container.before, container.after].map((side) => {
    const names = asRecord(asRecord(side["securityContext"])["capabilities"])[list];
    return new Set(Array.isArray(names) ? names.map((name) => word(name).toUpperCase().replace(/^CAP_/, "")) : []);
  });
  if (!before || !after) return [[], []];
  return [[...after].filter((name) => !before.has(name)), [...before].filter((name) => !after.has(name))];
}
