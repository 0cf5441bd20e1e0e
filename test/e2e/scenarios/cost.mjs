// Whether the estimate of what everything costs, out of the manifests alone, is what Prometheus really has.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { kubectl, kubectlWith, sleep } from "../cluster.mjs";
import { fireDrill, NAMESPACE } from "../fire-drill.mjs";
import { addSmallServices, smallLoads } from "../small-services.mjs";
import { load, nameOf, scalar, setChaos } from "../stack.mjs";

const require = createRequire(import.meta.url);
const { render } = require("../../../dist/lib");
const { costOf } = require("../../../dist/lib/review/cost");
const { build } = require("../../../dist/stacks/build");

/** How far the estimate may be off, as a share of what is there. */
const TOLERANCE = 0.2;

/**
 * The time in which everything that is recorded has its first sample: rules are told after a minute, and the slowest
 * groups are evaluated every five. What belonged to pods that are gone has ended by then, too.
 */
const SETTLED_MS = 480_000;

/** The estimate of dev as it is, and of one that runs three times the shop and ten services more, against Prometheus. */
export async function cost({ proxy, environment, namespaces, drillImage, render: renderAll }) {
  const drill = fireDrill(drillImage, "");
  const original = renderAll(environment).map(({ object }) => object);
  const extraLoads = smallLoads(drillImage);

  const deployed = await compared("deployed", proxy, namespaces, [...original, ...drill]);

  const larger = { ...environment, scaling: { ...environment.scaling, min: 3, max: 3 } };
  const objects = renderLarger(larger, original);
  await kubectlWith(objects, "apply", "--server-side");
  await kubectlWith(extraLoads, "apply", "--server-side");
  try {
    const grown = await compared("grown", proxy, namespaces, [...objects, ...drill, ...extraLoads]);
    return { deployed, grown };
  } finally {
    await load(proxy, 0);
    const kept = new Set(original.map(nameOf));
    const extra = objects.filter((object) => !kept.has(nameOf(object)));
    await kubectlWith([...extra, ...extraLoads], "delete", "--ignore-not-found", "--wait=false");
    await kubectlWith(original, "apply", "--server-side");
  }
}

/** The same programs as are deployed, and what was added. */
function renderLarger(environment, original) {
  const app = build(environment);
  addSmallServices(app, environment);
  const isLeftOut = ({ kind, metadata }) => kind === "Deployment" && metadata.name === "grafana";
  const objects = render(app).map(({ object }) => object);
  return original.some(isLeftOut) ? objects : objects.filter((object) => !isLeftOut(object));
}

/** Some of the requests fail, as they do in any week. */
async function compared(state, proxy, namespaces, objects) {
  await load(proxy, 10);
  await sleep(SETTLED_MS / 2);
  for (const service of ["checkout", "inventory"]) await setChaos(proxy, service, { error_ratio: 0.02 });
  await sleep(SETTLED_MS / 2);
  const estimate = costOf(objects, await unknown(namespaces));

  const rows = [
    ["all series", estimate.total.series, await scalar(proxy, 'count({__name__!=""})')],
    ["samples per second", estimate.total.samplesPerSecond, await scalar(proxy, SAMPLES)],
  ];
  for (const { kind, metadata } of objects) {
    const isService = kind === "Deployment" && metadata.labels?.["app.kubernetes.io/component"] === "service";
    if (!isService) continue;
    const { namespace, name } = metadata;
    const series = estimate.byService.get(`${namespace}/${name}`)?.series;
    rows.push([`series of ${namespace}/${name}`, series, await seriesOf(proxy, namespace, name)]);
  }
  for (const [what, estimated, real] of rows) {
    const numbers = [estimated, real, 100 * (estimated / real - 1)].map((n) => n.toFixed(0).padStart(8)).join("");
    process.stdout.write(`${state.padEnd(9)} ${what.padEnd(36)}${numbers} %\n`);
  }
  const off = rows.filter(([, estimated, real]) => !(Math.abs(estimated - real) <= TOLERANCE * real));
  assert.deepEqual(off, [], `${state}: estimates that are off by more than ${TOLERANCE * 100} %`);
  return Object.fromEntries(rows.map(([what, estimated, real]) => [what, [Math.round(estimated), Math.round(real)]]));
}

const SAMPLES = "sum(rate(prometheus_tsdb_head_samples_appended_total[3m]))";

/** What no manifest tells: nodes, and pods of others. */
async function unknown(namespaces) {
  const { items: nodes } = JSON.parse(await kubectl("get", "nodes", "-o", "json"));
  const { items: pods } = JSON.parse(await kubectl("get", "pods", "-A", "-o", "json"));
  const ours = new Set([...namespaces, NAMESPACE]);
  return { nodes: nodes.length, otherPods: pods.filter(({ metadata }) => !ours.has(metadata.namespace)).length };
}

/** Every series that there would not be without the service. Each is counted by one of these. */
async function seriesOf(proxy, namespace, name) {
  const pod = `namespace="${namespace}",pod=~"${name}-[a-z0-9]+-[a-z0-9]{5}"`;
  const state = (label, matcher = `="${name}"`) =>
    `{job="kube-state-metrics",namespace="${namespace}",pod="",${label}${matcher}}`;
  const selectors = [
    `{job="${namespace}/${name}"}`,
    `{job=~"kube-state-metrics|cadvisor|kubelet-probes|.+/collector-agent",${pod}}`,
    state("deployment"),
    state("replicaset", `=~"${name}-[a-z0-9]+"`),
    state("horizontalpodautoscaler"),
    state("poddisruptionbudget"),
    state("service"),
    `{job="service-probes",namespace="${namespace}",service="${name}"}`,
    `{__name__!~"ALERTS.*",job="",namespace="${namespace}",service="${name}"}`,
    `{rule_group=~".+;${namespace}/${name}(/.+)?"}`,
    // What it calls is counted with it, and whoever calls it from outside.
    `{__name__=~"traces_service_graph_.+",client="${name}"}`,
    `{__name__=~"traces_service_graph_.+",client="user",server="${name}"}`,
  ];
  const counts = await Promise.all(selectors.map((selector) => scalar(proxy, `count(${selector}) or vector(0)`)));
  return counts.reduce((sum, count) => sum + count, 0);
}
