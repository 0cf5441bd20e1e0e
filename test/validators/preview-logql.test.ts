/** What `preview` answers LogQL from lines in memory is what the real Loki answers of the same lines. */
import { loki } from "../../lib/preview/live";
import { logs, type LogStore } from "../../lib/preview/logql";
import type { Curve, Logs, TimeRange } from "../../lib/preview/sources";
import { worldLogs } from "../../lib/preview/world/logs";
import { NOW } from "../../lib/preview/world/story";
import { errorLines, panicLines } from "../../lib/signals";
import { aCluster } from "../preview/a-cluster";
import { aLoki } from "./a-loki";

/** Loki takes no lines of long ago: the made-up ones are brought forward, by whole minutes, as it rounds ranges to steps. */
const SHIFT = (Math.floor((Date.now() / 1000 - NOW) / 60) - 5) * 60;
const END = NOW + SHIFT;
const RANGE: TimeRange = { from: END - 3600, to: END, step: 60 };

const store = shifted(worldLogs(aCluster()));
const made: Logs = logs(store);
let real: Logs;

beforeAll(async () => {
  const { url } = await aLoki();
  real = loki(url);
  const streams = store.streams().map(({ labels, lines }) => ({
    stream: labels,
    values: lines.map((line) => {
      const metadata = Object.entries(line.labels).filter(([name]) => !(name in labels));
      return [nanoseconds(line.time), line.text, Object.fromEntries(metadata)];
    }),
  }));
  const response = await fetch(`${url}/loki/api/v1/push`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ streams }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}, 90_000);

const checkout = '{service_name="checkout",k8s_namespace_name="shop"}';
const inventory = '{service_name="inventory",k8s_namespace_name="shop"}';

