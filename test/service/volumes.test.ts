import { containerOf, podOf, problemsOf } from "./a-service";

test("may write to /tmp, and to as much of it as fits", () => {
  expect(podOf()["volumes"]).toEqual([{ name: "writable-tmp", emptyDir: { sizeLimit: "128Mi" } }]);
  expect(containerOf()["volumeMounts"]).toEqual([{ name: "writable-tmp", mountPath: "/tmp" }]);
});

test("may write to the paths of the spec alone", () => {
  expect(podOf({ writablePaths: [{ path: "/var/cache/app", sizeLimit: "1Gi" }] })["volumes"]).toEqual([
    { name: "writable-var-cache-app", emptyDir: { sizeLimit: "1Gi" } },
  ]);
  expect(podOf({ writablePaths: [] })).not.toHaveProperty("volumes");
  expect(containerOf({ writablePaths: [] })).not.toHaveProperty("volumeMounts");
});

test("mounts ConfigMaps and Secrets read-only, claims and directories to write", () => {
  const volumes = {
    features: { mountPath: "/etc/features", configMap: "features" },
    tls: { mountPath: "/etc/tls", secret: "checkout-tls" },
    scratch: { mountPath: "/scratch", emptyDir: { sizeLimit: "64Mi", medium: "Memory" } },
    data: { mountPath: "/data", persistentVolumeClaim: "checkout" },
    models: { mountPath: "/models", persistentVolumeClaim: "models", readOnly: true },
  } as const;

  expect(podOf({ writablePaths: [], volumes })["volumes"]).toEqual([
    { name: "features", configMap: { name: "features" } },
    { name: "tls", secret: { secretName: "checkout-tls" } },
    { name: "scratch", emptyDir: { sizeLimit: "64Mi", medium: "Memory" } },
    { name: "data", persistentVolumeClaim: { claimName: "checkout" } },
    { name: "models", persistentVolumeClaim: { claimName: "models" } },
  ]);
  expect(containerOf({ writablePaths: [], volumes })["volumeMounts"]).toEqual([
    { name: "features", mountPath: "/etc/features", readOnly: true },
    { name: "tls", mountPath: "/etc/tls", readOnly: true },
    { name: "scratch", mountPath: "/scratch" },
    { name: "data", mountPath: "/data" },
    { name: "models", mountPath: "/models", readOnly: true },
  ]);
});

test("gives claims to the group of the user that must write to them", () => {
  const volumes = { data: { mountPath: "/data", persistentVolumeClaim: "checkout" } } as const;

  expect(podOf({ uid: 1_000, volumes })["securityContext"]).toMatchObject({ fsGroup: 1_000 });
  expect(podOf({ uid: 1_000 })["securityContext"]).not.toHaveProperty("fsGroup");
});

test.each<[string, Parameters<typeof problemsOf>[0], RegExp]>([
  [
    "the same path twice",
    { volumes: { a: { mountPath: "/tmp", configMap: "c" } } },
    /^volumes.a.mountPath "\/tmp": expected a path that nothing else is mounted at/,
  ],
  [
    "the same name twice",
    { config: { files: { a: "" } }, volumes: { config: { mountPath: "/c", secret: "s" } } },
    /^volumes.config "config": expected a volume name that no other volume has/,
  ],
  [
    "two paths that come out as one name",
    { writablePaths: ["/a_b", "/a-b"] },
    /^writablePaths\[1\] "writable-a-b": expected a volume name/,
  ],
  [
    "a name that is no label",
    { volumes: { "A b": { mountPath: "/c", secret: "s" } } },
    /^volumes.A b "A b": expected a volume name/,
  ],
  ["the whole filesystem", { writablePaths: [{ path: "/", sizeLimit: "1Mi" }] }, /^writablePaths\[0\]/],
  [
    "a path that climbs",
    { writablePaths: ["/a/../etc"] },
    /^writablePaths\[0\] "\/a\/..\/etc": expected an absolute path/,
  ],
  [
    "a size that is none",
    { writablePaths: [{ path: "/a", sizeLimit: "0Mi" }] },
    /^writablePaths\[0\].sizeLimit "0Mi": expected a Kubernetes quantity/,
  ],
  [
    "a claim that cannot exist",
    { volumes: { a: { mountPath: "/a", persistentVolumeClaim: "A" } } },
    /^volumes.a.persistentVolumeClaim "A": expected the name/,
  ],
])("refuses %s", (_, spec, problem) => {
  expect(problemsOf(spec)).toContainEqual(expect.stringMatching(problem));
});
