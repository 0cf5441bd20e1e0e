import { parseDuration, type Duration } from "../core";

/**
 * What happens to the series that an alert looks at, and whether it then fires. Cases become unit tests of promtool, so
 * that each alert is shown to fire when it should and to stay silent when it should not.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
 */
export type AlertCase = {
  /** What happens, such as "5.05 % of the requests fail". */
  readonly name: string;
  /** All series that exist. Time begins at 0; a series ends with its last phase. */
  readonly series: readonly CaseSeries[];
} & (FiringCase | SilentCase);

/** A case that cannot become a test. The message says why, to whoever wrote it. */
export class CaseError extends Error {}

export interface FiringCase {
  readonly fires: {
    /** From when on its expression holds; it must not hold one evaluation earlier. It fires after `for`. */
    readonly since: Duration;
    /** When it has resolved, after its last evaluation as firing. @default - it goes on to the end */
    readonly until?: Duration;
    /** The value of its expression when it begins to fire, which its texts tell. @default 1 */
    readonly value?: number;
    /** Labels of the alert beside those of the rule and of its monitor; several sets where several alerts fire. @default - one without */
    readonly labels?: Labels | readonly Labels[];
  };
}

export interface SilentCase {
  /** `inactive`: the expression never holds. `pending`: it holds, but never for long enough. */
  readonly stays: "inactive" | "pending";
}

type Labels = Readonly<Record<string, string>>;

/** A series, as a selector with exact matchers only, and what it does, one phase after the other. */
export interface CaseSeries {
  readonly series: string;
  readonly phases: readonly Phase[];
  /**
   * Makes it a native histogram of observations of this one value, above 0; the phases say how many.
   * @default - a series of numbers
   */
  readonly observed?: number;
}

export type Phase =
  | { readonly kind: "steady"; readonly value: number; readonly for: Duration }
  | { readonly kind: "growing"; readonly perSecond: number; readonly for: Duration }
  | { readonly kind: "missing"; readonly for: Duration };

/** `up{job="a"}` and its phases. */
export function series(name: string, ...phases: readonly Phase[]): CaseSeries {
  return { series: name, phases };
}

/** A gauge that keeps its value. */
export function steady(value: number, duration: Duration): Phase {
  return { kind: "steady", value, for: duration };
}

/** A counter, from 0 or from where it stood; it is reset by a `steady` phase. */
export function growing(perSecond: number, duration: Duration): Phase {
  return { kind: "growing", perSecond, for: duration };
}

/** No sample at all. */
export function missing(duration: Duration): Phase {
  return { kind: "missing", for: duration };
}

/** Values in promtool's notation, a sample at each step from 0 on. Throws {@link CaseError} where a phase is not a number of whole steps. */
export function sampleValues({ phases, observed }: Omit<CaseSeries, "series">, step: Duration): string {
  const sample = observed === undefined ? plain : (count: number) => histogramOf(observed, count);
  const stepMs = parseDuration(step);
  let last: number | undefined;
  const parts: string[] = [];
  for (const phase of phases) {
    const count = parseDuration(phase.for) / stepMs;
    if (!Number.isInteger(count) || count < 1)
      throw new CaseError(`a phase of ${phase.for} is not a number of steps of ${step}`);
    if (phase.kind === "missing") {
      parts.push(`_x${count}`);
      continue;
    }
    const increment = phase.kind === "growing" ? rounded((phase.perSecond * stepMs) / 1000) : 0;
    const first = phase.kind === "steady" ? phase.value : last === undefined ? 0 : last + increment;
    last = first;
    // As promtool adds them: where a counter goes on, one bit less would be a reset.
    for (let sample = 1; sample < count; sample++) last += increment;
    parts.push(`${sample(first)}${increment < 0 ? "-" : "+"}${sample(Math.abs(increment))}x${count - 1}`);
  }
  return parts.join(" ");
}

/** How long the longest of the series is, in milliseconds. */
export function lengthOf(all: readonly CaseSeries[]): number {
  return Math.max(0, ...all.map(({ phases }) => phases.reduce((sum, phase) => sum + parseDuration(phase.for), 0)));
}

/** A native histogram of equal observations. Of schema 0 each bucket ends at a power of two. */
function histogramOf(value: number, count: number): string {
  const [offset, sum] = [Math.ceil(Math.log2(value)), rounded(count * value)];
  return `{{schema:0 count:${plain(count)} sum:${plain(sum)} offset:${offset} buckets:[${plain(count)}]}}`;
}

/** Without the noise of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** Every digit, and no exponent. */
function plain(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}
