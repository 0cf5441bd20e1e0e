import { asRecord, asRecords, type JsonRecord } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, Finding } from "../../model";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { destination, hostOf } from "./destination";
import { editedContainers } from "./edited-workload";
import type { Told } from "./told";

/** What becomes of the variables that tell an application's SDK where its telemetry goes, and how much of it. */
export function telemetryEnvironment(changes: Changes): Finding[] {
  return editedContainers(changes, "env").flatMap(({ change, workload, service, program, fields, ...container }) => {
    const [before, after] = [variables(container.before), variables(container.after)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): Finding[] => {
      if (!READ.test(name) || before.get(name) === after.get(name)) return [];
      const told = tell({ name, program, before, after, namespace: workload.metadata.namespace, changes });
      const explains = fields.filter(({ path }) => isOf(path, word(container.after["name"]), name));
      return told && explains.length > 0 ? [{ ...told, service, object: change.identity, explains }] : [];
    });
  });
}

/** Whether a variable is told here: for those who tell of any variable. */
export function isTelemetryVariable(name: string): boolean {
  return READ.test(name);
}

const READ =
  /^OTEL_(EXPORTER_OTLP_((TRACES|METRICS|LOGS)_)?ENDPOINT|(TRACES|METRICS|LOGS)_EXPORTER|SDK_DISABLED|TRACES_SAMPLER(_ARG)?)$/;

interface Variable {
  readonly name: string;
  readonly program: string;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly namespace: string | undefined;
  readonly changes: Changes;
}

function tell(variable: Variable): Told | undefined {
  const { name } = variable;
  if (name.endsWith("ENDPOINT")) return endpoint(variable);
  if (name.endsWith("_EXPORTER")) return exporter(variable);
  return name === "OTEL_SDK_DISABLED" ? disabled(variable) : sampler(variable);
}

function endpoint({ name, program, before, after, namespace, changes }: Variable): Told {
  const signal = /OTLP_(TRACES|METRICS|LOGS)_/.exec(name)?.[1]?.toLowerCase() ?? "telemetry";
  const [was, is] = [before.get(name), after.get(name)];
  const fallback = after.get("OTEL_EXPORTER_OTLP_ENDPOINT");
  const address = is ?? fallback;
  if (address === undefined)
    return {
      severity: "warning",
      rule: "telemetry-lost",
      text: `${program} no longer sends its ${signal}: ${name} is removed`,
      consequence: "The SDK sends to localhost, where nobody listens; alerts and dashboards that need it have no data.",
    };
  const to = destination(address, namespace, changes);
  const from = was === undefined ? "" : `, was ${hostOf(was)}`;
  const text = `${signal} of ${program} goes to ${to.host}${from}`;
  if (to.leads === "missing")
    return {
      severity: "warning",
      rule: "telemetry-lost",
      text: `${text}: there is no such Service`,
      consequence: "Nothing arrives; alerts and dashboards that need it have no data.",
    };
  return to.leads === "outside" && !sameHost(was, address)
    ? {
        severity: "warning",
        rule: "telemetry-elsewhere",
        text,
        consequence: "Whether anybody answers there, and who reads it, cannot be seen here.",
      }
    : { severity: "info", rule: "telemetry-elsewhere", text };
}

function sameHost(one: string | undefined, other: string): boolean {
  return one !== undefined && hostOf(one) === hostOf(other);
}

function exporter({ name, program, before, after }: Variable): Told {
  const signal = name.split("_")[1]?.toLowerCase() ?? "telemetry";
  const [was, is] = [before.get(name) ?? "otlp", after.get(name) ?? "otlp"];
  const text = `exporter of the ${signal} of ${program} ${shortly(was)} → ${shortly(is)}`;
  return is === "none" || is === "console"
    ? { severity: "warning", rule: "telemetry-lost", text, consequence: `Its ${signal} are not sent anywhere.` }
    : { severity: "info", rule: "telemetry-elsewhere", text };
}

function disabled({ name, program, before, after }: Variable): Told {
  const [was, is] = [before, after].map((all) => all.get(name)?.toLowerCase() === "true");
  if (is === was) return { severity: "info", rule: "telemetry-sdk", text: `${name} of ${program} stays ${String(is)}` };
  return is
    ? {
        severity: "warning",
        rule: "telemetry-lost",
        text: `${program} no longer sends telemetry: OTEL_SDK_DISABLED is true`,
        consequence: "Its traces and metrics end, and alerts on them stay silent.",
      }
    : { severity: "info", rule: "telemetry-sdk", text: `${program} sends telemetry` };
}

function sampler({ name, program, before, after }: Variable): Told | undefined {
  const both = [before, after].map((all) => ({
    text: described(all),
    share: share(all.get("OTEL_TRACES_SAMPLER") ?? "parentbased_always_on", all.get("OTEL_TRACES_SAMPLER_ARG")),
  }));
  const [was, is] = both;
  // Both variables make one sampler: it is told once, with each field that is a part of it.
  if (!was || !is) return undefined;
  const part = name === "OTEL_TRACES_SAMPLER" || before.get("OTEL_TRACES_SAMPLER") === after.get("OTEL_TRACES_SAMPLER");
  if (!part)
    return {
      severity: "info",
      rule: "trace-sampler",
      text: `argument of the sampler of ${program} ${shortly(before.get(name))} → ${shortly(after.get(name))}`,
    };
  const fewer = was.share !== undefined && is.share !== undefined && is.share < was.share;
  return {
    severity: fewer ? "warning" : "info",
    rule: "trace-sampler",
    text: `traces that ${program} records: ${was.text} → ${is.text}`,
    ...(fewer && {
      consequence: "Fewer requests can be followed; what a service does not record, no collector can keep.",
    }),
  };
}

function described(all: ReadonlyMap<string, string>): string {
  const argument = all.get("OTEL_TRACES_SAMPLER_ARG");
  return `${shortly(all.get("OTEL_TRACES_SAMPLER") ?? "parentbased_always_on")}${argument === undefined ? "" : ` ${shortly(argument)}`}`;
}

function share(name: string, argument: string | undefined): number | undefined {
  if (name.endsWith("always_on")) return 1;
  if (name.endsWith("always_off")) return 0;
  return name.endsWith("traceidratio") ? Number(argument ?? 1) : undefined;
}

/** By name; one that comes from elsewhere is told by what it comes from. */
function variables(container: JsonRecord): ReadonlyMap<string, string> {
  return new Map(
    asRecords(container["env"]).map(({ name, value, valueFrom }) => [
      word(name),
      valueFrom === undefined ? word(value) : JSON.stringify(asRecord(valueFrom)),
    ]),
  );
}

/** Whether a path leads to this variable of this container. */
function isOf(path: FieldChange["path"], container: string, variable: string): boolean {
  const at = path.indexOf("env");
  const [holder, item] = [path[at - 1], path[at + 1]];
  return (
    at > 0 &&
    typeof holder === "object" &&
    typeof item === "object" &&
    (holder.key === container || holder.by === "position") &&
    item.key === variable
  );
}
