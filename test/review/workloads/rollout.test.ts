import { rolloutOf } from "../../../lib/review/findings/workloads/rollout";

test.each([
  { what: "a quarter of few pods is none", spec: {}, pods: 3, unavailable: 0 },
  { what: "a quarter of four pods is one", spec: {}, pods: 4, unavailable: 1 },
  {
    what: "one pod goes where nothing could move otherwise",
    spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } },
    pods: 3,
    unavailable: 1,
  },
  {
    what: "a percentage of pods that may be missing is rounded down",
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: "50%" } } },
    pods: 3,
    unavailable: 1,
  },
])("of a Deployment, $what", ({ spec, pods, unavailable }) => {
  expect(rolloutOf("Deployment", spec, pods)).toMatchObject({ way: "rolling", unavailable });
});

test("a StatefulSet takes down one pod at a time, and has none more", () => {
  expect(rolloutOf("StatefulSet", {}, 3)).toMatchObject({ way: "rolling", unavailable: 1, surge: 0 });
});

test("Recreate and OnDelete are no rolling updates", () => {
  expect(rolloutOf("Deployment", { strategy: { type: "Recreate" } }, 3)).toEqual({ way: "recreate" });
  expect(rolloutOf("DaemonSet", { updateStrategy: { type: "OnDelete" } }, 1)).toEqual({ way: "on-delete" });
});
