import type { TimeIntervalConfig } from "./time-interval";
import { MONTHS, WEEKDAYS } from "./time-interval";

/** Whether a moment lies in a time interval, as Alertmanager sees it: every field that is given must hold. */
export function containsTime(interval: TimeIntervalConfig, at: Date): boolean {
  const now = localTime(at, interval.location ?? "UTC");
  const { times, weekdays, days_of_month: days, months, years } = interval;
  return (
    (times?.some(
      ({ start_time: start, end_time: end }) => minuteOf(start) <= now.minute && now.minute < minuteOf(end),
    ) ??
      true) &&
    (days?.some((range) => containsDay(range, now)) ?? true) &&
    holds(months, now.month, (name) => indexOf(MONTHS, name) + 1) &&
    holds(weekdays, now.weekday, (name) => indexOf(WEEKDAYS, name)) &&
    holds(years, now.year, Number)
  );
}

/** A moment on the clock and the calendar of a place. */
interface LocalTime {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Since midnight. */
  readonly minute: number;
}

function localTime(at: Date, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const parts = new Map<string, number>(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: string): number => parts.get(name) ?? 0;
  const [year, month, day] = [part("year"), part("month"), part("day")];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, weekday, minute: part("hour") * 60 + part("minute") };
}

function holds(ranges: readonly string[] | undefined, value: number, parse: (text: string) => number): boolean {
  return (
    ranges?.some((range) => {
      const [begin, end] = limits(range, parse);
      return begin <= value && value <= end;
    }) ?? true
  );
}

/** Negative days count from the end of the month, and what goes beyond it ends with it. */
function containsDay(range: string, { year, month, day }: LocalTime): boolean {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const [begin, end] = limits(range, Number).map((limit) => (limit < 0 ? length + limit + 1 : limit));
  return begin !== undefined && end !== undefined && begin <= day && day <= end;
}

function limits(range: string, parse: (text: string) => number): readonly [number, number] {
  const [begin = "", end = begin] = range.split(":");
  return [parse(begin), parse(end)];
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function indexOf(names: readonly string[], name: string): number {
  return names.indexOf(name);
}
