import type { Problems } from "../../core";

/**
 * A time that recurs: every field that is given must hold. Several values of one field are alternatives.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#time_interval
 */
export interface TimeInterval {
  /** Within a day, the end excluded. A night is two: from its start to `"24:00"` and from `"00:00"` to its end. @default - all day */
  readonly times?: readonly { readonly startTime: TimeOfDay; readonly endTime: TimeOfDay }[];
  /** Such as `"monday:friday"` or `"sunday"`; a week begins on Sunday. @default - every day */
  readonly weekdays?: readonly (Weekday | `${Weekday}:${Weekday}`)[];
  /** Such as `"1"`, `"1:7"`, or from the month's end `"-3:-1"`. @default - every day */
  readonly daysOfMonth?: readonly (`${number}` | `${number}:${number}`)[];
  /** Such as `"december"` or `"july:august"`. @default - every month */
  readonly months?: readonly (Month | `${Month}:${Month}`)[];
  /** Such as `"2026"` or `"2026:2027"`. @default - every year */
  readonly years?: readonly (`${number}` | `${number}:${number}`)[];
  /** A time zone such as `"Europe/Berlin"`. @default "UTC" */
  readonly location?: string;
}

/** Such as `"09:00"`. */
export type TimeOfDay = `${number}:${number}`;

export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

export type Weekday = (typeof WEEKDAYS)[number];
export type Month = (typeof MONTHS)[number];

/** As Alertmanager reads it. */
export interface TimeIntervalConfig {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly string[];
  readonly days_of_month?: readonly string[];
  readonly months?: readonly string[];
  readonly years?: readonly string[];
  readonly location?: string;
}

export function timeIntervalConfig(interval: TimeInterval): TimeIntervalConfig {
  const { times, weekdays, daysOfMonth, months, years, location } = interval;
  return {
    ...(times && { times: times.map(({ startTime, endTime }) => ({ start_time: startTime, end_time: endTime })) }),
    ...(weekdays && { weekdays }),
    ...(daysOfMonth && { days_of_month: daysOfMonth }),
    ...(months && { months }),
    ...(years && { years }),
    ...(location !== undefined && { location }),
  };
}

/** Notes what Alertmanager would refuse, which is a pod that does not start. */
export function checkTimeInterval(interval: TimeInterval, property: string, problems: Problems): void {
  for (const { startTime, endTime } of interval.times ?? []) {
    const [start, end] = [minuteOfDay(startTime), minuteOfDay(endTime)];
    const holds = start !== undefined && end !== undefined && start < end;
    const expected = 'a start before its end, from "00:00" to "24:00"';
    problems.check(holds, `${property}.times`, `${startTime} to ${endTime}`, expected, "write a night as two times");
  }
  const ranges = [
    {
      field: "weekdays",
      values: interval.weekdays,
      parse: indexIn(WEEKDAYS),
      expected: 'days such as "monday:friday", in a week from Sunday to Saturday',
    },
    {
      field: "daysOfMonth",
      values: interval.daysOfMonth,
      parse: dayOfMonth,
      expected: 'days such as "1:7", or "-3:-1" from the end',
    },
    {
      field: "months",
      values: interval.months,
      parse: indexIn(MONTHS),
      expected: 'months such as "july:august", within a year',
    },
    { field: "years", values: interval.years, parse: year, expected: 'years such as "2026:2027"' },
  ];
  for (const { field, values = [], parse, expected } of ranges) {
    for (const value of values) problems.check(isRange(value, parse), `${property}.${field}`, value, expected);
  }
  const { location } = interval;
  problems.check(
    location === undefined || isTimeZone(location),
    `${property}.location`,
    location,
    'a time zone such as "Europe/Berlin"',
  );
}

function isRange(text: string, parse: (text: string) => number | undefined): boolean {
  const [begin, end, ...rest] = text.split(":").map(parse);
  if (begin === undefined || rest.length > 0) return false;
  return !text.includes(":") || (end !== undefined && begin <= end && begin < 0 === end < 0);
}

function indexIn(names: readonly string[]): (text: string) => number | undefined {
  return (text) => (names.includes(text) ? names.indexOf(text) : undefined);
}

function dayOfMonth(text: string): number | undefined {
  const day = /^-?\d{1,2}$/.test(text) ? Number(text) : 0;
  return day !== 0 && Math.abs(day) <= 31 ? day : undefined;
}

function year(text: string): number | undefined {
  return /^\d{4}$/.test(text) ? Number(text) : undefined;
}

function minuteOfDay(text: string): number | undefined {
  const match = /^(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/.exec(text);
  return match ? Number(match[1] ?? match[3]) * 60 + Number(match[2] ?? match[4]) : undefined;
}

function isTimeZone(name: string): boolean {
  // Offsets such as "+01:00" are time zones for Intl and none for Go.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
