import { max, rate, selector, serviceGraph, sum, type Matchers } from "../../lib/signals";

const { client, clientNamespace, server, serverNamespace } = serviceGraph.labels;

const CALLER = [client, clientNamespace];
const CALLED = [server, serverNamespace];

/** The labels of a call: who calls, and who is called. The namespace of one without spans of its own is empty. */
export const EDGE = [...CALLER, ...CALLED];

const byService: Matchers = { [client]: "$service", [clientNamespace]: "$namespace" };
const toService: Matchers = { [server]: "$service", [serverNamespace]: "$namespace" };

/** Calls per second to and from the chosen service. */
export const calls = sum(own(serviceGraph.requests), EDGE);

/** Failed calls per second; 0, and not absent, where there are calls and none failed. */
export const failedCalls = `(${sum(own(serviceGraph.failed), EDGE)} or 0 * ${calls})`;

/** A quantile of the duration of calls. The side without spans of its own counts 0, so it is that of the slower side. */
export function callDuration(q: number): string {
  const sides = [
    ["client", serviceGraph.clientDuration],
    ["server", serviceGraph.serverDuration],
  ].map(([side, histogram]) => {
    const seen = `histogram_quantile(${q}, ${sum(own(`${histogram}_bucket`), ["le", ...EDGE])})`;
    return `label_replace(${seen}, "side", "${side}", "", "")`;
  });
  return `${max(sides.join(" or "), EDGE)} >= 0`;
}

/**
 * Calls per second, or failed ones, to and from the chosen service, and from those that it calls, where a cause may lie:
 * by the labels `source` and `target`, each `namespace/name` or a name alone.
 */
export function neighbourhood(metric: string): string {
  const called = `group by (${CALLED.join(", ")}) (${selector(serviceGraph.requests, byService)})`;
  const asCallers = renamed(renamed(called, server, client), serverNamespace, clientNamespace);
  const further = `${perSecond(metric)} and on (${CALLER.join(", ")}) ${asCallers}`;
  const all = `${own(metric)} or (${further})`;
  return sum(node(node(all, "source", clientNamespace, client), "target", serverNamespace, server), [
    "source",
    "target",
  ]);
}

function own(metric: string): string {
  return `${perSecond(selector(metric, byService))} or ${perSecond(selector(metric, toService))}`;
}

function perSecond(series: string): string {
  return rate(series, "$__rate_interval");
}

/** The expression with one label more: `namespace/name`, or the name where the namespace is empty. */
function node(expr: string, label: string, namespace: string, name: string): string {
  const joined = `label_join(${expr}, "${label}", "/", "${namespace}", "${name}")`;
  return `label_replace(${joined}, "${label}", "$1", "${label}", "/(.*)")`;
}

function renamed(expr: string, from: string, to: string): string {
  return `label_replace(${expr}, "${to}", "$1", "${from}", "(.*)")`;
}
