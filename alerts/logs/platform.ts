import { logLabels, rate, recorded, selector, sum, type RecordingRule } from "../../lib/signals";

/** What the alert on missing lines compares with: LogQL, once for the whole stack. */
export function platformLogRecordings(): RecordingRule[] {
  const everything = selector("", { [logLabels.service]: { re: ".+" } });
  return [{ record: recorded.clusterLogLines, expr: sum(rate(everything, "5m")) }];
}
