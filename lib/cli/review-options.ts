import type { Severity } from "../review";
import { UsageError } from "./usage-error";

/** Options of `cdk8s-observability review`. */
export interface ReviewOptions {
  readonly app: string;
  readonly env?: readonly string[];
  readonly path?: string;
  readonly build?: string;
  readonly format: string;
  readonly output?: readonly string[];
  readonly failOn: string;
  readonly nodes: string;
  readonly limit: string;
}

export const FORMATS = ["markdown", "text", "json"] as const;
export type Format = (typeof FORMATS)[number];

/** How the review is printed. Throws {@link UsageError} for another word. */
export function formatOf(format: string): Format {
  return oneOf("--format", format, FORMATS);
}

/** How a file is written, by its name. Throws {@link UsageError} for another one. */
export function formatOfFile(file: string): Format {
  const format = { md: "markdown", txt: "text", json: "json" }[/\.(md|txt|json)$/.exec(file)?.[1] ?? ""];
  if (format === undefined) throw new UsageError(`--output ${file}: expected a name that ends in .md, .txt or .json`);
  return formatOf(format);
}

/** The least severity at which the command fails; undefined for none. Throws {@link UsageError} for another word. */
export function failOnOf(failOn: string): Severity | undefined {
  const severity = oneOf("--fail-on", failOn, ["none", "danger", "warning"] as const);
  return severity === "none" ? undefined : severity;
}

/** A whole number from `least`. Throws {@link UsageError} for anything else. */
export function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least)
    throw new UsageError(`${option} ${text}: expected a whole number from ${least}`);
  return number;
}

function oneOf<T extends string>(option: string, text: string, accepted: readonly T[]): T {
  const found = accepted.find((word) => word === text);
  if (found === undefined) throw new UsageError(`${option} ${text}: expected one of ${accepted.join(", ")}`);
  return found;
}
