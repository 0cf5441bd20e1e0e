/** The guide tells the numbers that are reckoned with. */
import { readFileSync } from "node:fs";
import { HttpMetrics, estimateOf } from "../../../lib/signals";
import {
  BYTES_PER_SAMPLE,
  CADVISOR,
  PER_BLACKBOX_PROBE,
  PER_OBJECT,
  PER_RULE_GROUP,
  POD_STATE,
  SPANS,
  UNKNOWN_POD,
} from "../../../lib/review/cost/measured";

const guide = readFileSync("docs/guides/cost.md", "utf8");

test.each(Object.entries(PER_OBJECT).filter(([kind]) => kind !== "ReplicaSet"))("%s has %d series", (kind, series) => {
  expect(guide).toMatch(new RegExp(`${kind} ${series}\\b`));
});

test.each([
  `| ${CADVISOR.perPod}, and ${CADVISOR.perContainer} for each container, ${CADVISOR.perContainer + CADVISOR.perCpuLimit} with a CPU limit |`,
  `| ${POD_STATE.perPod}, ${POD_STATE.perContainer} for each container, ${POD_STATE.perResource} for each request and limit, ${POD_STATE.perClaim} for each claim |`,
  `| ${UNKNOWN_POD}: a runtime and ten routes |`,
  `| ${PER_BLACKBOX_PROBE} |`,
  `| ${SPANS.perKind} for each kind of span`,
  `| ${PER_RULE_GROUP.prometheus} for each replica of Prometheus, or ${PER_RULE_GROUP.loki} of Loki |`,
  `× ${BYTES_PER_SAMPLE} bytes ×`,
])("has %s", (text) => {
  expect(guide).toContain(text);
});

test("shows the annotations of its example", () => {
  const routes = Number(/prometheus\(\{ routes: (\d+) \}\)/.exec(guide)?.[1]);

  for (const [annotation, value] of Object.entries(estimateOf(HttpMetrics.prometheus({ routes })))) {
    expect(guide).toContain(`| \`${annotation}\` | ${value} |`);
  }
});
