import { stackDashboard, type Parts } from "../../dashboards";
import { CLUSTER_JOB } from "../../lib/components/kube-state-metrics/config";
import { nodeJobs } from "../../lib/components/prometheus/scrape-nodes";
import { expressionCheck } from "../../lib/promql";
import { catalogue } from "../../lib/signals/catalogue";
import { everyPart, everyStack, expressionsOf, panelsOf, queriesOf, rendered, substituted } from "./builders";

const check = expressionCheck(catalogue());
const stack = rendered(stackDashboard(everyPart));

test("asks for nothing that nobody tells, or that is dropped when it is read", () => {
  const problems = expressionsOf(stack).flatMap((expr) =>
    check(substituted(expr, {})).problems.map((problem) => [expr, problem]),
  );

  expect(problems).toEqual([]);
});

test.each(everyStack)("counts what each program loses that the stack has, and no other: %j", (parts) => {
  const text = expressionsOf(rendered(stackDashboard(parts))).join("\n");
  const counts = (counter: string): boolean => text.includes(`rate(${counter}`) && text.includes(`increase(${counter}`);

  expect(counts("prometheus_notifications_dropped_total")).toBe(true);
  expect(counts("alertmanager_notifications_failed_total")).toBe(true);
  expect(counts("loki_discarded_samples_total")).toBe(parts.logs);
  expect(counts("otelcol_exporter_enqueue_failed_spans")).toBe(parts.collector);
  expect(counts("otelcol_exporter_send_failed_spans_total")).toBe(parts.traces);
});

test("draws over time what it counts in the table", () => {
  const [table, curves] = ["Lost within an hour", "Lost over time"].map((title) => queries(title));

  const named = [...(table?.[0]?.expr ?? "").matchAll(/"what", "([^"]+)"/g)].map(([, name]) => name);

  expect(named.length).toBeGreaterThan(5);
  expect(curves?.map(({ legendFormat }) => legendFormat)).toEqual(named);
});

test("leads to a program's lines only where lines are kept", () => {
  const leads = (parts: Parts): boolean => JSON.stringify(rendered(stackDashboard(parts))).includes('"/d/logs?');

  expect(leads(everyPart)).toBe(true);
  expect(leads({ ...everyPart, logs: false })).toBe(false);
});

test("shows what it costs to read each job about the cluster", () => {
  const [, pattern = ""] = /job=~"([^"]+)"/.exec(queries("Scrape duration")[0]?.expr ?? "") ?? [];
  const watched = new RegExp(`^(?:${pattern})$`);

  const jobs = [CLUSTER_JOB, ...nodeJobs, "observability/loki", "observability-node/node-exporter"];
  expect(jobs.filter((job) => !watched.test(job))).toEqual([]);
  expect(watched.test("shop/checkout")).toBe(false);
});

function queries(title: string): ReturnType<typeof queriesOf> {
  return panelsOf(stack)
    .filter((panel) => panel.title === title)
    .flatMap((panel) => queriesOf(panel));
}
