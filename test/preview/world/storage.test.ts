import { dashboardsOf } from "../../../lib/preview/answer/dashboards";
import { evaluate, withRules } from "../../../lib/preview/evaluate";
import type { Labels, Sample } from "../../../lib/preview/sources";
import { conditionOf, NOW, story, worldStorage } from "../../../lib/preview/world";
import { environment } from "./dev";
import { expressionsOf, metricNames } from "./metric-names";

const dev = environment("dev");
const raw = worldStorage(dev.cluster, dev.monitors);
const rules = dev.observability.ruleGroups().metrics;
const storage = withRules(raw, rules);

function at(expr: string, time: number): readonly Sample[] {
  return evaluate(expr, storage, time, { from: time, to: time });
}

function valueOf(expr: string, time: number): number {
  const [sample, ...others] = at(expr, time);
  if (!sample || others.length > 0) throw new Error(`${expr}: ${others.length + (sample ? 1 : 0)} series`);
  return sample.value;
}

function keyOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join();
}

/** From before the deploy until now. */
const MOMENTS = Array.from({ length: 61 }, (_, minute) => NOW - 3600 + 60 * minute);

describe("the raw metrics of the world", () => {
  test("have a series of all that dashboards and rules read", () => {
    const recorded = rules.flatMap(({ rules: own }) => own.flatMap((rule) => ("record" in rule ? [rule.record] : [])));
    const read = [
      ...dashboardsOf(dev.manifests).flatMap(expressionsOf),
      ...rules.flatMap(({ rules: own }) => own.map(({ expr }) => expr)),
    ].flatMap(metricNames);

    const missing = [...new Set(read)]
      .filter((name) => !recorded.includes(name) && !name.startsWith("ALERTS"))
      .filter((name) => raw.series(name, NOW).length === 0)
      .toSorted();

    expect(missing).toEqual(Object.keys(NOT_THERE).toSorted());
  });

  test("are of one series each by their labels", () => {
    const twice = raw.names().filter((name) => {
      const series = raw.series(name, NOW).map(({ labels }) => keyOf(labels));
      return new Set(series).size < series.length;
    });

    expect(twice).toEqual([]);
  });

  test("are few enough to be evaluated in a moment", () => {
    const count = raw.names().reduce((sum, name) => sum + raw.series(name, NOW).length, 0);

    expect(count).toBeLessThan(6000);
  });

  test("have the same labels object at every time", () => {
    for (const name of ["http_requests_total", "http_server_request_duration_seconds_bucket", "up", "kube_pod_info"]) {
      const before = raw.series(name, NOW - 15).map(({ labels }) => labels);

      const now = raw.series(name, NOW).map(({ labels }) => labels);

      expect(now.length).toBeGreaterThan(0);
      expect(now.every((labels, index) => labels === before[index])).toBe(true);
    }
  });

  test("are the same for the same app", () => {
    const again = environment("dev");
    const other = worldStorage(again.cluster, again.monitors);

    const told = (of: typeof raw): string => JSON.stringify(of.names().map((name) => of.series(name, NOW - 1234)));
    expect(told(other)).toBe(told(raw));
  });

  test("tell counters that never fall but where their pod begins anew", () => {
    const counters = raw
      .names()
      .filter((name) => /_total$|_(bucket|count|sum)$/.test(name) && !name.startsWith("kube_"));
    const falls: string[] = [];
    for (const name of counters) {
      const last = new Map<object, number>();
      for (const time of MOMENTS) {
        for (const { labels, value } of raw.series(name, time)) {
          const isHero = (labels["pod"] ?? "").startsWith("checkout-");
          if (value < (last.get(labels) ?? 0) && !isHero && !GAUGES.has(name))
            falls.push(`${name} ${labels["instance"]}`);
          last.set(labels, value);
        }
      }
    }

    expect(counters.length).toBeGreaterThan(300);
    expect(falls).toEqual([]);
  });

  test("begin at 0 where a container is started again", () => {
    const restarted = NOW - 2640;
    const requests = (time: number): number | undefined =>
      raw
        .series("http_requests_total", time)
        .filter(({ labels }) => labels["version"] === "0.3.0" && labels["code"] === "200")
        .map(({ value }) => value)
        .at(0);

    const [before, after] = [requests(restarted - 60) ?? 0, requests(restarted + 60) ?? 0];

    expect(before).toBeGreaterThan(after);
    expect(after).toBeGreaterThan(0);
  });

  test("have cumulative buckets, the last of which counts all", () => {
    for (const name of [
      "http_request_duration_seconds",
      "http_server_request_duration_seconds",
      "traces_span_metrics_duration_milliseconds",
    ]) {
      const histograms = new Map<string, number[]>();
      for (const {
        labels: { le: _le, ...labels },
        value,
      } of raw.series(`${name}_bucket`, NOW)) {
        const key = JSON.stringify(labels);
        histograms.set(key, [...(histograms.get(key) ?? []), value]);
      }
      const counts = new Map(
        raw.series(`${name}_count`, NOW).map(({ labels, value }) => [JSON.stringify(labels), value]),
      );

      expect(histograms.size).toBeGreaterThan(1);
      for (const [key, buckets] of histograms) {
        expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
        expect(buckets.at(-1)).toBe(counts.get(key));
      }
    }
  });
});

