/** Options from plain JavaScript, where no compiler has seen them. */
import { webhook } from "../../../lib/components/alertmanager";
import { problemsOf } from "./builders";

const hook = webhook({ url: "https://example.com" });

const misshapen: readonly [string, Record<string, unknown>, string][] = [
  ["no receivers", { receivers: undefined }, "alerting.receivers missing: expected an object by names"],
  ["receivers that are a list", { receivers: [hook] }, 'alerting.receivers "list": expected an object by names'],
  ["a receiver that is a URL", { receivers: { team: "https://x" } }, 'alerting.receivers.team "string": expected what'],
  [
    "a receiver that is nothing",
    { receivers: { team: [hook, null] } },
    'alerting.receivers.team "list": expected what',
  ],
  ["a route without match", { routes: [{ receiver: "team" }] }, 'alerting.routes[0] "object": expected an object with'],
  ["routes by names", { routes: {} }, 'alerting.routes "object": expected a list'],
  ["groups that are no list", { groupBy: "namespace" }, 'alerting.groupBy "string": expected a list'],
  ["half a timing", { timing: { groupWait: "1s" } }, 'alerting.timing "object": expected an object with groupWait'],
  ["times that are no list", { timeIntervals: { day: {} } }, 'alerting.timeIntervals.day "object": expected a list'],
  ["an inhibition of nothing", { inhibitions: [{ source: {} }] }, 'alerting.inhibitions[0] "object": expected'],
  ["a heartbeat without a URL", { heartbeat: true }, 'alerting.heartbeat "boolean": expected an object with url'],
  ["no default receiver", { defaultReceiver: undefined }, "alerting.defaultReceiver missing: expected one of"],
  ["no runbooks", { runbooks: undefined }, "alerting.runbooks missing: expected an http or https URL"],
];

test.each(misshapen)("refuses %s", (_, options, message) => {
  expect(problemsOf(options).join("\n")).toContain(message);
});

test("tells everything that has the wrong shape, and no value that may be secret", () => {
  const problems = problemsOf({ receivers: { a: "https://example.com/T0KEN" }, routes: [null] } as object);

  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain("T0KEN");
});
