import { watchdogAlert } from "../../../alerts/watchdog";
import { formatDuration, parseDuration, type Problems } from "../../core";
import type { RouteConfig } from "./alertmanager-config";
import type { Heartbeat } from "./options";
import { webhook } from "./receivers";
import { SEND_TIMEOUT, type Integration } from "./receivers/integration";

/** The alert that always fires. */
export const WATCHDOG = watchdogAlert().alert;

/** The receiver of the Watchdog with a heartbeat. */
export const HEARTBEAT = "heartbeat";

/** The receiver of the Watchdog without a heartbeat. It has no integration, and nothing else ends there. */
export const NOBODY = "none";

/** The receiver of the Watchdog and its integrations. */
export function watchdogReceiver(heartbeat: Heartbeat | undefined): readonly [string, readonly Integration[]] {
  return heartbeat ? [HEARTBEAT, [webhook({ url: heartbeat.url, sendResolved: false })]] : [NOBODY, []];
}

/** How the Watchdog is sent, without its matchers. */
export function watchdogRoute(heartbeat: Heartbeat | undefined): RouteConfig {
  if (heartbeat === undefined) return { receiver: NOBODY };
  const { every = "1m" } = heartbeat;
  return {
    receiver: HEARTBEAT,
    group_wait: "0s",
    group_interval: every,
    // Time is counted from the end of the last message to the next tick: a repeat interval as long as the ticks are
    // apart would miss every second one.
    repeat_interval: formatDuration(parseDuration(every) - parseDuration(SEND_TIMEOUT)),
  };
}

/** What Alertmanager has forgotten it sends again, so that a heartbeat rarer than that would come at any time. */
export function checkEvery(
  { every = "1m" }: Heartbeat,
  property: string,
  retention: number | undefined,
  problems: Problems,
): void {
  const interval = problems.parse(property, every, parseDuration);
  if (interval === undefined) return;
  problems.check(interval >= 30_000, property, every, "at least 30s");
  const expected = `at most the data retention ${formatDuration(retention ?? interval)}`;
  problems.check(interval <= (retention ?? interval), property, every, expected);
}
