// Ten more services of the shop's image beside it, each under a little load, so that a second state differs from the first.
import { createRequire } from "node:module";
import { program } from "./fire-drill.mjs";

const require = createRequire(import.meta.url);
const { HttpMetrics, Observability, WebService } = require("../../dist/lib");

const NAMES = Array.from({ length: 10 }, (_, i) => `small-${i}`);

/** Adds them to the app of an environment, watched by its stack. */
export function addSmallServices(app, { images }) {
  const all = app.node.findAll();
  const shop = all.find((construct) => construct.node.id === "shop");
  const stack = all.find((construct) => construct instanceof Observability);
  for (const name of NAMES) {
    const service = new WebService(shop, name, {
      image: images.shop,
      port: 8080,
      resources: { cpu: { request: "20m", limit: "200m" }, memory: "64Mi" },
      replicas: 1,
      probes: { ready: "/ready", live: "/live" },
      env: { INVENTORY_URL: "http://inventory.shop.svc:80" },
      metrics: HttpMetrics.prometheus({ routes: 2 }),
      alerts: {},
    });
    stack.monitor(service);
  }
}

/** A request per second for each of them. */
export function smallLoads(image) {
  const body = JSON.stringify({ item: "espresso-cup", quantity: 1 });
  return NAMES.flatMap((name) => {
    const call = ["--url", `http://${name}.shop.svc/checkout`, "--method", "POST", "--body", body];
    return program(`load-${name}`, image, ["load", "--port", "8080", "--rate", "1", "--duration", "0", ...call]);
  });
}
