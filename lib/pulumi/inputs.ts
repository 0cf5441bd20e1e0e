import { concat, type Input } from "@pulumi/pulumi";
import { inputNames, inputPattern } from "../core/input";

/** Values by input name. One that is undefined, such as what `config.getSecret()` did not find, counts as not given. */
export type InputValues = Readonly<Record<string, Input<string> | undefined>>;

/**
 * A copy of `object` with every `${{ input:name }}` replaced, or the object itself where there is none. Only a string that
 * mentions an input becomes an output: nothing else turns unknown in a preview, and nothing else becomes secret.
 */
export function withInputs(
  object: Readonly<Record<string, unknown>>,
  inputs: InputValues,
): Readonly<Record<string, unknown>> {
  return inputNames(object).size === 0 ? object : replaceIn(object, inputs);
}

function replaceIn(object: object, inputs: InputValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]: [string, unknown]) => [key, replaced(value, inputs)]),
  );
}

function replaced(value: unknown, inputs: InputValues): unknown {
  if (typeof value === "string") return replaceText(value, inputs);
  if (Array.isArray(value)) return value.map((item) => replaced(item, inputs));
  return typeof value === "object" && value !== null ? replaceIn(value, inputs) : value;
}

function replaceText(text: string, inputs: InputValues): Input<string> {
  // The pattern has one group, so every other part is the name of an input.
  const parts = text.split(inputPattern());
  return parts.length === 1 ? text : concat(...parts.map((part, i) => (i % 2 === 0 ? part : (inputs[part] ?? ""))));
}
