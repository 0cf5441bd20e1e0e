import { containsTime } from "../../../lib/components/alertmanager/active-time";
import { timeIntervalConfig, type TimeInterval } from "../../../lib/components/alertmanager/time-interval";

/** A Thursday, the last day but three of its month. */
const THURSDAY = "2026-05-28T06:59:59Z";

test.each<[string, TimeInterval, string, boolean]>([
  ["the start of a time", { times: [{ startTime: "07:00", endTime: "09:00" }] }, "2026-05-28T07:00:00Z", true],
  ["the end of a time", { times: [{ startTime: "07:00", endTime: "09:00" }] }, "2026-05-28T09:00:00Z", false],
  ["the minute before a time", { times: [{ startTime: "07:00", endTime: "09:00" }] }, THURSDAY, false],
  ["the last minute of a day", { times: [{ startTime: "20:00", endTime: "24:00" }] }, "2026-05-28T23:59:59Z", true],
  [
    "summer in Berlin",
    { times: [{ startTime: "09:00", endTime: "10:00" }], location: "Europe/Berlin" },
    "2026-07-01T07:30:00Z",
    true,
  ],
  [
    "winter in Berlin",
    { times: [{ startTime: "09:00", endTime: "10:00" }], location: "Europe/Berlin" },
    "2026-01-02T07:30:00Z",
    false,
  ],
  ["midnight in Tokyo", { weekdays: ["friday"], location: "Asia/Tokyo" }, "2026-05-28T15:00:00Z", true],
  ["a weekday", { weekdays: ["monday:friday"] }, THURSDAY, true],
  ["another weekday", { weekdays: ["sunday", "friday:saturday"] }, THURSDAY, false],
  ["a day from the end", { daysOfMonth: ["-4:-1"] }, THURSDAY, true],
  ["a day before the end", { daysOfMonth: ["-3:-1"] }, THURSDAY, false],
  ["a range beyond the month", { daysOfMonth: ["27:31"] }, "2026-02-28T00:00:00Z", true],
  ["a day that the month lacks", { daysOfMonth: ["29:31"] }, "2026-02-28T00:00:00Z", false],
  ["a month", { months: ["april:june"] }, THURSDAY, true],
  ["another month", { months: ["june"] }, THURSDAY, false],
  ["a year", { years: ["2025:2026"] }, THURSDAY, true],
  ["another year", { years: ["2027"] }, THURSDAY, false],
  ["one field of two", { weekdays: ["thursday"], months: ["june"] }, THURSDAY, false],
  ["everything", {}, THURSDAY, true],
])("%s is told as Alertmanager tells it", (_, interval, at, contained) => {
  expect(containsTime(timeIntervalConfig(interval), new Date(at))).toBe(contained);
});
