#!/usr/bin/env node
// Deploys the dev environment to the cluster of KUBECONFIG, shows that it works and takes it away again.
//
//   npm run e2e -- [--shop-image IMAGE] [--drill-image IMAGE] [--keep] [--reuse] [--only NAME]…
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { elapsed, kubectl, kubectlWith, openProxy } from "./cluster.mjs";
import { fireDrill, NAMESPACE, WEBHOOK } from "./fire-drill.mjs";
import { outage, ruleChange } from "./scenarios/alerting.mjs";
import { agentThroughput, footprint } from "./scenarios/capacity.mjs";
import { autoscaling, everyPodReady, everyTargetUp, podSecurity } from "./scenarios/cluster.mjs";
import { cost } from "./scenarios/cost.mjs";
import { monitorTab, oneHopAway, panic, pushedMetrics } from "./scenarios/correlation.mjs";
import { dashboards } from "./scenarios/dashboards.mjs";
import { linesSurvive, spansSurvive } from "./scenarios/durability.mjs";
import { triage } from "./scenarios/triage.mjs";
import { breakages, normalLife } from "./scenarios/trust.mjs";
import { addBrokenServices, loads } from "./broken-services.mjs";
import { calm } from "./stack.mjs";

const require = createRequire(import.meta.url);
const { render, webhook, writeManifests } = require("../../dist/lib");
const { build } = require("../../dist/stacks/build");
const { environments } = require("../../dist/stacks/environments");

const { values } = parseArgs({
  options: {
    "shop-image": { type: "string", default: environments.dev.images.shop },
    "drill-image": { type: "string", default: "example.com/fire-drill:0.2.0" },
    keep: { type: "boolean", default: false },
    reuse: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
  },
});

/** As dev is committed, with the receiver at its end, and volumes for what must be there after a restart. */
const environment = {
  ...environments.dev,
  images: { ...environments.dev.images, shop: values["shop-image"] },
  loki: { ...environments.dev.loki, storage: { size: "2Gi" } },
  jaeger: { ...environments.dev.jaeger, storage: { size: "2Gi" } },
  alerting: { ...environments.dev.alerting, receivers: { drill: webhook({ url: WEBHOOK }) }, defaultReceiver: "drill" },
};

/** In this order: critical alerts of an outage silence the lesser ones of the service for minutes, such as that of panics. */
const SCENARIOS = {
  everyPodReady,
  podSecurity,
  everyTargetUp,
  panic,
  ruleChange,
  outage,
  oneHopAway,
  monitorTab,
  pushedMetrics,
  dashboards,
  triage,
  autoscaling,
  spansSurvive,
  linesSurvive,
  footprint,
  agentThroughput,
};
/** They take long, and run when they are named. */
const LONG = { breakages, normalLife, cost };
/** They have services of their own beside the shop. */
const BREAKING = ["breakages", "normalLife"];
const scenarios = Object.entries({ ...SCENARIOS, ...LONG }).filter(([name]) =>
  values.only ? values.only.includes(name) || name === "everyPodReady" : name in SCENARIOS,
);
const withBroken = scenarios.some(([name]) => BREAKING.includes(name));

const directory = join(mkdtempSync(join(tmpdir(), "e2e-")), "dev");
/** There need not be an image of Grafana; its files, and the links to it, are there. */
const withoutGrafana = (object) =>
  object.kind === "Deployment" && object.metadata.name === "grafana" ? undefined : object;
const renderAll = (changed) => {
  const app = build(changed);
  if (withBroken) addBrokenServices(app, changed);
  return render(app, { overrides: [withoutGrafana] });
};
const manifests = renderAll(environment);
const namespaces = [NAMESPACE, ...new Set(manifests.flatMap(({ object }) => object.metadata.namespace ?? []))];

if (!values.reuse) await refuseExistingNamespaces();
const results = {};
let proxy;
let failed = false;
try {
  const start = performance.now();
  writeManifests(manifests, directory);
  await kubectlWith(fireDrill(values["drill-image"], "http://checkout.shop.svc/checkout"), "apply", "--server-side");
  // Namespaces first: their objects cannot be created before them.
  await kubectl("apply", "--server-side", "-R", "-f", join(directory, "_cluster"));
  await kubectl("apply", "--server-side", "-R", "-f", directory);
  if (withBroken) await kubectlWith(loads(values["drill-image"]), "apply", "--server-side");
  report("apply", { objects: manifests.length, seconds: elapsed(start) });

  proxy = await openProxy();
  for (const [name, scenario] of scenarios) {
    if (name !== "everyPodReady") await calm(proxy);
    report(
      name,
      await scenario({ proxy, environment, namespaces, drillImage: values["drill-image"], render: renderAll }),
    );
  }
} catch (error) {
  failed = true;
  process.stderr.write(`FAILED: ${error.stack}\n`);
} finally {
  if (proxy && values.keep) await calm(proxy).catch(() => {});
  proxy?.close();
  if (!values.keep) await cleanUp();
}
process.stdout.write(`${JSON.stringify(results)}\n`);
process.stdout.write(`${Object.keys(results).length} passed, ${failed ? 1 : 0} failed\n`);
process.exitCode = failed ? 1 : 0;

function report(name, result) {
  results[name] = result;
  process.stdout.write(`${name.padEnd(14)} ${JSON.stringify(result)}\n`);
}

async function refuseExistingNamespaces() {
  const existing = JSON.parse(await kubectl("get", "namespaces", "-o", "json")).items.map(
    ({ metadata }) => metadata.name,
  );
  const taken = namespaces.filter((namespace) => existing.includes(namespace));
  if (taken.length === 0) return;
  process.stderr.write(
    `error: the cluster has namespaces ${taken.join(", ")} already; remove them or use another cluster\n`,
  );
  process.exit(2);
}

async function cleanUp() {
  const start = performance.now();
  await kubectl("delete", "namespace", ...namespaces, "--ignore-not-found", "--wait=true");
  await kubectl("delete", "-R", "-f", join(directory, "_cluster"), "--ignore-not-found");
  report("cleanUp", { seconds: elapsed(start) });
}
