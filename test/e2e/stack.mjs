// The programs of the environment, as the scenarios use them.
import { eventually, kubectl } from "./cluster.mjs";
import { NAMESPACE } from "./fire-drill.mjs";

export const OBSERVABILITY = "observability";
export const NODE = "observability-node";

export function prometheus(proxy, path) {
  return proxy.service(OBSERVABILITY, "prometheus", 9090, path);
}

/** Each series of an instant query: its labels, and its value as a number. */
export async function query(proxy, expr) {
  const { data } = await prometheus(proxy, `/api/v1/query?${new URLSearchParams({ query: expr })}`);
  return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}

/** The value of the only series, or NaN, which is neither more nor less than anything. */
export async function scalar(proxy, expr) {
  const [first] = await query(proxy, expr);
  return first?.value ?? NaN;
}

/** Log lines of the last hour, oldest first: labels with structured metadata, time in nanoseconds as text, and the line. */
export async function logLines(proxy, logql, { limit = 1000, start = (Date.now() - 3_600_000) * 1e6 } = {}) {
  const parameters = new URLSearchParams({ query: logql, limit, start, direction: "forward" });
  const { data } = await proxy.service(OBSERVABILITY, "loki", 3100, `/loki/api/v1/query_range?${parameters}`);
  return data.result
    .flatMap(({ stream, values }) => values.map(([time, line]) => ({ stream, time, line })))
    .toSorted((a, b) => (BigInt(a.time) < BigInt(b.time) ? -1 : 1));
}

/** How many log lines of the last half hour there are. */
export async function logCount(proxy, logql) {
  const parameters = new URLSearchParams({ query: `sum(count_over_time(${logql}[30m]))` });
  const { data } = await proxy.service(OBSERVABILITY, "loki", 3100, `/loki/api/v1/query?${parameters}`);
  return Number(data.result[0]?.value[1] ?? 0);
}

/** Answers of Jaeger's HTTP API, which are in `data`, or for metrics the answer itself. */
export async function jaeger(proxy, path, parameters = {}) {
  const query = new URLSearchParams(parameters);
  const answer = await proxy.service(OBSERVABILITY, "jaeger", 16686, `/api/${path}?${query}`);
  return answer.data ?? answer;
}

/** Traces of the last hour that Jaeger finds. */
export function traces(proxy, parameters) {
  const now = Date.now();
  return jaeger(proxy, "traces", { start: (now - 3_600_000) * 1000, end: now * 1000, limit: 20, ...parameters });
}

export function receiver(proxy, path, options) {
  return proxy.service(NAMESPACE, "receiver", 8080, path, options);
}

export async function forgetNotifications(proxy) {
  await receiver(proxy, "/notifications", { method: "DELETE" });
}

export async function load(proxy, rate) {
  await proxy.service(NAMESPACE, "load", 8080, "/rate", { method: "PUT", body: JSON.stringify({ rate }) });
}

/** No load, and nothing broken. */
export async function calm(proxy) {
  await load(proxy, 0);
  for (const service of ["checkout", "inventory"]) {
    await eachPod("shop", service, (pod) => proxy.pod("shop", pod, 9090, "/chaos", { method: "DELETE" }));
  }
}

/** Sets the switches of every pod of a service of the shop, as each has its own. */
export async function setChaos(proxy, service, switches) {
  const options = { method: "PUT", body: JSON.stringify(switches) };
  await eachPod("shop", service, (pod) => proxy.pod("shop", pod, 9090, "/chaos", options));
}

/** Calls each pod of a service, or the first of them. */
export async function eachPod(namespace, service, call, { first = false } = {}) {
  const all = (await podsOf([namespace])).filter(
    ({ metadata }) => metadata.labels["app.kubernetes.io/name"] === service && !metadata.deletionTimestamp,
  );
  const pods = first ? all.slice(0, 1) : all;
  await Promise.all(pods.map(({ metadata }) => call(metadata.name)));
}

/** The first notification of an alert in this state, as the webhook got it. */
export async function notification(proxy, alertname, status, seconds) {
  const { value } = await eventually(`a notification: ${alertname} ${status}`, seconds, async () => {
    for (const { receivedAt, notification: sent } of await receiver(proxy, "/notifications")) {
      const alert = sent.alerts.find(({ labels, status: state }) => labels.alertname === alertname && state === status);
      if (alert) return { receivedAt: Date.parse(receivedAt), ...alert };
    }
    return undefined;
  });
  return value;
}

export async function podsOf(namespaces) {
  const all = await Promise.all(
    namespaces.map(async (namespace) => JSON.parse(await kubectl("get", "pods", "-n", namespace, "-o", "json")).items),
  );
  return all.flat();
}

/** Which pods there are, and how often their containers were restarted. */
export async function restartsOf(namespaces) {
  const pods = await podsOf(namespaces);
  return pods
    .map(
      ({ metadata, status }) =>
        `${metadata.uid} ${status.containerStatuses?.map(({ restartCount }) => restartCount).join()}`,
    )
    .toSorted();
}

export function nameOf({ kind, metadata }) {
  return `${kind}/${metadata.namespace ?? ""}/${metadata.name}`;
}
