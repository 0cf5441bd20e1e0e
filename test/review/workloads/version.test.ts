import { versionStep } from "../../../lib/review/findings/workloads/version";

test.each([
  ["1.2.3", "2.0.0", "major"],
  ["v3.13.2", "v3.14.0", "minor"],
  ["0.2.0", "0.2.1", "patch"],
  ["15", "16", "major"],
  ["7.0.15-bookworm", "7.0.9-bookworm", "downgrade"],
  ["1.9", "1.10", "minor"],
  ["2.0.0-rc.1", "2.0.0", "patch"],
  ["2.0.0", "2.0.0-rc.1", "downgrade"],
  ["7.0.15-bookworm", "7.0.15-alpine", "other"],
  ["2024.11.3", "2025.1.0", "newer"],
  ["4711", "4700", "downgrade"],
  ["4711", "4712", "newer"],
  ["3f2a9c1", "9d8e7f6", "other"],
  ["1.0.0", "latest", "other"],
  ["", "1.0.0", "other"],
])("from %p to %p is %s", (before, after, step) => {
  expect(versionStep(before, after)).toBe(step);
});
