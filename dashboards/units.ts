/** Units of values; how Grafana calls each, so that 0.02 is read as 2 % and 1536 as 1.5 KiB. */
const UNITS = {
  /** A plain number, shortened: 1200 is 1.2 K. */
  short: "short",
  /** A ratio, 0 to 1. */
  percentunit: "percentunit",
  /** A percentage, 0 to 100. */
  percent: "percent",
  /** Requests per second. */
  reqps: "reqps",
  /** Anything else per second. */
  cps: "cps",
  /** Rare events per minute. */
  cpm: "cpm",
  /** Seconds; 0.02 is read as 20 ms. */
  s: "s",
  /** Milliseconds; 1500 is read as 1.5 s. */
  ms: "ms",
  /** Bytes, in powers of 1024. */
  bytes: "bytes",
  /** Bytes per second, in powers of 1024. */
  Bps: "binBps",
  cores: "suffix:cores",
  /** A point in time in milliseconds since 1970, read as how long ago it was. */
  ago: "dateTimeFromNow",
} as const;

export type Unit = keyof typeof UNITS;

/** @see https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
export function grafanaUnit(unit: Unit): string {
  return UNITS[unit];
}
