// What the environment must do on a real cluster. Each scenario returns what it measured, or throws.
import assert from "node:assert/strict";
import { eventually, kubectl, kubectlWith, sleep } from "./cluster.mjs";
import { NAMESPACE } from "./fire-drill.mjs";

const OBSERVABILITY = "observability";

/** Every pod of every namespace becomes Ready. */
export async function everyPodReady({ namespaces }) {
  const { value, seconds } = await eventually("every pod Ready", 300, async () => {
    const pods = await podsOf(namespaces);
    const waiting = pods.filter(
      (pod) => !pod.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True"),
    );
    if (waiting.length > 0 || pods.length === 0)
      throw new Error(`not ready: ${waiting.map(({ metadata }) => metadata.name).join(", ")}`);
    return pods.length;
  });
  return { pods: value, seconds };
}

/** The API server refuses a pod that is not restricted. */
export async function podSecurity({ namespaces }) {
  const refused = [];
  for (const namespace of namespaces) {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "intruder", namespace },
      spec: { containers: [{ name: "c", image: "example.com/c:1", securityContext: { privileged: true } }] },
    };
    try {
      await kubectlWith([pod], "create", "--dry-run=server");
    } catch (error) {
      assert.match(error.message, /violates PodSecurity "restricted/);
      refused.push(namespace);
    }
  }
  assert.deepEqual(
    namespaces.filter((namespace) => !refused.includes(namespace)),
    ["observability-node"],
  );
  return { refusedIn: refused };
}

/** Prometheus finds every target and can read it. */
export async function everyTargetUp({ proxy }) {
  const { value, seconds } = await eventually("every scrape target up", 120, async () => {
    const { data } = await prometheus(proxy, "/api/v1/targets?state=active");
    const down = data.activeTargets.filter(({ health }) => health !== "up");
    if (down.length > 0 || data.activeTargets.length === 0) {
      throw new Error(
        down.map(({ labels, lastError }) => `${labels.job}: ${lastError || "not scraped yet"}`).join("; "),
      );
    }
    return data.activeTargets;
  });
  const jobs = {};
  for (const { labels } of value) jobs[labels.job] = (jobs[labels.job] ?? 0) + 1;
  const missing = ["shop/checkout", "observability/prometheus", "observability/alertmanager"].filter(
    (job) => !jobs[job],
  );
  assert.deepEqual(missing, [], `jobs without a target, found ${JSON.stringify(jobs)}`);
  return { targets: value.length, jobs, seconds };
}

/** A changed threshold is evaluated without a restart. */
export async function ruleChange({ proxy, environment, namespaces, render }) {
  const before = await restartsOf(namespaces);
  const changed = { ...environment, checkoutAlerts: { ...environment.checkoutAlerts, errors5xx: { above: "7%" } } };
  const original = new Map(render(environment).map(({ object }) => [nameOf(object), JSON.stringify(object)]));
  const objects = render(changed)
    .map(({ object }) => object)
    .filter((object) => original.get(nameOf(object)) !== JSON.stringify(object));
  assert.equal(objects.length, 1, `one object changes, got ${objects.map(nameOf).join(", ")}`);
  await kubectlWith(objects, "apply", "--server-side");
  const { seconds } = await eventually("the changed rule in Prometheus", 180, async () => {
    const { data } = await prometheus(proxy, "/api/v1/rules?type=alert&rule_name[]=ServiceErrors5xx");
    return data.groups.some(({ rules }) => rules.some(({ query }) => query.includes("> 0.07")));
  });
  assert.deepEqual(await restartsOf(namespaces), before);
  return { changedObjects: objects.map(nameOf), seconds };
}

