import type { JsonRecord, KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, Finding } from "../../model";
import { word } from "../../values";
import { listed } from "../../wording";
import { editedContainers } from "./edited-workload";
import { listChange } from "./list-change";
import { retention, retentionSize } from "./retention";
import { configuredRetention } from "./retention-elsewhere";
import type { Told } from "./told";

/** What becomes of the flags of the programs that collect, keep and show telemetry. */
export function programFlags(changes: Changes): Finding[] {
  return editedContainers(changes, "args").flatMap(({ change, workload, service, program, fields, ...container }) => {
    const [was, is] = [flags(container.before), flags(container.after)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((flag): Finding[] => {
      const both = { flag, program, object: workload, before: was.get(flag) ?? [], after: is.get(flag) ?? [] };
      const told = JSON.stringify(both.before) === JSON.stringify(both.after) ? undefined : tell(both, changes);
      const explains = fields.filter((field) => isOf(field, flag));
      return told && explains.length > 0 ? [{ ...told, service, object: change.identity, explains }] : [];
    });
  });
}

/** Whether a flag is told here: for those who tell of any argument. */
export function isTelemetryFlag(flag: string): boolean {
  return FLAGS.some(({ of }) => of.test(flag));
}

interface Flag {
  readonly flag: string;
  readonly program: string;
  readonly object: KubernetesObject;
  /** Its values, as it may be given more than once. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function tell(flag: Flag, changes: Changes): Told | undefined {
  return FLAGS.find(({ of }) => of.test(flag.flag))?.tell(flag, changes);
}

const FLAGS: readonly { readonly of: RegExp; readonly tell: (flag: Flag, changes: Changes) => Told | undefined }[] = [
  {
    of: /^--storage\.tsdb\.retention(\.time)?$/,
    tell: ({ program, object, before, after }, changes) =>
      retention({
        what: "metrics",
        program,
        before: before[0],
        // What is gone from here may stand in the configuration now.
        after: after[0] ?? configuredRetention(changes, object),
        byDefault: "15d",
        lookedInto: changes,
      }),
  },
  {
    of: /^--storage\.tsdb\.retention\.size$/,
    tell: ({ program, before, after }) => retentionSize(program, before[0], after[0]),
  },
  {
    of: /^--data\.retention$/,
    tell: ({ program, before, after }) =>
      retention({
        what: "silences and notifications",
        program,
        before: before[0],
        after: after[0],
        byDefault: "120h",
      }),
  },
  {
    of: /^--cluster\.peer$/,
    tell: ({ program, before, after }) => {
      const { gone, new: added } = listChange(before, after);
      return gone.length === 0 || after.length >= before.length
        ? { severity: "info", rule: "cluster-peers", text: `peers of ${program}: ${listed(added)} new` }
        : {
            severity: "warning",
            rule: "cluster-peers",
            text: `${program} has ${after.length} peers, was ${before.length}`,
            consequence:
              "Replicas that do not know of each other each send the same notification, and do not share silences.",
          };
    },
  },
  {
    of: /^--cluster\.listen-address$/,
    tell: ({ program, after }) =>
      after[0] === ""
        ? {
            severity: "warning",
            rule: "cluster-peers",
            text: `${program} no longer joins with its replicas`,
            consequence: "Each replica sends the same notification, and silences are not shared.",
          }
        : undefined,
  },
  {
    of: /^--resources$|^--metric-(labels|annotations)-allowlist$|^--metric-allowlist$/,
    tell: ({ flag, program, before, after }) => {
      const { gone, new: added } = listChange(items(before[0]), items(after[0]));
      // Without the flag all is taken, except for labels and annotations, of which none is.
      const all = /^--resources$|^--metric-allowlist$/.test(flag) && after.length === 0;
      if (gone.length === 0 || all)
        return {
          severity: "info",
          rule: "kubernetes-metrics",
          text: all ? `${program} takes all of ${flag}` : `${program} also takes ${listed(added)} (${flag})`,
        };
      return {
        severity: "warning",
        rule: "kubernetes-metrics-lost",
        text: `${program} no longer takes ${listed(gone)} (${flag})`,
        consequence: "Rules and dashboards that read these series or labels find nothing.",
      };
    },
  },
  {
    of: /^--(no-)?collector\.[\w-]+$/,
    tell: ({ flag, program, before }) => {
      const name = flag.replace(/^--(no-)?collector\./, "");
      const off = flag.startsWith("--no-") === (before.length === 0);
      if (name === "disable-defaults") return undefined;
      return off
        ? {
            severity: "warning",
            rule: "node-metrics-lost",
            text: `collector ${name} of ${program} is switched off`,
            consequence: "Its series end: rules and dashboards that read them find nothing.",
          }
        : { severity: "info", rule: "node-metrics", text: `collector ${name} of ${program} is switched on` };
    },
  },
  ...(
    [
      ["--web.enable-otlp-receiver", "metrics by OTLP"],
      ["--web.enable-remote-write-receiver", "metrics by remote write"],
      ["--config.auto-reload", "a new configuration without a restart"],
    ] as const
  ).map(([name, what]) => ({
    of: new RegExp(`^${name}$`),
    tell: ({ program, before }: Flag): Told =>
      before.length > 0
        ? {
            severity: "warning",
            rule: "receiver-off",
            text: `${program} no longer takes ${what}: ${name} is removed`,
            consequence: "What is sent to it that way is refused or has no effect.",
          }
        : { severity: "info", rule: "receiver-on", text: `${program} takes ${what}` },
  })),
];

function flags({ args, command }: JsonRecord): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const one of [command, args].flatMap((list): unknown[] => (Array.isArray(list) ? list : []))) {
    const [, flag, value] = /^(--?[\w.-]+)(?:=(.*))?$/s.exec(word(one)) ?? [];
    if (flag !== undefined) found.set(flag, [...(found.get(flag) ?? []), value ?? ""]);
  }
  return found;
}

/** `a,b` and `pods=[x,y],nodes=[z]`, each with its own. */
function items(value: string | undefined): string[] {
  const text = value ?? "";
  return text.includes("[")
    ? [...text.matchAll(/([\w*]+)=\[([^\]]*)\]/g)].flatMap(([, kind, names]) =>
        (names ?? "").split(",").map((name) => `${kind ?? ""} ${name}`),
      )
    : text.split(",").filter((one) => one !== "");
}

function isOf({ path, before, after }: FieldChange, flag: string): boolean {
  if (!path.includes("args")) return false;
  const item = path.at(-1);
  // Where a flag is given twice, arguments are told apart by position, and one may stand in the place of another.
  return (
    [before, after].every((value) => value === undefined || word(value).split("=")[0] === flag) &&
    typeof item === "object"
  );
}
