// What the environment must do on a real cluster. Each scenario returns what it measured, or throws.
import assert from "node:assert/strict";
import { eventually, kubectl, kubectlWith } from "../cluster.mjs";
import { load, podsOf, prometheus, setChaos } from "../stack.mjs";

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
export async function everyTargetUp({ proxy, environment, render }) {
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
  const missing = scrapedJobs(render(environment)).filter((job) => !jobs[job]);
  assert.deepEqual(missing, [], `jobs without a target, found ${JSON.stringify(jobs)}`);
  return { targets: value.length, jobs, seconds };
}

/** The autoscaler reads metrics, and scales out under load. */
export async function autoscaling({ proxy }) {
  const read = await eventually("the autoscaler reads metrics", 180, async () => {
    const { status } = JSON.parse(await kubectl("get", "hpa", "checkout", "-n", "shop", "-o", "json"));
    return status.currentMetrics?.some(({ resource }) => resource?.current?.averageUtilization !== undefined) && status;
  });
  const before = read.value.currentReplicas;
  await load(proxy, 20);
  await setChaos(proxy, "checkout", { cpu_burn: 1 });
  const scaled = await eventually("more replicas", 240, async () => {
    const { status } = JSON.parse(await kubectl("get", "hpa", "checkout", "-n", "shop", "-o", "json"));
    return status.currentReplicas > before && status.currentReplicas;
  });
  await setChaos(proxy, "checkout", { cpu_burn: 0 });
  await load(proxy, 0);
  return { secondsToMetrics: read.seconds, from: before, to: scaled.value, secondsToScale: scaled.seconds };
}

/** `namespace/name` of every workload whose pods ask to be scraped. */
function scrapedJobs(manifests) {
  return manifests.flatMap(({ object: { metadata, spec } }) => {
    const asked = spec?.template?.metadata?.annotations?.["prometheus.io/scrape"] === "true";
    return asked ? [`${metadata.namespace}/${metadata.name}`] : [];
  });
}