const numbers: readonly string[] = [
  `sum(rate(${checkout}[5m]))`,
  `sum(rate(${errorLines(checkout)}[5m])) or vector(0)`,
  `(sum(rate(${errorLines(checkout)}[5m])) or vector(0)) / sum(rate(${checkout}[5m]))`,
  `sum(count_over_time(${panicLines(checkout)}[1h]))`,
  `sum by (k8s_pod_name) (count_over_time(${panicLines(checkout)}[5m]))`,
  `60 * sum by (detected_level) (rate(${checkout} |= \`\` [1m]))`,
  `60 * sum by (k8s_pod_name) (rate(${errorLines(`${checkout} |= \`inventory\``)} [1m]))`,
  `sum(count_over_time(${panicLines(inventory)}[5m])) > 2`,
  `sum(count_over_time({service_name="loki",k8s_namespace_name="observability"} |= "msg=\\"uploading table\\""[5m])) > 0`,
  'sum(rate({service_name=~".+"}[5m]))',
  'sum by (service_name, k8s_container_name) (count_over_time({service_name=~"check.*|redis"}[10m]))',
  'sum without (service_name) (count_over_time({service_name=~".+"} | keep service_name, k8s_namespace_name [10m]))',
  'sum(count_over_time({service_name!~"check.*", k8s_namespace_name="shop"} != "200" !~ "(?i)GET" [30m]))',
  `sum by (code) (count_over_time(${checkout} | code >= 400 | code < 503 [10m]))`,
  `sum by (route) (count_over_time(${checkout} | code="200" or code="502" and route="/checkout" [10m]))`,
  `sum by (route) (count_over_time(${checkout} | (code="200" or code="502") and route="/checkout" [10m]))`,
  `sum(count_over_time(${checkout} |= "502" or "409" [10m]))`,
  `sum(count_over_time(${checkout} |~ "50[02] in" or "409 in" | trace_id!="" [10m]))`,
  `sum(count_over_time(${checkout} | error="" [10m])) + sum(count_over_time(${inventory} | error=~"redis.+" [10m]))`,
  `sum(bytes_over_time(${checkout}[10m]))`,
  `sum by (detected_level) (bytes_rate(${checkout}[10m]))`,
  `topk(2, sum by (error) (count_over_time(${errorLines(checkout)} | keep error [15m])))`,
  `quantile_over_time(0.99, ${checkout} | unwrap duration_ms [5m]) by (route)`,
  `max(max_over_time(${inventory} | unwrap duration_ms [5m]) by (k8s_pod_name)) / 1000`,
  `sum(sum_over_time(${inventory} | unwrap duration_ms [5m])) / sum(count_over_time(${inventory} | duration_ms!="" [5m]))`,
  `max by (code) (sum by (code, route) (count_over_time(${checkout} | code!="" [5m])))`,
  `count(sum by (code, route) (count_over_time(${checkout}[5m])))`,
  `avg(sum by (code) (count_over_time(${checkout}[5m]))) - min(sum by (code) (count_over_time(${checkout}[5m])))`,
  `sum by (code) (count_over_time(${checkout}[5m])) and on (code) sum by (code) (count_over_time(${inventory}[5m]))`,
  `sum by (code) (count_over_time(${checkout}[5m])) unless sum by (code) (count_over_time(${inventory}[5m]))`,
  `sum by (code) (count_over_time(${checkout}[5m])) / on (code) sum by (code) (count_over_time(${inventory}[5m]))`,
  `sum by (code) (count_over_time(${checkout}[5m])) / ignoring (code, route) sum by (route) (count_over_time(${inventory} | code="0" [5m]))`,
  `sum(count_over_time(${checkout}[5m])) > bool 100`,
  `100 < sum(count_over_time(${checkout}[5m]))`,
  "vector(1) + 2 * 3 ^ 2 - 4 / 8 or vector(7)",
  "vector(1) / 0",
  `sum(count_over_time(${checkout}[5m] offset 10m))`,
  `label_replace(sum by (code) (count_over_time(${checkout}[5m])), "class", "$\{1}xx", "code", "(.)..")`,
  `sum(count_over_time({service_name="nobody"}[5m]))`,
];

test.each(numbers)("%s over time", async (expr) => {
  const answer = await made.range(expr, RANGE);

  expect(comparable(answer)).toEqual(comparable(await real.range(expr, RANGE)));
});

test.each(numbers)("%s at one moment", async (expr) => {
  const at = async (logs: Logs): Promise<object> =>
    comparable((await logs.instant(expr, END)).map(({ labels, value }) => ({ labels, points: [[END, value]] })));

  expect(await at(made)).toEqual(await at(real));
});

test.each([
  checkout,
  `${checkout} |= \`panic\``,
  `${errorLines(inventory)} != "timeout"`,
  `${checkout} | code >= 500 | line_format "{{.route}} {{ .code }} {{.error}}"`,
  '{service_name=~".+"} | trace_id="nothing" | trace_id!=""',
  '{service_name="redis"} | drop k8s_node_name, service_version',
])("the newest lines of %s", async (expr) => {
  const newest = async (logs: Logs): Promise<readonly object[]> =>
    (await logs.lines(expr, RANGE, 100)).map(({ time, text, labels }) => ({
      time: Math.round(time * 1e6),
      text,
      labels,
    }));

  expect(await newest(made)).toEqual(await newest(real));
});

test("finds the values of labels of streams", async () => {
  const values = (logs: Logs): Promise<readonly string[]> =>
    logs.labelValues('{k8s_namespace_name="shop"}', "service_name", RANGE);

  expect(await values(made)).toEqual(["checkout", "inventory", "redis"]);
  expect(await values(real)).toEqual(await values(made));
});

function shifted(original: LogStore): LogStore {
  const streams = original.streams().map(({ labels, lines }) => {
    const moved = lines.map((line) => ({ ...line, time: Math.round((line.time + SHIFT) * 1e6) / 1e6 }));
    return { labels, lines: moved };
  });
  return { streams: () => streams };
}

function nanoseconds(seconds: number): string {
  return `${Math.round(seconds * 1e6)}000`;
}

/** Series by their labels, with numbers to nine digits: adding up in another order changes the last ones. */
function comparable(curves: readonly Curve[]): object {
  return Object.fromEntries(
    curves.map(({ labels, points }) => [
      Object.entries(labels)
        .map((pair) => pair.join("="))
        .toSorted()
        .join(),
      points.map(([time, value]) => `${time} ${Number(value.toPrecision(9))}`),
    ]),
  );
}
