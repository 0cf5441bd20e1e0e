// What must not be lost while something is away.
import assert from "node:assert/strict";
import { eventually, kubectl, kubectlWith, sleep } from "../cluster.mjs";
import { linesPod, NAMESPACE } from "../fire-drill.mjs";
import { jaeger, logLines, NODE, OBSERVABILITY, traces } from "../stack.mjs";

const LINES = 10_000;
const SPANS = 10_000;
/** The most that Loki returns at once. */
const PAGE = 5000;

/** Loki is away for two minutes and the agent is restarted twice meanwhile: each line of a pod arrives exactly once. */
export async function linesSurvive({ proxy, drillImage }) {
  const run = `survive-${Date.now().toString(36)}`;
  await scale("statefulset/loki", 0);
  const away = Date.now();
  await kubectlWith([linesPod(run, drillImage, { count: LINES, rate: 90 })], "apply", "--server-side");
  await sleep(30_000);
  await restartAgent();
  await sleep(30_000);
  await restartAgent();
  await sleep(Math.max(0, away + 120_000 - Date.now()));
  await scale("statefulset/loki", 1);

  const { value, seconds } = await eventually(
    "every line in Loki",
    300,
    async () => {
      const numbers = await numbersOf(proxy, run);
      if (new Set(numbers).size < LINES) throw new Error(`${new Set(numbers).size} of ${LINES} lines`);
      return numbers;
    },
    5000,
  );
  // Whatever is sent twice may come late.
  await sleep(30_000);
  const numbers = await numbersOf(proxy, run);
  await kubectl("delete", "pod", run, "-n", NAMESPACE, "--wait=false");
  const distinct = new Set(numbers);
  const result = {
    written: LINES,
    arrived: distinct.size,
    lost: LINES - distinct.size,
    duplicated: numbers.length - distinct.size,
  };
  assert.deepEqual(result, { written: LINES, arrived: LINES, lost: 0, duplicated: 0 });
  return { ...result, secondsToLast: seconds, firstAnswer: value.length };
}

/** Jaeger restarts while spans are sent: each is found. */
export async function spansSurvive({ proxy }) {
  const service = `survive-${Date.now().toString(36)}`;
  const sent = new Set();
  const agent = await agentPod();
  for (let batch = 0; batch < 100; batch++) {
    if (batch === 25) await kubectl("delete", "pod", "jaeger-0", "-n", OBSERVABILITY, "--wait=false");
    const spans = Array.from({ length: SPANS / 100 }, (_, i) => aSpan(batch * 100 + i));
    for (const { traceId } of spans) sent.add(traceId);
    await proxy.pod(NODE, agent, 4318, "/v1/traces", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(otlp(service, spans)),
    });
    await sleep(300);
  }
  const { value, seconds } = await eventually(
    "every span in Jaeger",
    300,
    async () => {
      const found = await traces(proxy, { service, limit: 2 * SPANS });
      if (found.length < SPANS) throw new Error(`${found.length} of ${SPANS} traces`);
      return found;
    },
    5000,
  );
  const spans = value.flatMap((trace) => trace.spans.map(({ spanID }) => `${trace.traceID}/${spanID}`));
  const arrived = new Set(value.map(({ traceID }) => traceID));
  const lost = [...sent].filter((id) => !arrived.has(id)).length;
  const result = { sent: sent.size, arrived: arrived.size, lost, duplicated: spans.length - new Set(spans).size };
  assert.deepEqual(result, { sent: SPANS, arrived: SPANS, lost: 0, duplicated: 0 });
  assert.ok((await jaeger(proxy, "services")).includes(service));
  return { ...result, secondsToLast: seconds };
}

/** The numbers of all lines of the run. A page begins with the time at which the one before ended, as lines may share it. */
async function numbersOf(proxy, run) {
  const numbers = [];
  let start = BigInt(Date.now() - 3_600_000) * 1_000_000n;
  let counted = 0;
  for (;;) {
    const page = await logLines(proxy, `{k8s_container_name="lines"} |= "run ${run} line"`, { limit: PAGE, start });
    numbers.push(...page.slice(counted).map(({ line }) => Number(/line (\d+)/.exec(line)?.[1])));
    if (page.length < PAGE) return numbers;
    const last = page.at(-1).time;
    start = BigInt(last);
    counted = page.filter(({ time }) => time === last).length;
  }
}

async function scale(workload, replicas) {
  await kubectl("scale", workload, `--replicas=${replicas}`, "-n", OBSERVABILITY);
  if (replicas === 0) await kubectl("wait", "--for=delete", "pod/loki-0", "-n", OBSERVABILITY, "--timeout=120s");
}

async function restartAgent() {
  await kubectl("delete", "pod", "-l", "app.kubernetes.io/name=collector-agent", "-n", NODE, "--wait=true");
}

async function agentPod() {
  const output = await kubectl("get", "pods", "-l", "app.kubernetes.io/name=collector-agent", "-n", NODE, "-o", "json");
  return JSON.parse(output).items[0].metadata.name;
}

function aSpan(n) {
  const hex = n.toString(16);
  const now = BigInt(Date.now()) * 1_000_000n;
  return {
    traceId: `${Date.now().toString(16)}${hex}`.padStart(32, "a").slice(-32),
    spanId: hex.padStart(16, "b"),
    name: "survive",
    kind: 2,
    startTimeUnixNano: `${now}`,
    endTimeUnixNano: `${now + 1_000_000n}`,
  };
}

function otlp(service, spans) {
  const attributes = [
    { key: "service.name", value: { stringValue: service } },
    { key: "service.namespace", value: { stringValue: NAMESPACE } },
  ];
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] };
}
