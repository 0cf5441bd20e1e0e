// What the stack costs, and what it can take.
import assert from "node:assert/strict";
import { eventually, kubectl, kubectlWith, sleep } from "../cluster.mjs";
import { linesPod, NAMESPACE } from "../fire-drill.mjs";
import { load, logCount, NODE, OBSERVABILITY, query, scalar } from "../stack.mjs";

/** Memory and CPU of each program of the stack, at rest and under 100 requests per second. */
export async function footprint({ proxy }) {
  await load(proxy, 0);
  await sleep(150_000);
  const atRest = await usage(proxy);
  await load(proxy, 100);
  await sleep(180_000);
  const requestsPerSecond = await scalar(proxy, 'sum(service:http_requests:rate5m{service="checkout"})');
  const under100rps = await usage(proxy);
  await load(proxy, 0);
  assert.ok(requestsPerSecond > 80, `expected about 100 requests per second, got ${requestsPerSecond}`);
  return { requestsPerSecond: Math.round(requestsPerSecond), atRest, under100rps };
}

/** As many lines as the agent takes: lines per second for each core that it uses, and its memory meanwhile. */
export async function agentThroughput({ proxy, drillImage }) {
  const run = `throughput-${Date.now().toString(36)}`;
  const agent = 'job="observability-node/collector-agent"';
  const accepted = `sum(otelcol_receiver_accepted_log_records{${agent}})`;
  const cpu = `sum(otelcol_process_cpu_seconds{${agent}})`;
  const count = 600_000;
  const before = { lines: await scalar(proxy, accepted), cpu: await scalar(proxy, cpu) };
  const start = Date.now();
  await kubectlWith([linesPod(run, drillImage, { count, rate: 0 })], "apply", "--server-side");
  let memory = 0;
  const { value: after } = await eventually(
    "the lines have passed the agent",
    600,
    async () => {
      const now = { lines: await scalar(proxy, accepted), cpu: await scalar(proxy, cpu) };
      memory = Math.max(memory, await scalar(proxy, `max(otelcol_process_memory_rss{${agent}})`));
      if (!(now.lines - before.lines >= count)) throw new Error(`${now.lines - before.lines} of ${count}`);
      return now;
    },
    5000,
  );
  const stored = await eventually("the lines are in Loki", 300, async () => {
    const counted = await logCount(proxy, `{k8s_container_name="lines"} |= "run ${run} line"`);
    if (counted < count) throw new Error(`${counted} of ${count}`);
    return counted;
  });
  assert.equal(stored.value, count);
  await kubectl("delete", "pod", run, "-n", NAMESPACE, "--wait=false");
  const lines = after.lines - before.lines;
  return {
    lines,
    linesPerSecond: Math.round(lines / ((Date.now() - start) / 1000)),
    linesPerSecondPerCore: Math.round(lines / (after.cpu - before.cpu)),
    inLoki: stored.value,
    megabytes: Math.round(memory / 2 ** 20),
  };
}

/** By program: cores over two minutes, and working set in MiB. */
async function usage(proxy) {
  const stack = `namespace=~"${OBSERVABILITY}|${NODE}",container!=""`;
  const cpu = await query(proxy, `sum by (container) (rate(container_cpu_usage_seconds_total{${stack}}[2m]))`);
  const memory = await query(proxy, `sum by (container) (container_memory_working_set_bytes{${stack}})`);
  const programs = {};
  for (const { metric, value } of memory) {
    const cores = cpu.find((other) => other.metric.container === metric.container)?.value ?? 0;
    programs[metric.container] = { cores: round(cores, 3), mebibytes: Math.round(value / 2 ** 20) };
  }
  const all = Object.values(programs);
  const total = {
    cores: round(
      all.reduce((sum, { cores }) => sum + cores, 0),
      2,
    ),
    mebibytes: all.reduce((sum, { mebibytes }) => sum + mebibytes, 0),
  };
  return { total, ...programs };
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}
