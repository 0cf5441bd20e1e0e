import { formatDuration, formatMemory } from "../../../core";
import { unwrapped, type Expression } from "../../../promql/expression";

/** What a number in an expression stands for. */
export type QuantityUnit = "ratio" | "seconds" | "bytes" | "percent" | "none";

/** A number as people read it: `5 %`, `500ms`, `512Mi`. */
export function quantity(value: number, unit: QuantityUnit): string {
  if (unit === "ratio") return `${rounded(value * 100)} %`;
  if (unit === "percent") return `${rounded(value)} %`;
  if (unit === "seconds" && Number.isFinite(value) && value >= 0) return formatDuration(Math.round(value * 1000));
  if (unit === "bytes" && value >= 1024 && value % 1024 === 0) return formatMemory(value);
  return String(rounded(value));
}

/** The unit of what is compared with numbers, by the names of metrics and by what is done to them. */
export function unitOf(expression: Expression, values: readonly number[]): QuantityUnit {
  const of = unwrapped(expression);
  switch (of.kind) {
    case "selector":
      return unitOfName(of.name ?? "");
    case "range":
    case "subquery":
    case "unary":
      return unitOf(of.of, values);
    case "aggregation":
      return of.operator.startsWith("count") ? "none" : ofArguments(of.args, values);
    case "call":
      return /^(count_over_time|changes|resets|absent|absent_over_time|round)$/.test(of.function)
        ? "none"
        : /^(rate|irate)$/.test(of.function)
          ? "none"
          : /^time$/.test(of.function)
            ? "seconds"
            : ofArguments(of.args, values);
    case "binary":
      return ofBinary(of, values);
    case "number":
    case "string":
    case "parenthesis":
      return "none";
  }
}

function ofBinary({ operator, left, right }: Extract<Expression, { kind: "binary" }>, values: readonly number[]) {
  const units = [left, right].map((side) => unitOf(side, values));
  if (operator === "/") {
    if (units[0] === "ratio" || units[1] === "ratio") return "none";
    // A share of something is at most all of it; what goes beyond is a relation.
    return unwrapped(right).kind !== "number" && values.every((value) => value > 0 && value <= 1) ? "ratio" : "none";
  }
  if (operator === "*") {
    const isPercent = [left, right].some((side) => {
      const inner = unwrapped(side);
      return inner.kind === "number" && inner.value === 100;
    });
    return isPercent ? "percent" : "none";
  }
  return units.find((unit) => unit !== "none") ?? "none";
}

function ofArguments(args: readonly Expression[], values: readonly number[]): QuantityUnit {
  return args.map((arg) => unitOf(arg, values)).find((unit) => unit !== "none") ?? "none";
}

function unitOfName(name: string): QuantityUnit {
  const [, recorded, operations = ""] = name.split(":");
  if (/ratio/.test(operations)) return "ratio";
  const base = (recorded ?? name).replace(/_(bucket|sum)$/, "");
  return UNITS.find(([ending]) => base.endsWith(ending))?.[1] ?? "none";
}

const UNITS: readonly (readonly [string, QuantityUnit])[] = [
  ["_seconds", "seconds"],
  ["_bytes", "bytes"],
  ["_ratio", "ratio"],
  ["_percent", "percent"],
];

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
