// What people look at, asked of the real programs.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { eventually, sleep } from "../cluster.mjs";
import { emptyForAReason } from "../empty-queries.mjs";
import { load, OBSERVABILITY, setChaos, traces } from "../stack.mjs";

const require = createRequire(import.meta.url);
const { answer, dashboardsOf, isEmpty, jaeger, loki, prometheus } = require("../../../dist/lib/preview");

/** Some errors and panics, and a failing dependency now and then: what a dashboard is opened for. */
const TROUBLE = { checkout: { error_ratio: 0.03, panic_ratio: 0.01 }, inventory: { error_ratio: 0.02 } };
const RATE = 10;

/** More than the 500 ms from which on the dashboard calls a trace slow, and less than what checkout waits. */
const SLOW = "600ms";

/** How long rates over five minutes need until they tell of the whole of it. */
const SETTLED = 360_000;

/**
 * Every query of every panel finds something in the real Prometheus, Loki and Jaeger while the services are under load with
 * some errors, or is on the list of those that rightly find nothing; and every value is one that its unit can have.
 */
export async function dashboards({ proxy, environment, render }) {
  const started = Date.now();
  await load(proxy, RATE);
  // A restart, whose reason the dashboards tell; it ends before it answers.
  await setChaos(proxy, "checkout", { crash: true }).catch(() => {});
  await sleep(3000);
  await eventually("checkout is back", 60, () => setChaos(proxy, "checkout", TROUBLE.checkout).then(() => true));
  for (const [service, switches] of Object.entries(TROUBLE)) await setChaos(proxy, service, switches);
  const failed = await eventually("a failed trace", 120, async () => {
    const [first] = await traces(proxy, { service: "checkout", tags: JSON.stringify({ error: "true" }) });
    return first;
  });
  await sleep(Math.max(0, started + SETTLED - Date.now()));
  await setChaos(proxy, "inventory", { ...TROUBLE.inventory, latency: SLOW });
  await eventually("a slow trace", 120, async () => {
    const found = await traces(proxy, {
      service: "checkout",
      minDuration: "500ms",
      start: (Date.now() - 60_000) * 1000,
    });
    return found.length > 0;
  });

  const preferences = { namespace: "shop", service: "checkout", trace: failed.value.traceID };
  const all = dashboardsOf(render(environment));
  const rows = [];
  for (const dashboard of all) {
    const answered = [];
    for (const job of JOBS[dashboard.uid] ?? [undefined]) {
      const options = { sources: sourcesOf(proxy), now: Date.now() / 1000, preferences: { ...preferences, job } };
      answered.push(rowsOf(await answer(dashboard, options)));
    }
    rows.push(...fullest(answered));
  }
  await load(proxy, 0);
  await Promise.all(
    Object.keys(TROUBLE).map((service) => setChaos(proxy, service, { error_ratio: 0, panic_ratio: 0, latency: "0s" })),
  );

  process.stdout.write(table(rows));
  const problems = rows.filter(({ verdict }) => verdict.startsWith("!"));
  assert.deepEqual(
    problems.map(({ where, verdict }) => `${where}: ${verdict}`),
    [],
  );
  return {
    dashboards: all.length,
    queries: rows.length,
    withData: rows.filter(({ verdict }) => verdict === "").length,
    emptyForAReason: rows.filter(({ verdict }) => verdict !== "").length,
  };
}

/** Of two programs with one dashboard, each has metrics that the other one has not. */
const JOBS = { collector: ["observability-node/collector-agent", "observability/collector-gateway"] };

/** Of each query the row that found most. */
function fullest([first, ...others]) {
  return first.map((row, i) => others.reduce((most, rows) => (rows[i].found > most.found ? rows[i] : most), row));
}

export function sourcesOf(proxy) {
  return {
    metrics: prometheus(proxy.url(OBSERVABILITY, "prometheus", 9090)),
    logs: loki(proxy.url(OBSERVABILITY, "loki", 3100)),
    traces: jaeger(proxy.url(OBSERVABILITY, "jaeger", 16686)),
  };
}

/** A row for each query: what it found, in which unit, and what is wrong with that. */
function rowsOf({ dashboard, panels, annotations }) {
  const ofPanels = panels.flatMap(({ panel, answers }) =>
    answers.map(({ target, result }) => {
      const name = target.legendFormat ?? target.queryType ?? "query";
      const unit = unitOf(panel, target);
      const values = valuesOf(result);
      return row(`${dashboard.uid} / ${panel.title} / ${name}`, result, values, unit);
    }),
  );
  const ofAnnotations = annotations.map(({ title, events, why }) =>
    row(
      `${dashboard.uid} / annotation / ${title}`,
      why === undefined ? { kind: "events", events } : { kind: "none", why },
      [],
      "",
    ),
  );
  return [...ofPanels, ...ofAnnotations];
}

function row(where, result, values, unit) {
  const found = sizeOf(result);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = values.length === 0 ? "" : low === high ? number(low) : `${number(low)} to ${number(high)}`;
  return { where, found, span, unit, verdict: verdictOn(where, result, found, { low, high, unit }) };
}

/** Nothing where all is well, a reason where nothing was found rightly, and what is wrong after an exclamation mark. */
function verdictOn(where, result, found, { low, high, unit }) {
  if (result.kind === "none") return `! ${result.why}`;
  if (found === 0) return emptyForAReason(where) ?? "! found nothing";
  const [least, most] = plausible[unit] ?? [-Infinity, Infinity];
  return low < least || high > most ? `! expected ${number(least)} to ${number(most)} ${unit}` : "";
}

const day = 86_400;
/** What values of a unit can be on this cluster: outside of it the unit is another one. */
const plausible = {
  // Above 1: bursts beyond a CPU limit, budgets that are overspent below 0.
  percentunit: [-2000, 2],
  percent: [0, 1000],
  reqps: [0, 2000],
  cps: [0, 100_000],
  cpm: [0, 100_000],
  s: [0, 30 * day],
  ms: [0, 60_000],
  µs: [0, 60e6],
  bytes: [0, 4e12],
  binBps: [0, 2e9],
  "suffix:cores": [0, 64],
  dateTimeFromNow: [(Date.now() / 1000 - 400 * day) * 1000, (Date.now() / 1000 + day) * 1000],
};

function unitOf({ fieldConfig: { defaults, overrides } }, target) {
  const fields = [`Value #${target.refId}`, "Value"];
  const override = fields.map((field) => overrides.find(({ matcher }) => matcher.options === field)).find(Boolean);
  return override?.properties.find(({ id }) => id === "unit")?.value ?? defaults.unit ?? "";
}

function valuesOf(result) {
  const values =
    result.kind === "curves"
      ? result.curves.flatMap(({ points }) => points.map(([, value]) => value))
      : result.kind === "samples"
        ? result.samples.map(({ value }) => value)
        : [];
  return values.filter(Number.isFinite);
}

function sizeOf(result) {
  if (result.kind === "events") return result.events.length;
  if (isEmpty(result)) return 0;
  return (result.curves ?? result.samples ?? result.lines ?? result.traces ?? result.spans).length;
}

function number(value) {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "any";
}

function table(rows) {
  const cells = rows.map(({ where, found, span, unit, verdict }) => [where, String(found), span, unit, verdict]);
  const all = [["dashboard / panel / query", "found", "values", "unit", ""], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column].length)));
  return all
    .map(
      (line) =>
        `${line
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