/** Every request fails: the notification arrives, and another one when it is over. */
export async function outage({ proxy }) {
  await load(proxy, 20);
  await eventually(
    "traffic in Prometheus",
    120,
    async () => (await scalar(proxy, 'service:http_requests:rate1m{service="checkout"}')) > 10,
  );
  await drill(proxy, "/notifications", { method: "DELETE" });

  const broken = Date.now();
  await chaos(proxy, { error_ratio: 1 });
  const firing = await notification(proxy, "ServiceOutage", "firing", 150);
  const repaired = Date.now();
  await chaos(proxy, { error_ratio: 0 });
  const resolved = await notification(proxy, "ServiceOutage", "resolved", 400);
  await load(proxy, 0);

  const seconds = (firing.receivedAt - broken) / 1000;
  assert.ok(seconds <= 90, `the notification took ${seconds} s`);
  return {
    alert: firing.summary,
    secondsToNotification: seconds,
    secondsToResolved: (resolved.receivedAt - repaired) / 1000,
  };
}

/** The autoscaler reads metrics, and scales out under load. */
export async function autoscaling({ proxy }) {
  const read = await eventually("the autoscaler reads metrics", 180, async () => {
    const { status } = JSON.parse(await kubectl("get", "hpa", "checkout", "-n", "shop", "-o", "json"));
    return status.currentMetrics?.some(({ resource }) => resource?.current?.averageUtilization !== undefined) && status;
  });
  const before = read.value.currentReplicas;
  await load(proxy, 20);
  await chaos(proxy, { cpu_burn: 1 });
  const scaled = await eventually("more replicas", 240, async () => {
    const { status } = JSON.parse(await kubectl("get", "hpa", "checkout", "-n", "shop", "-o", "json"));
    return status.currentReplicas > before && status.currentReplicas;
  });
  await chaos(proxy, { cpu_burn: 0 });
  await load(proxy, 0);
  return { secondsToMetrics: read.seconds, from: before, to: scaled.value, secondsToScale: scaled.seconds };
}

async function prometheus(proxy, path) {
  return proxy.service(OBSERVABILITY, "prometheus", 9090, path);
}

async function scalar(proxy, query) {
  const { data } = await prometheus(proxy, `/api/v1/query?query=${encodeURIComponent(query)}`);
  return Number(data.result[0]?.value[1] ?? NaN);
}

async function drill(proxy, path, options) {
  return proxy.service(NAMESPACE, "receiver", 8080, path, options);
}

async function load(proxy, rate) {
  await proxy.service(NAMESPACE, "load", 8080, "/rate", { method: "PUT", body: JSON.stringify({ rate }) });
}

/** Sets the switches of every pod of the shop, as each has its own. */
async function chaos(proxy, switches) {
  const pods = (await podsOf(["shop"])).filter(
    ({ metadata }) => metadata.name.startsWith("checkout-") && !metadata.deletionTimestamp,
  );
  await Promise.all(
    pods.map(({ metadata }) =>
      proxy.pod("shop", metadata.name, 9090, "/chaos", { method: "PUT", body: JSON.stringify(switches) }),
    ),
  );
  await sleep(0);
}

async function notification(proxy, alertname, status, seconds) {
  const { value } = await eventually(`a notification: ${alertname} ${status}`, seconds, async () => {
    for (const { receivedAt, notification: sent } of await drill(proxy, "/notifications")) {
      const alert = sent.alerts.find(({ labels, status: state }) => labels.alertname === alertname && state === status);
      if (alert) return { receivedAt: Date.parse(receivedAt), summary: alert.annotations.summary };
    }
    return undefined;
  });
  return value;
}

async function podsOf(namespaces) {
  const all = await Promise.all(
    namespaces.map(async (namespace) => JSON.parse(await kubectl("get", "pods", "-n", namespace, "-o", "json")).items),
  );
  return all.flat();
}

async function restartsOf(namespaces) {
  const pods = await podsOf(namespaces);
  return pods
    .map(
      ({ metadata, status }) =>
        `${metadata.uid} ${status.containerStatuses?.map(({ restartCount }) => restartCount).join()}`,
    )
    .toSorted();
}

function nameOf({ kind, metadata }) {
  return `${kind}/${metadata.namespace ?? ""}/${metadata.name}`;
}
