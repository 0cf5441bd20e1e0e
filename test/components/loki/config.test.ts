import type { LokiProps } from "../../../lib/components/loki";
import { logLabelAttributes, logLabels } from "../../../lib/signals";
import { at, textAt } from "../a-stack";
import { aBucket, configOf, lokiObjects, sectionOf } from "./a-loki";

test("keeps an index by the day, in the schema that lines with metadata need", () => {
  expect(at(configOf(), "schema_config", "configs")).toEqual([
    {
      from: "2024-04-01",
      store: "tsdb",
      object_store: "filesystem",
      schema: "v13",
      index: { prefix: "index_", period: "24h" },
    },
  ]);
});

test("makes labels of what the stack calls labels, and of nothing else", () => {
  const attributes = sectionOf({}, "limits_config", "otlp_config", "resource_attributes");

  expect(attributes).toEqual({
    ignore_defaults: true,
    attributes_config: [{ action: "index_label", attributes: logLabelAttributes }],
  });
  expect(logLabelAttributes.map((name) => name.replaceAll(".", "_")).toSorted()).toEqual(
    Object.values(logLabels).toSorted(),
  );
});

test("one replica waits for nobody, and needs no variables", () => {
  const config = configOf();

  expect(config["memberlist"]).toBeUndefined();
  expect(at(config, "common")).toEqual({
    path_prefix: "/loki",
    instance_addr: "127.0.0.1",
    replication_factor: 1,
    ring: { kvstore: { store: "inmemory" } },
  });
  expect(at(config, "ingester", "lifecycler", "min_ready_duration")).toBe("0s");
  expect(config["frontend_worker"]).toEqual({ frontend_address: "127.0.0.1:9095" });
});

test("several replicas find each other by name, and keep each line on three of them", () => {
  const config = configOf({ profile: "ha", storage: aBucket, replicas: 5 });

  expect(at(config, "common")).toEqual({
    path_prefix: "/loki",
    instance_addr: "${POD_IP}",
    replication_factor: 3,
    persist_tokens: true,
    ring: { kvstore: { store: "memberlist" } },
  });
  expect(config["memberlist"]).toEqual({
    cluster_label: "observability/loki",
    join_members: ["dns+loki-headless.observability.svc:7946"],
    rejoin_interval: "5m",
  });
  expect(config["frontend_worker"]).toBeUndefined();
});

test("a replica that is gone for good keeps no other from becoming ready", () => {
  const config = configOf({ profile: "ha", storage: aBucket });

  expect(at(config, "ingester", "lifecycler", "readiness_check_ring_health")).toBe(false);
  expect(at(config, "pattern_ingester", "lifecycler", "readiness_check_ring_health")).toBe(false);
});

test("what several replicas are to delete, and their rules, pass to another one", () => {
  const config = configOf({ profile: "ha", storage: aBucket });

  expect(config["compactor"]).toEqual({
    retention_enabled: true,
    delete_request_store: "s3",
    deletion_marker_object_store_prefix: "deletion-markers/",
  });
  expect(at(config, "ruler", "enable_sharding")).toBe(true);
});

test.each<[string, Partial<LokiProps>]>([
  ["one replica", {}],
  ["several", { profile: "ha", storage: aBucket }],
])("no line goes by a call, which anybody can make who may ask for lines: %s", (_, props) => {
  expect(sectionOf(props, "limits_config")["deletion_mode"]).toBe("filter-only");
});

test.each([
  ["a$b", "a$$b"],
  ["${HOME}", "$${HOME}"],
  ["${{ input:cluster }}-$1", "${{ input:cluster }}-$$1"],
])("takes no part of the cluster's name %s for a variable", (cluster, written) => {
  const several = sectionOf({ profile: "ha", storage: aBucket, cluster }, "ruler", "external_labels");
  const one = sectionOf({ cluster }, "ruler", "external_labels");

  expect(several).toEqual({ cluster: written });
  // Where there are no variables, nothing looks like one.
  expect(one).toEqual({ cluster });
});

describe("the ruler", () => {
  test("reads the folder above the one of its only tenant", () => {
    expect(configOf()["ruler_storage"]).toEqual({ backend: "local", local: { directory: "/etc/loki/rules" } });
  });

  test("tells every Alertmanager, and labels alerts as Prometheus does", () => {
    const ruler = sectionOf({ alertmanagers: ["a.svc:9093", "b.svc:9093"] }, "ruler");

    expect(ruler["alertmanager_url"]).toBe("http://a.svc:9093,http://b.svc:9093");
    expect(ruler["external_labels"]).toEqual({ cluster: "test" });
  });

  test("hands what it records to every Prometheus", () => {
    const remoteWrite = ["http://one:9090/api/v1/write", "http://two:9090/api/v1/write"];

    expect(sectionOf({ remoteWrite }, "ruler", "remote_write")).toEqual({
      enabled: true,
      add_org_id_header: false,
      clients: {
        "prometheus-0": { url: "http://one:9090/api/v1/write" },
        "prometheus-1": { url: "http://two:9090/api/v1/write" },
      },
    });
  });

  test("has no empty addresses where there is nobody to tell", () => {
    const ruler = sectionOf({ alertmanagers: [], remoteWrite: [] }, "ruler");

    expect(ruler).not.toHaveProperty("alertmanager_url");
    expect(ruler["remote_write"]).toEqual({ enabled: false, add_org_id_header: false });
  });

  test("takes up new rules within two minutes, of which the kubelet needs more than one", () => {
    expect(sectionOf({}, "ruler")["poll_interval"]).toBe("15s");
  });

  test("leads from an alert to its query in Grafana", () => {
    const ruler = sectionOf({ grafanaUrl: "https://grafana.example.com/" }, "ruler");

    expect(ruler).toMatchObject({ external_url: "https://grafana.example.com", datasource_uid: "loki" });
    expect(sectionOf({}, "ruler")["external_url"]).toBe("http://loki.observability.svc:3100");
  });
});

describe("limits", () => {
  test("are the profile's where nobody says otherwise", () => {
    const limits = sectionOf({ profile: "dev", limits: { ingestionRate: "3Mi" } }, "limits_config");

    expect(limits).toMatchObject({
      ingestion_rate_mb: 3,
      ingestion_burst_size_mb: 6,
      per_stream_rate_limit: "4MB",
      per_stream_rate_limit_burst: "8MB",
      max_global_streams_per_user: 5000,
      max_line_size: "256KB",
      max_line_size_truncate: true,
      query_timeout: "1m",
    });
  });

  test("let an answer take as long as its query", () => {
    const config = configOf({ limits: { queryTimeout: "5m" } });

    expect(at(config, "limits_config", "query_timeout")).toBe("5m");
    expect(at(config, "server", "http_server_write_timeout")).toBe("310s");
  });

  test("leave half of the memory to a replay of the log", () => {
    const resources = { cpu: "1", memory: { request: "1Gi", limit: "3Gi" } } as const;

    expect(at(configOf({ resources }), "ingester", "wal", "replay_memory_ceiling")).toBe("1536MB");
  });
});

test("looks for lines in memory however old they are, as late ones are there", () => {
  expect(at(configOf(), "querier", "query_ingesters_within")).toBe("0s");
});

test("tells nobody outside of the cluster about itself", () => {
  expect(configOf()["analytics"]).toEqual({ reporting_enabled: false });
});

test("does not write down each rule that it evaluates", () => {
  const text = textAt(lokiObjects().get("ConfigMap/loki-config"), "data", "loki.yaml");

  expect(text).toContain("log_level: warn");
});
