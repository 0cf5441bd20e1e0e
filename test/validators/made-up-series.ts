import { aSeries, type MadeUp } from "../preview/evaluate/storages";

/** Two hours, of which the last minutes are asked for. */
export const START = Date.UTC(2026, 0, 15, 10, 0, 0) / 1000;
export const END = START + 2 * 3600;
/** A minute before the end, in a gap of one series, and just after a counter began again. */
export const MOMENTS: readonly number[] = [END - 60, START + 92 * 60, START + 81 * 60];

const GAP = [START + 90 * 60, START + 95 * 60] as const;
const RESET = START + 80 * 60;

/** Series with a sample every 15 seconds: counters that begin again and have gaps, buckets, gauges, and facts of pods. */
export const quick: readonly MadeUp[] = [
  ...["a", "b", "c"].flatMap((pod, i) =>
    ["200", "404", "500"].map((code, j) =>
      aSeries("http_requests_total", { namespace: "shop", service: "checkout", pod, code }, (time) =>
        pod === "a" && time >= GAP[0] && time < GAP[1] ? undefined : counter(time, 3 + i - j, pod === "b"),
      ),
    ),
  ),
  aSeries("http_requests_total", { namespace: "shop", service: "cart", pod: "d", code: "200" }, (time) =>
    counter(time, 1, false),
  ),
  ...["a", "b"].flatMap((pod, i) =>
    ["0.1", "0.5", "1", "5", "+Inf"].map((le, j) =>
      aSeries("http_seconds_bucket", { service: "checkout", pod, le }, (time) =>
        counter(time, (j + 1) * (i + 1), false),
      ),
    ),
  ),
  aSeries("up", { job: "shop/checkout", instance: "10.0.0.1:8080" }, 1),
  aSeries("up", { job: "shop/checkout", instance: "10.0.0.2:8080" }, (time) => (time > START + 91 * 60 ? 0 : 1)),
  aSeries("up", { job: "shop/cart", instance: "10.0.0.3:8080" }, 1),
  aSeries("pod_info", { pod: "a", node: "n1", version: "1.0" }, 1),
  aSeries("pod_info", { pod: "b", node: "n2", version: "1.1" }, 1),
  aSeries("pod_info", { pod: "c", node: "n2" }, 1),
  ...["a", "b", "c"].flatMap((pod, i) =>
    ["app", "proxy"].map((container, j) =>
      aSeries("memory_bytes", { pod, container }, (time) => 1e6 * (i + 1 + j) + 1e5 * Math.sin(time / 300 + i)),
    ),
  ),
  aSeries("memory_limit_bytes", { pod: "a" }, 4e6),
  aSeries("memory_limit_bytes", { pod: "b" }, 3e6),
  aSeries("temperature", { room: "attic" }, (time) => (time % 120 === 0 ? NaN : 20 * Math.sin(time / 700))),
  aSeries("temperature", { room: "cellar" }, (time) => -3.7 + ((time / 15) % 5)),
  aSeries("temperature", { room: "hall", floor: "1" }, 21.5),
  aSeries("config_hash", { pod: "a" }, 184_467_440),
  aSeries("config_hash", { pod: "b" }, 184_467_440),
  aSeries("config_hash", { pod: "c" }, 17),
  aSeries("replicas", { deployment: "checkout" }, (time) => 2 + (Math.floor(time / 240) % 3)),
  aSeries("ended", { pod: "z" }, (time) => (time < START + 85 * 60 ? 1 : undefined)),
  aSeries("began_seconds", { pod: "a" }, START - 3600),
  aSeries("graph_requests_total", { client: "cart", server: "redis" }, (time) => counter(time, 2, false)),
  aSeries("graph_requests_total", { client: "checkout", server: "redis" }, (time) => counter(time, 5, false)),
];

/** Series with a sample every minute, for windows of more than a quarter of an hour. */
export const slow: readonly MadeUp[] = [
  aSeries("free_bytes", { device: "sda" }, (time) => 1e9 - 9e4 * (time - START) + 1e6 * Math.sin(time / 500)),
  aSeries("free_bytes", { device: "sdb" }, 5e8),
  aSeries("errors_total", { job: "a" }, (time) => counter(time, 0.4, true)),
  aSeries("errors_total", { job: "b" }, (time) => (time < START + 75 * 60 ? undefined : counter(time, 0.2, false))),
];

/** Of a program that maybe starts again. */
function counter(time: number, perSecond: number, startsAgain: boolean): number {
  const from = startsAgain && time >= RESET ? RESET : START;
  return Math.round(perSecond * (time - from) * (1 + 0.3 * Math.sin((time - from) / 5000)));
}
