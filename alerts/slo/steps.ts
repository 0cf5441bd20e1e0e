import { formatDuration, parseDuration, type Duration } from "../../lib/core";

/**
 * What the recorded series of a steady service do after its requests turn bad or good again, sample by sample, so that cases
 * can say to the evaluation when an alert begins and ends.
 */
export class Steps {
  /** How many steps a rate over five minutes spans, and takes to follow a change. */
  private readonly span: number;

  constructor(readonly step: Duration) {
    this.span = Math.max(1, Math.ceil(parseDuration("5m") / parseDuration(step)) - 1);
  }

  /** How many samples a window holds. */
  in(window: Duration): number {
    return parseDuration(window) / parseDuration(this.step);
  }

  /** So many steps. */
  duration(count: number): Duration {
    return formatDuration(count * parseDuration(this.step));
  }

  /** What so many samples since a change add up to: the first few of them have not followed it wholly. */
  sum(count: number): number {
    return count >= this.span ? count - this.behind : (count * (count + 1)) / 2 / this.span;
  }

  /** The share that a window has left of what ended `count` samples ago, after it had lasted for `before` samples. */
  left(window: Duration, count: number, before: number): number {
    if (window === "5m") return 1 - Math.min(count, this.span) / this.span;
    // The first rates of all were over less than their five minutes.
    const samples = Math.min(this.in(window), before - this.behind + count);
    return Math.max(0, samples - this.sum(count)) / samples;
  }

  private get behind(): number {
    return (this.span - 1) / 2;
  }
}
