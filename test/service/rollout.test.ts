import { containerOf, podOf, problemsOf, specOf } from "./a-service";

test("replaces pods only by pods that are ready and stay so", () => {
  expect(specOf("Deployment")).toMatchObject({
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
    minReadySeconds: 5,
  });
});

test("serves on for a moment before it stops, and gets time to finish", () => {
  expect(containerOf()["lifecycle"]).toEqual({ preStop: { sleep: { seconds: 5 } } });
  expect(podOf()["terminationGracePeriodSeconds"]).toBe(30);
});

test("fits the grace period to delay and drain", () => {
  const shutdown = { delay: "10s", drain: "1m" } as const;

  expect(containerOf({ shutdown })["lifecycle"]).toEqual({ preStop: { sleep: { seconds: 10 } } });
  expect(podOf({ shutdown })["terminationGracePeriodSeconds"]).toBe(75);
  expect(podOf({ shutdown: { ...shutdown, gracePeriod: "70s" } })["terminationGracePeriodSeconds"]).toBe(70);
});

test("has no hook without a delay, for clusters before Kubernetes 1.30", () => {
  expect(containerOf({ shutdown: { delay: "0s" } })).not.toHaveProperty("lifecycle");
});

test("refuses a grace period that ends before delay and drain", () => {
  expect(problemsOf({ shutdown: { gracePeriod: "24s" } })).toEqual([
    expect.stringMatching(/^shutdown.gracePeriod "24s": expected at least 25s, the sum of delay and drain/),
  ]);
});

test("refuses durations that are none", () => {
  expect(problemsOf({ shutdown: { delay: "-1s", drain: "2d" } })).toEqual([
    expect.stringMatching(/^shutdown.delay "-1s": expected/),
    expect.stringMatching(/^shutdown.drain "2d": expected a duration of 0s to 86400s/),
  ]);
});
