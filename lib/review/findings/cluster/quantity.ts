import { word } from "./fields";

/** The number that any Kubernetes quantity stands for: bytes of `10Gi`, cores of `250m`; undefined for what is none. */
export function bytesOf(value: unknown): number | undefined {
  const match = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)(m|k|[KMGTPE]i?)?$/.exec(word(value ?? "").trim());
  const number = Number(match?.[1]);
  if (!match || Number.isNaN(number)) return undefined;
  return number * (FACTORS.get(match[2] ?? "") ?? Number.NaN);
}

const FACTORS: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["m", 1e-3],
  ["k", 1e3],
  ...["K", "M", "G", "T", "P", "E"].flatMap((letter, i): [string, number][] => [
    [letter, 1000 ** (i + 1)],
    [`${letter}i`, 1024 ** (i + 1)],
  ]),
]);
