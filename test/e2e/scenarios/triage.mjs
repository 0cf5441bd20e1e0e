// The way from an alert to its cause, as somebody on call would go it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { eventually, sleep } from "../cluster.mjs";
import { forgetNotifications, load, query, receiver, setChaos } from "../stack.mjs";
import { sourcesOf } from "./dashboards.mjs";

const require = createRequire(import.meta.url);
const { answer, dashboardsOf } = require("../../../dist/lib/preview");

const CHECKOUT = { namespace: "shop", service: "checkout" };

/**
 * The database of the second service becomes slow, and the first one answers 5xx: from the alert to the database in five
 * steps, each of which says what to look at next. What is found is what a reader of the dashboards would see.
 */
export async function triage({ proxy, environment, render }) {
  await load(proxy, 10);
  // Some minutes in which all is well, to compare with.
  await sleep(300_000);
  await eventually("checkout answers no 5xx", 300, async () => {
    // A budget that was burnt before stays so.
    const failing = 'alertname=~"ServiceErrors5xx|ServiceOutage",service="checkout"';
    const firing = await query(proxy, `ALERTS{alertstate="firing",${failing}}`);
    return firing.length === 0;
  });
  await forgetNotifications(proxy);
  const begun = Date.now();
  await setChaos(proxy, "inventory", { dependency_delay: "10s" });

  const alert = await eventually("an alert about checkout that leads to the triage", 420, () => triageAlert(proxy));
  const url = new URL(alert.value.annotations.dashboard_url);
  assert.equal(url.pathname, "/d/triage");
  assert.deepEqual(
    [url.searchParams.get("var-namespace"), url.searchParams.get("var-service")],
    Object.values(CHECKOUT),
  );
  // Until rates over five minutes tell of it, and lines and traces have arrived.
  await sleep(60_000);

  const dashboards = dashboardsOf(render(environment));
  const open = (uid, preferences = CHECKOUT) =>
    answer(
      dashboards.find((dashboard) => dashboard.uid === uid),
      {
        sources: sourcesOf(proxy),
        now: Date.now() / 1000,
        preferences,
      },
    );
  const seen = await open("triage");
  const routes = rowsOf(panel(seen, "Routes that fail"));
  const [worst] = routes.toSorted((a, b) => b.Share - a.Share);
  assert.equal(worst.route, "/checkout");
  const calls = rowsOf(panel(seen, "Calls now"));
  const [worstCall] = calls.toSorted((a, b) => b.Failed - a.Failed);
  assert.equal(worstCall.server, "inventory");
  assert.ok(worstCall.Failed > 0.05, `failed calls, got ${JSON.stringify(calls)}`);
  const [line] = panel(seen, "Errors").answers[0].result.lines;
  assert.match(line.text + JSON.stringify(line.labels), /inventory/);
  const [found] = panel(seen, "Failed traces").answers[0].result.traces;
  const { spans } = panel(await open("trace", { trace: found.traceID }), "Trace").answers[0].result;
  const last = deepestFailure(spans);
  assert.match(JSON.stringify(last), /redis/i, `the cause in ${JSON.stringify(spans)}`);

  await setChaos(proxy, "inventory", { dependency_delay: "0s" });
  await load(proxy, 0);
  return {
    secondsToAlert: Math.round((alert.value.receivedAt - begun) / 1000),
    "1 the alert": pick(alert.value.annotations, "summary", "description", "dashboard_url"),
    "2 which routes fail": routes,
    "3 what it calls": calls,
    "4 what it logs": { text: line.text, ...pick(line.labels, "detected_level", "route", "code", "error", "trace_id") },
    "5 where the request breaks": spans.map(({ service, operation, duration, failed }) => ({
      service,
      operation,
      milliseconds: Math.round(duration * 1000),
      failed,
    })),
    cause: pick(last, "service", "operation", "attributes"),
  };
}

/** The first notification about checkout that leads to the triage. */
async function triageAlert(proxy) {
  for (const { receivedAt, notification } of await receiver(proxy, "/notifications")) {
    const alert = notification.alerts.find(
      ({ status, labels, annotations }) =>
        status === "firing" && labels.service === CHECKOUT.service && annotations.dashboard_url?.includes("/d/triage"),
    );
    if (alert) return { receivedAt: Date.parse(receivedAt), ...alert };
  }
  return undefined;
}

function panel({ panels }, title) {
  const found = panels.find((answered) => answered.panel.title === title);
  assert.ok(found, `a panel ${title} among ${panels.map((answered) => answered.panel.title).join(", ")}`);
  return found;
}

/** The rows of a table: its labels, and its values by the titles of their columns. */
function rowsOf({ answers }) {
  const rows = new Map();
  for (const { target, result } of answers) {
    for (const { labels, value } of result.samples) {
      const key = JSON.stringify(labels);
      rows.set(key, { ...labels, ...rows.get(key), [target.legendFormat]: readable(value) });
    }
  }
  return [...rows.values()];
}

/** A moment as such, and a number with as many digits as matter. */
function readable(value) {
  return value > 1e12 ? new Date(value).toISOString() : Number(value.toPrecision(3));
}

/** The failed span under which no other one failed. */
function deepestFailure(spans) {
  const parents = new Set(spans.filter(({ failed }) => failed).map(({ parentSpanID }) => parentSpanID));
  return spans.find(({ failed, spanID }) => failed && !parents.has(spanID));
}

function pick(object, ...names) {
  return Object.fromEntries(names.flatMap((name) => (name in object ? [[name, object[name]]] : [])));
}