describe("the story in the metrics", () => {
  const failing = (service: string, time: number): number =>
    valueOf(`service:http_failures:ratio_rate5m{namespace="shop",service="${service}"}`, time);

  test("has as many failures as it says", () => {
    const inDeploy = story.deploy + 600;

    expect(failing("checkout", story.deploy - 60)).toBeLessThan(0.001);
    expect(failing("checkout", inDeploy)).toBeCloseTo(conditionOf("hero", inDeploy).failing, 2);
    expect(failing("inventory", inDeploy)).toBeLessThan(0.001);
    expect(failing("checkout", story.slow - 60)).toBeLessThan(0.001);
    expect(failing("checkout", NOW)).toBeCloseTo(conditionOf("hero", NOW).failing, 2);
    expect(failing("inventory", NOW)).toBeCloseTo(conditionOf("between", NOW).failing, 2);
  });

  test("fails on the new revision alone while that panics", () => {
    const share = (version: string): number =>
      valueOf(
        `sum(rate(http_requests_total{version="${version}",code="500"}[2m])) / sum(rate(http_requests_total{version="${version}"}[2m]))`,
        story.deploy + 200,
      );

    expect(share("0.3.0")).toBeGreaterThan(0.15);
    expect(share("0.2.0")).toBe(0);
  });

  test("makes requests slow when the database is, seen from each hop", () => {
    const p95 = (server: string, time: number): number =>
      valueOf(
        `histogram_quantile(0.95, sum by (le) (rate(traces_service_graph_request_client_seconds_bucket{server="${server}"}[5m])))`,
        time,
      );

    for (const server of ["redis", "inventory"]) {
      expect(p95(server, story.slow - 60)).toBeLessThan(0.05);
      expect(p95(server, NOW)).toBeGreaterThan(0.3);
    }
  });

  test("rolls out, and back", () => {
    const replicas = (time: number) =>
      Object.fromEntries(
        raw
          .series("kube_replicaset_spec_replicas", time)
          .filter(({ labels }) => labels["replicaset"]?.startsWith("checkout-"))
          .map(({ labels, value }) => [labels["replicaset"] ?? "", value]),
      );
    const pods = dev.cluster.workloads.find(({ name }) => name === "checkout")?.pods ?? [];
    const [old = "", fresh = ""] = pods.map(({ revision }) => revision);

    expect(replicas(story.deploy - 60)).toEqual({ [old]: 1 });
    expect(replicas(story.deploy + 300)).toEqual({ [old]: 0, [fresh]: 1 });
    expect(replicas(NOW)).toEqual({ [old]: 1, [fresh]: 0 });
  });

  test("never leaves the hero without a pod that is ready", () => {
    for (const time of MOMENTS) {
      expect(valueOf(`kube_deployment_status_replicas_available{deployment="checkout"}`, time)).toBe(1);
    }
  });

  test("fires alerts on the services of the chain, and none on the stack but the one that always does", () => {
    const firing = at(`ALERTS{alertstate="firing"}`, NOW).map(({ labels }) => labels);

    const stack = firing.filter(({ namespace }) => namespace !== "shop").map(({ alertname }) => alertname);
    const services = new Set(firing.filter(({ namespace }) => namespace === "shop").map(({ service }) => service));

    expect(stack).toEqual(["Watchdog"]);
    expect([...services].toSorted()).toEqual(["checkout", "inventory"]);
    expect(firing).toContainEqual(expect.objectContaining({ alertname: "ServiceErrors5xx", service: "checkout" }));
  });
});

