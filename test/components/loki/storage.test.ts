import type { LokiProps, ObjectStorage } from "../../../lib/components/loki";
import { asRecords } from "../../../lib/core/json";
import { at, podOf } from "../a-stack";
import { aBucket, configOf, lokiObjects, lokiProblems } from "./a-loki";

function storeOf(storage: ObjectStorage): unknown {
  return at(configOf({ storage }), "storage_config", "object_store");
}

test("keeps lines on a volume", () => {
  const objects = lokiObjects({ storage: { size: "100Gi", storageClass: "fast" } });

  expect(at(objects.get("StatefulSet/loki"), "spec", "volumeClaimTemplates")).toEqual([
    {
      metadata: { name: "data" },
      spec: {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "100Gi" } },
        storageClassName: "fast",
      },
    },
  ]);
  const config = configOf({ storage: { size: "100Gi" } });
  expect(at(config, "storage_config", "object_store")).toEqual({ filesystem: { dir: "/loki/chunks" } });
  expect(at(config, "compactor", "delete_request_store")).toBe("filesystem");
});

test("in dev, loses them with the pod", () => {
  const objects = lokiObjects({ profile: "dev" });

  expect(at(objects.get("StatefulSet/loki"), "spec", "volumeClaimTemplates")).toBeUndefined();
  expect(podOf(objects, "StatefulSet/loki")["volumes"]).toContainEqual({
    name: "data",
    emptyDir: { sizeLimit: "5Gi" },
  });
});

describe("a bucket", () => {
  test("is Amazon's unless somebody says where it is", () => {
    expect(storeOf(aBucket)).toEqual({
      s3: { bucket_name: "logs", endpoint: "s3.eu-central-1.amazonaws.com", region: "eu-central-1" },
    });
  });

  test("may be anybody's", () => {
    const storage = { bucket: "logs", endpoint: "minio.storage.svc:9000", pathStyle: true, insecure: true };

    expect(storeOf(storage)).toEqual({
      s3: { bucket_name: "logs", endpoint: "minio.storage.svc:9000", insecure: true, bucket_lookup_type: "path" },
    });
  });

  test("may have a name that is known when the stack is deployed", () => {
    expect(lokiProblems({ storage: { ...aBucket, bucket: "${{ input:logsBucket }}" } })).toEqual([]);
  });

  test("is opened with keys that stand in Secrets and nowhere else", () => {
    const credentials = {
      accessKeyId: { secret: "logs-bucket", key: "id" },
      secretAccessKey: { secret: "logs-bucket", key: "secret" },
    };

    const objects = lokiObjects({ storage: { ...aBucket, credentials } });

    const env = asRecords(at(podOf(objects, "StatefulSet/loki"), "containers", 0, "env"));
    expect(env.filter(({ name }) => String(name).startsWith("AWS_"))).toEqual([
      { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "logs-bucket", key: "id" } } },
      { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "logs-bucket", key: "secret" } } },
    ]);
    expect(JSON.stringify(objects.get("ConfigMap/loki-config"))).not.toContain("logs-bucket");
  });

  test("may know the pods by their ServiceAccount", () => {
    const serviceAccountAnnotations = { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/logs" };

    const objects = lokiObjects({ storage: { ...aBucket, serviceAccountAnnotations } });

    expect(objects.get("ServiceAccount/loki")?.metadata).toMatchObject({ annotations: serviceAccountAnnotations });
    expect(podOf(objects, "StatefulSet/loki")["serviceAccountName"]).toBe("loki");
    expect(podOf(objects, "StatefulSet/loki")["automountServiceAccountToken"]).toBe(false);
  });

  test("gets what a replica has before the replica ends, and the replica a volume for what is not there yet", () => {
    const objects = lokiObjects({ profile: "ha", storage: aBucket });

    const claim = at(objects.get("StatefulSet/loki"), "spec", "volumeClaimTemplates", 0, "spec", "resources");
    expect(claim).toEqual({ requests: { storage: "20Gi" } });
    const config = configOf({ profile: "ha", storage: aBucket });
    expect(at(config, "ingester", "wal", "flush_on_shutdown")).toBe(true);
    expect(at(configOf(), "ingester", "wal", "flush_on_shutdown")).toBe(false);
  });
});

test.each<[string, Partial<LokiProps>, readonly string[]]>([
  [
    "several replicas on disks of their own",
    { replicas: 3 },
    [
      'stack/loki: storage {"size":"50Gi"}: expected object storage such as { bucket: "logs", region: "eu-central-1" }; 3 replicas have no disk in common; with replicas: 1 a volume will do',
    ],
  ],
  [
    "ha without a bucket",
    { profile: "ha" },
    [
      'stack/loki: storage missing: expected object storage such as { bucket: "logs", region: "eu-central-1" }; 3 replicas have no disk in common; with replicas: 1 a volume will do',
    ],
  ],
  [
    "a volume that is too small",
    { storage: { size: "512Mi" } },
    ['stack/loki: storage.size "512Mi": expected at least 1Gi'],
  ],
  [
    "a bucket nobody finds",
    { storage: { bucket: "logs" } },
    [
      'stack/loki: storage.region missing: expected a region such as "eu-central-1"; or set storage.endpoint where it is not Amazon\'s',
    ],
  ],
  [
    "an endpoint with a scheme",
    { storage: { bucket: "logs", endpoint: "https://minio:9000" } },
    [
      'stack/loki: storage.endpoint "https://minio:9000": expected a host such as "minio.storage.svc:9000"; leave out https://; insecure: true stands for http://',
    ],
  ],
  [
    "the bucket twice",
    { storage: { bucket: "logs", endpoint: "logs.s3.amazonaws.com" } },
    [
      'stack/loki: storage.endpoint "logs.s3.amazonaws.com": expected a host without the bucket, which comes from storage.bucket',
    ],
  ],
  [
    "names that no bucket and no Secret has",
    {
      storage: {
        ...aBucket,
        bucket: "My_Logs",
        credentials: { accessKeyId: { secret: "A_B", key: "id" }, secretAccessKey: { secret: "a", key: "b c" } },
        volume: { size: "1M" },
      },
    },
    [
      'stack/loki: storage.bucket "My_Logs": expected the name of a bucket (3 to 63 lower-case letters, digits, "-" and ".")',
      expect.stringContaining('stack/loki: storage.credentials.accessKeyId "A_B": expected the name of a Secret'),
      expect.stringContaining('stack/loki: storage.credentials.secretAccessKey "b c": expected a key'),
      'stack/loki: storage.volume.size "1M": expected at least 1Gi',
    ],
  ],
])("refuses %s", (_, props, problems) => {
  expect(lokiProblems(props)).toEqual(problems);
});
