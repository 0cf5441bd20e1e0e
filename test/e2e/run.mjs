#!/usr/bin/env node
// Deploys the dev environment to the cluster of KUBECONFIG, shows that it works and takes it away again.
//
//   npm run e2e -- [--shop-image IMAGE] [--drill-image IMAGE] [--keep] [--only NAME]
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { elapsed, kubectl, kubectlWith, openProxy } from "./cluster.mjs";
import { fireDrill, NAMESPACE, WEBHOOK } from "./fire-drill.mjs";
import { autoscaling, everyPodReady, everyTargetUp, outage, podSecurity, ruleChange } from "./scenarios.mjs";

const require = createRequire(import.meta.url);
const { render, webhook, writeManifests } = require("../../dist/lib");
const { build } = require("../../dist/stacks/build");
const { environments } = require("../../dist/stacks/environments");

const { values } = parseArgs({
  options: {
    "shop-image": { type: "string", default: environments.dev.images.shop },
    "drill-image": { type: "string", default: "example.com/fire-drill:0.1.0" },
    keep: { type: "boolean", default: false },
    only: { type: "string" },
  },
});

/** Grafana has no image on the test cluster; everything else is dev as it is committed, with the receiver at its end. */
const environment = {
  ...environments.dev,
  images: { shop: values["shop-image"] },
  grafana: false,
  alerting: { ...environments.dev.alerting, receivers: { drill: webhook({ url: WEBHOOK }) }, defaultReceiver: "drill" },
};

const SCENARIOS = { everyPodReady, podSecurity, everyTargetUp, ruleChange, outage, autoscaling };
const scenarios = Object.entries(SCENARIOS).filter(
  ([name]) => !values.only || name === values.only || name === "everyPodReady",
);

const directory = join(mkdtempSync(join(tmpdir(), "e2e-")), "dev");
const manifests = render(build(environment));
const namespaces = [NAMESPACE, ...new Set(manifests.flatMap(({ object }) => object.metadata.namespace ?? []))];

await refuseExistingNamespaces();
const results = {};
let proxy;
let failed = false;
try {
  const start = performance.now();
  writeManifests(manifests, directory);
  await kubectlWith(fireDrill(values["drill-image"], "http://checkout.shop.svc/catalog"), "apply", "--server-side");
  // Namespaces first: their objects cannot be created before them.
  await kubectl("apply", "--server-side", "-R", "-f", join(directory, "_cluster"));
  await kubectl("apply", "--server-side", "-R", "-f", directory);
  report("apply", { objects: manifests.length, seconds: elapsed(start) });

  proxy = await openProxy();
  for (const [name, scenario] of scenarios) {
    report(name, await scenario({ proxy, environment, namespaces, render: (changed) => render(build(changed)) }));
  }
} catch (error) {
  failed = true;
  process.stderr.write(`FAILED: ${error.stack}\n`);
} finally {
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
