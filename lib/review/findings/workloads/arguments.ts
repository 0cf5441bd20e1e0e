import type { FieldChange } from "../../diff";
import type { Finding } from "../../model";
import { holdsPassword, isSecretName } from "../../secret-words";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { isTelemetryFlag } from "../pipelines/program-flags";
import { partAt, type NamedPart } from "./part";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";

/** How programs are started. What a flag means to the programs of the stack is told elsewhere. */
export function programArguments(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  return allContainers(workload)
    .filter(({ inBefore, inAfter }) => inBefore && inAfter)
    .flatMap((container) => [
      ...ofList(workload, container, "command", "command"),
      ...ofList(workload, container, "args", "argument"),
    ]);
}

function ofList(workload: WorkloadChange, container: NamedPart, key: string, noun: string): readonly Finding[] {
  const name = containerName(workload, container);
  return partAt(container, key).differences.flatMap(({ path, field }): readonly Finding[] => {
    const step = path[0];
    if (step === undefined) {
      const [before, after] = [field.before, field.after].map(joined);
      return [finding(workload, "info", "arguments-changed", `${noun} of ${name} ${before} → ${after}`, [field])];
    }
    if (
      typeof step === "string" ||
      step.key === "order" ||
      isTelemetryFlag(parted(field.after ?? field.before).flag ?? "")
    )
      return [];
    return [finding(workload, "info", "arguments-changed", argumentText(noun, name, field), [field])];
  });
}

function argumentText(noun: string, name: string, { before, after }: FieldChange): string {
  if (before === undefined) return `${noun} ${whole(after)} of ${name} is new`;
  if (after === undefined) return `${noun} ${whole(before)} of ${name} is removed`;
  const [old, now] = [before, after].map(parted);
  if (old?.flag === undefined || old.flag !== now?.flag)
    return `${noun} ${whole(before)} of ${name} is ${whole(after)}`;
  const [was, is] = [shown(old), shown(now)];
  return `${noun} ${old.flag} of ${name} ${was === is ? "changes" : `${was} → ${is}`}`;
}

/** A flag with its value, or a word that has no flag. */
interface Argument {
  readonly flag: string | undefined;
  readonly value: string;
}

/** `--level=info`, `--level info` and `info` */
function parted(argument: unknown): Argument {
  const text = word(argument);
  const match = /^(--?[A-Za-z][\w.-]*)(?:[= ]([\s\S]*))?$/.exec(text);
  return match ? { flag: match[1], value: match[2] ?? "" } : { flag: undefined, value: text };
}

function shown({ flag = "", value }: Argument): string {
  if (isSecretName(flag) || holdsPassword(value)) return "value not shown";
  return value === "" ? '""' : shortly(value);
}

function whole(argument: unknown): string {
  const { flag, value } = parted(argument);
  if (flag === undefined) return shown({ flag, value });
  return value === "" ? flag : `${flag}=${shown({ flag, value })}`;
}

/** A whole command line may hold a password anywhere. */
function joined(list: unknown): string {
  if (list === undefined) return "none";
  const words = Array.isArray(list) ? list.map(word) : [word(list)];
  return words.some((one) => isSecretName(one) || holdsPassword(one)) ? "value not shown" : shortly(words.join(" "));
}
