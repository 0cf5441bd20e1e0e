import type { Labels } from "../sources";
import { argument, type Compiled, type CompiledVector } from "./compiled";
import type { Projection } from "./label-sets";
import { wholePattern } from "./pattern";
import type { Scope } from "./scope";
import { distinct } from "./vectors";

/** `label_replace(series, "target", "replacement", "source", "pattern")` */
export function labelReplace(args: readonly Compiled[], { sets }: Scope): CompiledVector {
  const [target = "", replacement = "", source = "", pattern = ""] = [1, 2, 3, 4].map(
    (i) => argument(args, i, "string").value,
  );
  const whole = wholePattern(pattern);
  const replaced = sets.projection((labels) => {
    const match = whole.exec(labels[source] ?? "");
    return match ? { ...labels, [target]: expanded(replacement, match) } : labels;
  });
  return withLabels(argument(args, 0, "vector"), replaced);
}

/** `label_join(series, "target", "separator", "source", …)` */
export function labelJoin(args: readonly Compiled[], { sets }: Scope): CompiledVector {
  const [target = "", separator = "", ...sources] = args.slice(1).map((_, i) => argument(args, i + 1, "string").value);
  const joined = (labels: Labels): string => sources.map((source) => labels[source] ?? "").join(separator);
  return withLabels(
    argument(args, 0, "vector"),
    sets.projection((labels) => ({ ...labels, [target]: joined(labels) })),
  );
}

function withLabels({ at }: CompiledVector, project: Projection): CompiledVector {
  return {
    type: "vector",
    at: (moment) => distinct(at(moment).map(({ labels, value }) => ({ labels: project(labels), value }))),
  };
}

/** Go takes the longest name: `$1x` is the group `1x`, which is empty. */
function expanded(replacement: string, match: RegExpExecArray): string {
  return replacement.replaceAll(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    if (name === undefined) return whole === "$$" ? "$" : whole;
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? "";
  });
}
