import { logs } from "../../../lib/preview/logql";
import { worldLogs } from "../../../lib/preview/world/logs";
import { NOW, story } from "../../../lib/preview/world/story";
import { logLabels, panicLines } from "../../../lib/signals";
import { aCluster } from "../a-cluster";

const store = worldLogs(aCluster());
const asked = logs(store);
const HOUR = { from: NOW - 3600, to: NOW, step: 60 };

test("are the same each time", () => {
  const texts = (): readonly string[] =>
    worldLogs(aCluster())
      .streams()
      .flatMap(({ lines }) => lines.map(({ time, text }) => `${time} ${text}`));

  expect(texts()).toEqual(texts());
});

test("are of every workload, in the hour before now, the oldest first", () => {
  const services = store.streams().map(({ labels }) => labels[logLabels.service]);

  expect(services.toSorted()).toEqual(["checkout", "inventory", "loki", "redis"]);
  for (const { lines } of store.streams()) {
    const times = lines.map(({ time }) => time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(NOW - 3600);
    expect(times.at(-1)).toBeLessThan(NOW);
  }
});

test("are few enough to read, and enough to count", () => {
  const count = store.streams().reduce((sum, { lines }) => sum + lines.length, 0);

  expect(count).toBeGreaterThan(1500);
  expect(count).toBeLessThan(6000);
});

test("tell panics with their stack, of pods of the new revision while it runs", async () => {
  const panics = await asked.lines(panicLines('{service_name="checkout"}'), HOUR, 1000);

  expect(panics.length).toBeGreaterThan(20);
  for (const { time, text, labels } of panics) {
    expect(text).toMatch(/^panic: .+\ngoroutine \d+ \[running\]:\n/);
    expect(labels).toMatchObject({ detected_level: "error", severity_number: "17", service_version: "0.3.0" });
    expect(time).toBeGreaterThan(story.deploy);
    expect(time).toBeLessThan(story.rollback + 60);
  }
});

test("name the cause while the database is slow: where it is called, and where that is", async () => {
  const errors = async (service: string): Promise<readonly string[]> => {
    const found = await asked.lines(
      `{service_name="${service}"} | detected_level="error"`,
      { from: story.slow + 180, to: NOW, step: 60 },
      1000,
    );
    return [...new Set(found.map(({ labels }) => labels["error"] ?? ""))].toSorted();
  };

  expect(await errors("inventory")).toEqual([
    "redis did not answer within 1s: context deadline exceeded",
    "redis is unavailable: connection pool timeout",
  ]);
  expect(await errors("checkout")).toEqual([
    "inventory failed: answered 503: redis is unavailable",
    "inventory failed: answered 504: redis did not answer within 1s",
  ]);
});

test("tell hardly any errors between the two", async () => {
  const share = `sum(count_over_time({service_name="checkout"} | detected_level="error" [15m])) / sum(count_over_time({service_name="checkout"}[15m]))`;

  const samples = await asked.instant(share, story.slow);

  expect(samples[0]?.value ?? 0).toBeLessThan(0.02);
});

test("tell that the database is slow, in its own words", async () => {
  const warnings = await asked.lines('{service_name="redis"} | detected_level="warn"', HOUR, 100);

  expect(warnings.length).toBeGreaterThan(3);
  expect(warnings.every(({ time }) => time > story.slow)).toBe(true);
});

test("are those of each program, whoever made its image", async () => {
  const lines = await asked.lines('{service_name="loki"} |= "uploading table"', HOUR, 100);

  expect(lines.length).toBeGreaterThan(30);
});

test("are not of the agent, which leaves out its own", () => {
  const cluster = aCluster();
  const agents = cluster.workloads.map((workload) => ({
    ...workload,
    name: "collector-agent",
    containers: workload.containers.map((container) => ({ ...container, image: "otel/collector-k8s:0.159.0" })),
  }));

  const streams = worldLogs({ ...cluster, workloads: agents, services: {}, calls: [] }).streams();

  expect(streams).toEqual([]);
});

test("tell of failures of a service of which nobody knows whom it needs", async () => {
  const alone = logs(worldLogs({ ...aCluster(), calls: [] }));

  const found = await alone.lines('{service_name="checkout"} |= "upstream did not answer"', HOUR, 1000);

  expect(found.length).toBeGreaterThan(10);
  expect(found.every(({ time }) => time > story.slow)).toBe(true);
});
