import { kebabCase } from "../../lib/core";

test.each([
  ["ServiceErrors5xx", "service-errors-5xx"],
  ["ServiceLatencyP99", "service-latency-p99"],
  ["QueueFull", "queue-full"],
  ["Watchdog", "watchdog"],
  ["Queue2Full", "queue-2-full"],
])("%s is %s", (name, kebab) => {
  expect(kebabCase(name)).toBe(kebab);
});
