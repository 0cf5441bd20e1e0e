/**
 * The heartbeat with the real programs: beats arrive at the promised times, and stop when Prometheus or Alertmanager does.
 * The rule, the routing and the receiver are the product's. Where a test waits for what takes minutes, it makes the
 * intervals shorter: that is said there.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { load } from "js-yaml";
import type { AlertmanagerConfig, RouteConfig } from "../../lib/components/alertmanager/alertmanager-config";
import { toYaml } from "../../lib/core";
import { configOf } from "../components/alertmanager/builders";
import { anAlertmanager } from "./an-alertmanager";
import { filesOfContainerWith } from "./container-files";
import { configMaps, environments, field } from "./golden-tree";
import { answers, eventually, freePorts, portOf, start, type Running } from "./running";
import { afterwards, layOut } from "./sandbox";

/** Of the rules' evaluation in these tests; in the product it is that of Prometheus. */
const EVERY_SECOND = "1s";

/** Whoever expects the beats. */
interface Listener {
  readonly url: string;
  /** When each beat came. */
  readonly beats: readonly number[];
  readonly bodies: readonly string[];
}

async function aListener(): Promise<Listener> {
  const beats: number[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (data: Buffer) => (body += data.toString()));
    request.on("end", () => {
      beats.push(Date.now());
      bodies.push(body);
      response.end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => void server.close());
  return { url: `http://127.0.0.1:${portOf(server)}/beat`, beats, bodies };
}

/** Prometheus with the rules of the stack's own monitor `alerting`, which is the Watchdog; started again with its data. */
async function aPrometheus(alertmanager: string, ...flags: readonly string[]): Promise<() => Promise<Running>> {
  const rules = configMaps("prod").flatMap(({ data }) => data.get("observability.alerting.yaml") ?? []);
  const root = layOut([
    ["rules.yaml", rules.find((text) => text.includes("Watchdog")) ?? ""],
    [
      "prometheus.yml",
      toYaml({
        global: { evaluation_interval: EVERY_SECOND, external_labels: { cluster: "prod" } },
        rule_files: ["rules.yaml"],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanager).host] }] }] },
      }),
    ],
  ]);
  const [port] = await freePorts(1);
  const args = [`--config.file=${root}/prometheus.yml`, `--storage.tsdb.path=${root}/data`, ...flags];
  return () =>
    start("prometheus", [...args, `--web.listen-address=127.0.0.1:${port}`], {
      ready: () => answers(`http://127.0.0.1:${port}/-/ready`),
    });
}

/** The route of the heartbeat with other intervals, in the same proportion. */
function faster(config: AlertmanagerConfig): AlertmanagerConfig {
  const isHeartbeat = ({ receiver }: RouteConfig): boolean => receiver === "heartbeat";
  const routes = (config.route.routes ?? []).map((route) =>
    isHeartbeat(route) ? { ...route, group_interval: "3s", repeat_interval: "2s" } : route,
  );
  expect(config.route.routes?.find(isHeartbeat)).toMatchObject({ group_interval: "30s", repeat_interval: "20s" });
  return { ...config, route: { ...config.route, routes } };
}

function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => (time - (times[i] ?? time)) / 1000);
}

/** Waits for one more beat; how many seconds it took, or undefined. */
async function nextBeat({ beats }: Listener, seconds: number): Promise<number | undefined> {
  const [known, asked] = [beats.length, Date.now()];
  const came = await eventually(seconds * 1000, async () => beats.length > known);
  return came ? (Date.now() - asked) / 1000 : undefined;
}

/** Waits until there has been none for so many seconds; how long after the beginning the last one came. */
async function lastBeat({ beats }: Listener, quiet: number, patience: number): Promise<number> {
  const began = Date.now();
  const since = (): number => Date.now() - Math.max(began, beats.at(-1) ?? 0);
  expect(await eventually(patience * 1000, async () => since() > quiet * 1000)).toBe(true);
  return Math.max(0, ((beats.at(-1) ?? 0) - began) / 1000);
}

test("beats arrive as often as promised, stop with Prometheus and with Alertmanager, and come again with each", async () => {
  const [promised, listener] = await Promise.all([aListener(), aListener()]);
  // One as it is, with the shortest interval that there may be; the other, with which programs die, ten times as fast.
  const asPromised = configOf({ heartbeat: { url: promised.url, every: "30s" } });
  const alertmanagerAsPromised = await anAlertmanager(asPromised);
  const startUndisturbed = await aPrometheus(alertmanagerAsPromised.url);
  await startUndisturbed();
  let alertmanager = await anAlertmanager(faster(configOf({ heartbeat: { url: listener.url, every: "30s" } })));
  // An alert outlives Prometheus by four times the resend delay, which is a minute where nothing else is said.
  const startPrometheus = await aPrometheus(alertmanager.url, "--rules.alert.resend-delay=2s");
  let prometheus = await startPrometheus();

  // It beats.
  expect(await nextBeat(listener, 15)).toBeDefined();
  await nextBeat(listener, 15);
  await nextBeat(listener, 15);
  expect(Math.max(...gaps(listener.beats))).toBeLessThan(4.5);
  expect(JSON.parse(listener.bodies[0] ?? "")).toMatchObject({
    receiver: "heartbeat",
    status: "firing",
    commonLabels: { alertname: "Watchdog", cluster: "prod", namespace: "observability", service: "alerting" },
  });

  // Prometheus dies: four resend delays after the last alert that it sent, at most.
  await prometheus.kill();
  expect(await lastBeat(listener, 6, 30)).toBeLessThan(4 * 2 + 0.5);
  expect(listener.bodies.filter((body) => !body.includes('"status":"firing"'))).toEqual([]);

  // It comes back.
  prometheus = await startPrometheus();
  expect(await nextBeat(listener, 15)).toBeLessThan(10);

  // Alertmanager dies: at once.
  await nextBeat(listener, 15);
  await alertmanager.kill();
  expect(await lastBeat(listener, 6, 30)).toBeLessThan(0.2);

  // It comes back, and has to hear of the Watchdog again.
  alertmanager = await alertmanager.again();
  expect(await nextBeat(listener, 20)).toBeLessThan(10);

  // Nobody has disturbed the other one meanwhile.
  expect(await eventually(65_000, async () => promised.beats.length >= 3)).toBe(true);
  const seconds = gaps(promised.beats);
  expect(Math.min(...seconds)).toBeGreaterThan(29);
  expect(Math.max(...seconds)).toBeLessThan(31);
}, 120_000);

// Four times that, or four times the evaluation interval where it is longer, is what the guide promises.
test.each(environments)("Prometheus in %s resends alerts every minute, as it does by itself", (environment) => {
  const { args, files } = filesOfContainerWith(environment, "prometheus-config");
  const config = [...files].find(([path]) => path.endsWith("/prometheus.yml"))?.[1] ?? "";

  expect(args.filter((arg) => arg.includes("resend-delay"))).toEqual([]);
  expect(field(load(config), "global", "evaluation_interval")).toBe("15s");
});
