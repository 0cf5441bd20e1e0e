// Alerts that come when they should, and only then. Both take long: they run when they are named with --only.
import assert from "node:assert/strict";
import { BROKEN, troubles } from "../broken-services.mjs";
import { eventually, kubectl, sleep } from "../cluster.mjs";
import { load, query, scalar } from "../stack.mjs";

/** Each trouble raises its alert, and nobody is paged for anything else. */
export async function breakages({ proxy }) {
  const names = Object.keys(troubles);
  await eventually("traffic at every service", 300, async () => {
    const series = await query(proxy, `service:http_requests:rate5m{namespace="${BROKEN}"} > 2`);
    return series.length === names.length;
  });
  // What is compared with the last hour needs some of it.
  await sleep(360_000);
  const before = await firing(proxy, `namespace="${BROKEN}"`);
  assert.deepEqual(before, [], "nothing fires before anything is broken");

  const found = await Promise.all(
    Object.entries(troubles).map(async ([name, trouble]) => {
      await sleep((trouble.after ?? 0) * 60_000);
      await trouble.break(name, proxy);
      const { alert, severity, minutes } = trouble;
      const selector = `alertname="${alert}",severity="${severity}",service="${name}"`;
      const arrived = await eventually(
        `${alert} of ${name}`,
        minutes * 60,
        async () => (await firing(proxy, selector)).length > 0,
        5000,
      ).catch((error) => ({ error: error.message }));
      return [name, arrived.error ?? `${alert} ${severity} after ${Math.round(arrived.seconds)} s`];
    }),
  );
  const critical = await everFired(proxy, `namespace="${BROKEN}",severity="critical"`, "90m");
  const unexpected = critical.filter(({ alertname, service }) => !mayPage(troubles[service], alertname));
  const others = (await everFired(proxy, `namespace="${BROKEN}",severity!="critical"`, "90m")).map(
    ({ alertname, service, severity }) => `${service}: ${alertname} ${severity}`,
  );
  const result = {
    ...Object.fromEntries(found),
    pages: critical.map(({ alertname, service }) => `${service}: ${alertname}`),
    others,
  };
  assert.deepEqual(unexpected, [], `no other page: ${JSON.stringify(result)}`);
  assert.deepEqual(
    found.filter(([, text]) => text.includes("not within")),
    [],
    JSON.stringify(result),
  );
  return result;
}

function mayPage(trouble, alertname) {
  if (!trouble) return false;
  const own = trouble.severity === "critical" ? [trouble.alert] : [];
  return [...own, ...(trouble.alsoCritical ?? [])].includes(alertname);
}

const CALM_MINUTES = 60;

/** An hour as it is on any good day: rollouts, scaling, restarts, a node agent that restarts. Nobody is paged. */
export async function normalLife({ proxy }) {
  await load(proxy, 10);
  const start = Date.now();
  const done = [];
  for (const [minute, what, act] of LIFE) {
    await sleep(Math.max(0, start + minute * 60_000 - Date.now()));
    await act();
    done.push([minute, what].join("m "));
  }
  await sleep(Math.max(0, start + CALM_MINUTES * 60_000 - Date.now()));
  const requests = await scalar(proxy, `sum(increase(http_requests_total{namespace="shop",service="checkout"}[60m]))`);
  const failed = await scalar(
    proxy,
    `sum(increase(http_requests_total{namespace="shop",service="checkout",code=~"5.."}[60m])) or vector(0)`,
  );
  const all = await everFired(proxy, `namespace!="${BROKEN}",alertname!="Watchdog"`, `${CALM_MINUTES}m`);
  const pages = all.filter(({ severity }) => severity === "critical");
  await load(proxy, 0);
  const result = {
    done,
    requests: Math.round(requests),
    failed: Math.round(failed),
    others: all.map(({ alertname, service, severity }) => `${service}: ${alertname} ${severity}`),
  };
  assert.deepEqual(pages, [], `nobody is paged: ${JSON.stringify(result)}`);
  assert.ok(requests > 10_000, `there was traffic: ${JSON.stringify(result)}`);
  return result;
}

const shop = (...args) => kubectl("-n", "shop", ...args);
const minReplicas = (count) =>
  shop("patch", "hpa", "checkout", "--type=merge", "-p", `{"spec":{"minReplicas":${count}}}`);

const LIFE = [
  [3, "rollout of checkout", () => shop("rollout", "restart", "deployment/checkout")],
  [8, "rollout of inventory", () => shop("rollout", "restart", "deployment/inventory")],
  [13, "checkout scaled to 3", () => minReplicas(3)],
  [19, "checkout scaled back", () => minReplicas(1)],
  [22, "batch scaled to zero", () => shop("scale", "deployment/batch", "--replicas=0")],
  [32, "batch scaled up again", () => shop("scale", "deployment/batch", "--replicas=1")],
  [
    36,
    "a pod of checkout deleted",
    () => shop("delete", "pod", "-l", "app.kubernetes.io/name=checkout", "--wait=false"),
  ],
  [
    41,
    "the node agent restarted",
    () => kubectl("-n", "observability-node", "rollout", "restart", "daemonset/collector-agent"),
  ],
  [46, "another rollout of checkout", () => shop("rollout", "restart", "deployment/checkout")],
  [
    50,
    "kube-state-metrics restarted",
    () => kubectl("-n", "observability", "rollout", "restart", "deployment/kube-state-metrics"),
  ],
];

/** The labels of the alerts that fire now. */
async function firing(proxy, matchers) {
  return (await query(proxy, `ALERTS{alertstate="firing",${matchers}}`)).map(({ metric }) => metric);
}

/** The labels of the alerts that fired at any time within a window: by name, service and severity. */
async function everFired(proxy, matchers, window) {
  const expr = `count by (alertname, namespace, service, severity) (count_over_time(ALERTS{alertstate="firing",${matchers}}[${window}]))`;
  return (await query(proxy, expr)).map(({ metric }) => metric);
}
