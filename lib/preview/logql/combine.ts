import { NoAnswer } from "../sources";
import type { Binary } from "./query";
import { grouped, groupLabels, keyOf, type Series, type Value } from "./series";

/** What an operator makes of its two sides, at each moment by itself. */
export function combined(query: Binary, left: Value, right: Value): Value {
  const { operator } = query;
  if (operator === "or" || operator === "and" || operator === "unless") {
    if (typeof left === "number" || typeof right === "number") {
      throw new NoAnswer(`LogQL has series on both sides of ${operator}, and no numbers`);
    }
    return setOperation(query, left, right);
  }
  const of = operation(query);
  if (typeof left === "number") {
    if (typeof right === "number") return of(left, right, left) ?? NaN;
    return right.map((series) => each(series, (value) => of(left, value, value)));
  }
  if (typeof right === "number") return left.map((series) => each(series, (value) => of(value, right, value)));
  return matched(query, left, right, of);
}

/** A comparison yields what it compares, or nothing; the third number is what it yields. */
type Operation = (a: number, b: number, kept: number) => number | undefined;

function operation({ operator, bool }: Binary): Operation {
  const arithmetic = ARITHMETIC[operator];
  if (arithmetic) return arithmetic;
  const compare = COMPARE[operator];
  if (!compare) throw new NoAnswer(`preview does not evaluate the operator ${operator} of LogQL`);
  return (a, b, kept) => {
    if (bool) return Number(compare(a, b));
    return compare(a, b) ? kept : undefined;
  };
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  // Loki's own: nothing is infinite.
  "/": (a, b) => (b === 0 ? NaN : a / b),
  "%": (a, b) => (b === 0 ? NaN : a % b),
  "^": (a, b) => a ** b,
};

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};

function each(series: Series, of: (value: number) => number | undefined): Series {
  return { ...series, values: series.values.map((value) => (value === undefined ? undefined : of(value))) };
}

function matched(query: Binary, left: readonly Series[], right: readonly Series[], of: Operation): readonly Series[] {
  const partners = bySignature(query, right);
  const taken = new Set<string>();
  return left.flatMap((series) => {
    const signature = signatureOf(query, series);
    const others = partners.get(signature) ?? [];
    const values = series.values.map((value, moment) => {
      const [other, second] = others.flatMap(({ values }) => values[moment] ?? []);
      if (value === undefined || other === undefined) return undefined;
      const claim = `${moment} ${signature}`;
      if (second !== undefined || taken.has(claim)) {
        throw new NoAnswer(`several series have the same labels on a side of ${query.operator}`);
      }
      taken.add(claim);
      return of(value, other, value);
    });
    return others.length === 0 ? [] : [{ labels: resultLabels(query, series), values }];
  });
}

function resultLabels({ matching }: Binary, { labels }: Series): Series["labels"] {
  return matching ? groupLabels(labels, { without: !matching.on, labels: matching.labels }) : labels;
}

function setOperation(query: Binary, left: readonly Series[], right: readonly Series[]): readonly Series[] {
  const { operator } = query;
  if (operator === "or") return united([...left, ...masked(query, right, left, false)]);
  return masked(query, left, right, operator === "and");
}

/** Those of both sides that have the same labels are one series. */
function united(all: readonly Series[]): readonly Series[] {
  return grouped(all, ({ labels }) => labels).map(({ labels, items: [first, ...others] }) => ({
    labels,
    values: (first?.values ?? []).map((value, moment) =>
      others.reduce((found, { values }) => found ?? values[moment], value),
    ),
  }));
}

/** The series at those moments at which there is one of the others with the same labels, or at which there is none. */
function masked(query: Binary, all: readonly Series[], others: readonly Series[], wanted: boolean): readonly Series[] {
  const partners = bySignature(query, others);
  return all.map((series) => {
    const found = partners.get(signatureOf(query, series)) ?? [];
    const isThere = (moment: number): boolean => found.some(({ values }) => values[moment] !== undefined);
    return {
      ...series,
      values: series.values.map((value, moment) => (isThere(moment) === wanted ? value : undefined)),
    };
  });
}

function bySignature(query: Binary, all: readonly Series[]): ReadonlyMap<string, readonly Series[]> {
  const found = new Map<string, Series[]>();
  for (const series of all) {
    const signature = signatureOf(query, series);
    found.set(signature, [...(found.get(signature) ?? []), series]);
  }
  return found;
}

function signatureOf({ matching }: Binary, { labels }: Series): string {
  if (!matching) return keyOf(labels);
  return keyOf(groupLabels(labels, { without: !matching.on, labels: matching.labels }));
}