describe.each(["staging", "prod"] as const)("the stack of %s", (name) => {
  test("is well", () => {
    const { cluster, monitors, observability } = environment(name);
    const world = withRules(worldStorage(cluster, monitors), observability.ruleGroups().metrics);

    const firing = evaluate(`ALERTS{alertstate="firing",namespace!="shop"}`, world, NOW, { from: NOW, to: NOW });

    expect(firing.map(({ labels }) => labels["alertname"])).toEqual(["Watchdog"]);
  });
});

describe.each(["dev", "staging", "prod"] as const)("the nodes of %s", (name) => {
  const { cluster, monitors } = environment(name);
  const world = worldStorage(cluster, monitors);
  const sum = (metric: string, resource: string, node: string): number =>
    world
      .series(metric, NOW)
      .filter(({ labels }) => labels["resource"] === resource && labels["node"] === node)
      .reduce((all, { value }) => all + value, 0);

  test.each(["cpu", "memory"])("have room for the %s that is requested", (resource) => {
    for (const node of cluster.nodes) {
      const requested = sum("kube_pod_container_resource_requests", resource, node);
      expect(requested).toBeGreaterThan(0);
      expect(requested).toBeLessThanOrEqual(sum("kube_node_status_allocatable", resource, node));
    }
  });

  test("run containers that stay within their limits", () => {
    const limits = new Map(
      world
        .series("kube_pod_container_resource_limits", NOW)
        .filter(({ labels }) => labels["resource"] === "memory")
        .map(({ labels, value }) => [`${labels["namespace"]}/${labels["pod"]}/${labels["container"]}`, value]),
    );
    const used = world.series("container_memory_working_set_bytes", NOW);

    expect(used.length).toBeGreaterThan(10);
    for (const { labels, value } of used) {
      const limit = limits.get(`${labels["namespace"]}/${labels["pod"]}/${labels["container"]}`) ?? Infinity;
      expect(value / limit).toBeLessThan(0.9);
    }
  });
});

/** What is named like a counter and is none. */
const GAUGES: ReadonlySet<string> = new Set(["loki_ruler_managers_total"]);

/** What nothing in the world tells, and why. */
const NOT_THERE: Readonly<Record<string, string>> = {
  kube_job_failed: "the app has no jobs",
  kube_job_status_start_time: "the app has no jobs",
  kube_pod_container_status_waiting_reason: "no container waits",
  kube_pod_deletion_timestamp: "no pod is being deleted",
  kube_pod_init_container_status_waiting_reason: "no container waits",
  kube_pod_status_reason: "no pod was evicted",
  kube_pod_status_unschedulable: "each pod has a node",
  kubelet_volume_stats_available_bytes: "the profile dev has no claims",
  kubelet_volume_stats_capacity_bytes: "the profile dev has no claims",
  kubelet_volume_stats_inodes: "the profile dev has no claims",
  kubelet_volume_stats_inodes_used: "the profile dev has no claims",
  kubelet_volume_stats_used_bytes: "the profile dev has no claims",
  probe_ssl_earliest_cert_expiry: "nothing is probed with https",
  "service_route:http_duration_seconds:rate5m": "a native histogram, which no service of the app has",
};
