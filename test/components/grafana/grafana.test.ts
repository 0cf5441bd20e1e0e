import { Testing } from "cdk8s";
import { load } from "js-yaml";
import type { Dashboard } from "../../../dashboards";
import {
  alertmanagerDataSource,
  Grafana,
  prometheusDataSource,
  type GrafanaProps,
} from "../../../lib/components/grafana";
import { asRecord, asRecords, ManifestChart, render, type JsonRecord, type KubernetesObject } from "../../../lib/core";

interface Rendered {
  readonly grafana: Grafana;
  readonly objects: readonly KubernetesObject[];
  readonly pod: JsonRecord;
  readonly container: JsonRecord;
}

const dataSources = [
  prometheusDataSource({ url: "http://prometheus.observability.svc:9090", scrapeInterval: "15s" }),
  alertmanagerDataSource({ url: "http://alertmanager.observability.svc:9093" }),
];

function declare(props: Partial<GrafanaProps> = {}, dashboards: readonly Dashboard[] = []) {
  const app = Testing.app();
  const chart = new ManifestChart(app, "stack", { namespace: "observability" });
  const grafana = new Grafana(chart, "grafana", { cluster: "test", profile: "dev", dataSources, ...props });
  for (const dashboard of dashboards) grafana.addDashboard(dashboard);
  return { app, grafana };
}

function rendered(props: Partial<GrafanaProps> = {}, dashboards: readonly Dashboard[] = []): Rendered {
  const { app, grafana } = declare(props, dashboards);
  const objects = render(app).map(({ object }) => object);
  const pod = asRecord(asRecord(asRecord(find(objects, "Deployment", "grafana")["spec"])["template"])["spec"]);
  return { grafana, objects, pod, container: asRecords(pod["containers"])[0] ?? {} };
}

function find(objects: readonly KubernetesObject[], kind: string, name: string): JsonRecord {
  return asRecord(objects.find((object) => object.kind === kind && object.metadata.name === name));
}

function data(objects: readonly KubernetesObject[], name: string): JsonRecord {
  return asRecord(find(objects, "ConfigMap", name)["data"]);
}

function ini(props: Partial<GrafanaProps> = {}): string {
  return String(data(rendered(props).objects, "grafana-config")["grafana.ini"]);
}

function annotations({ objects }: Rendered): JsonRecord {
  const template = asRecord(asRecord(find(objects, "Deployment", "grafana")["spec"])["template"]);
  return asRecord(asRecord(template["metadata"])["annotations"]);
}

function checksum(props: Partial<GrafanaProps>): unknown {
  return annotations(rendered(props))["checksum/config"];
}

function aDashboard(dashboard: Partial<Dashboard> = {}): Dashboard {
  return { uid: "services", title: "Services", description: "All services", rows: [], ...dashboard };
}

test("provisions its data sources, which nobody changes", () => {
  const { objects } = rendered();

  expect(load(String(data(objects, "grafana-datasources")["datasources.yaml"]))).toEqual({
    apiVersion: 1,
    datasources: [
      expect.objectContaining({
        uid: "prometheus",
        type: "prometheus",
        url: "http://prometheus.observability.svc:9090",
        access: "proxy",
        isDefault: true,
        editable: false,
        jsonData: expect.objectContaining({ httpMethod: "POST", timeInterval: "15s" }),
      }),
      expect.objectContaining({
        uid: "alertmanager",
        type: "alertmanager",
        editable: false,
        jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
      }),
    ],
  });
});

test("reads dashboards from files, which nobody changes", () => {
  const { objects } = rendered();

  expect(load(String(data(objects, "grafana-dashboard-provider")["dashboards.yaml"]))).toMatchObject({
    apiVersion: 1,
    providers: [
      {
        type: "file",
        folder: "Observability",
        disableDeletion: true,
        allowUiUpdates: false,
        options: { path: "/etc/grafana-dashboards" },
      },
    ],
  });
});

test("mounts each dashboard from a ConfigMap of its own through one volume", () => {
  const { objects, pod, container } = rendered({}, [aDashboard(), aDashboard({ uid: "service", title: "Service" })]);

  expect(JSON.parse(String(data(objects, "grafana-dashboard-services")["services.json"]))).toMatchObject({
    uid: "services",
    title: "Services",
  });
  expect(asRecords(pod["volumes"])).toContainEqual({
    name: "dashboards",
    projected: {
      sources: [
        { configMap: { name: "grafana-dashboard-service" } },
        { configMap: { name: "grafana-dashboard-services" } },
      ],
    },
  });
  expect(asRecords(container["volumeMounts"])).toContainEqual({
    name: "dashboards",
    mountPath: "/etc/grafana-dashboards",
    readOnly: true,
  });
});

test("keeps its pod when a dashboard changes", () => {
  const before = rendered({}, [aDashboard({ title: "Services" })]);
  const after = rendered({}, [aDashboard({ title: "All services" })]);

  expect(find(after.objects, "Deployment", "grafana")).toEqual(find(before.objects, "Deployment", "grafana"));
});

test("shows a dashboard that several monitors bring once", () => {
  const { objects } = rendered({}, [aDashboard(), aDashboard()]);

  expect(objects.filter(({ metadata }) => metadata.name === "grafana-dashboard-services")).toHaveLength(1);
});

test.each<[string, readonly Dashboard[], RegExp]>([
  [
    "two dashboards with one uid",
    [aDashboard(), aDashboard({ title: "Other" })],
    /dashboard "services": expected a uid that no other/,
  ],
  [
    "a uid that no ConfigMap can have",
    [aDashboard({ uid: "Services" })],
    /dashboard "Services": expected a uid of lower-case letters/,
  ],
  ["a uid too long for Grafana", [aDashboard({ uid: "s".repeat(41) })], /at most 40 characters/],
])("refuses %s", (_, dashboards, message) => {
  expect(() => render(declare({}, dashboards).app)).toThrow(message);
});

test("begins with the dashboard that it is told to", () => {
  const { objects } = rendered({ homeDashboard: "services" }, [aDashboard()]);

  expect(data(objects, "grafana-config")["grafana.ini"]).toContain(
    "[dashboards]\ndefault_home_dashboard_path = /etc/grafana-dashboards/services.json\n",
  );
  expect(() => render(declare({ homeDashboard: "servcies" }, [aDashboard()]).app)).toThrow(
    'stack/grafana: homeDashboard "servcies": expected the uid of a dashboard that is shown',
  );
});

test("lets everybody read in dev, and has no administrator whose password is known", () => {
  const { container } = rendered();

  expect(ini()).toContain("[auth.anonymous]\nenabled = true\norg_role = Viewer\n");
  expect(ini()).toContain("disable_initial_admin_creation = true\n");
  expect(ini()).toContain("disable_login_form = true\n");
  expect(container["env"]).toBeUndefined();
});

test("asks for a login everywhere else, with a password from a Secret", () => {
  const props = { profile: "small", admin: "grafana-admin" } as const;

  expect(ini(props)).toContain("[auth.anonymous]\nenabled = false\n");
  expect(ini(props)).toContain("disable_login_form = false\n");
  expect(rendered(props).container["env"]).toEqual([
    { name: "GF_SECURITY_ADMIN_USER", valueFrom: { secretKeyRef: { name: "grafana-admin", key: "admin-user" } } },
    {
      name: "GF_SECURITY_ADMIN_PASSWORD",
      valueFrom: { secretKeyRef: { name: "grafana-admin", key: "admin-password" } },
    },
  ]);
});

test.each<[string, Partial<GrafanaProps>, string]>([
  [
    "no administrator outside dev",
    { profile: "ha" },
    'stack/grafana: admin missing: expected the name of a Secret with the keys "admin-user"',
  ],
  ["a Secret that cannot be", { admin: "Grafana_Admin" }, 'admin "Grafana_Admin": expected the name of a Secret'],
  ["no URL", { url: "grafana" }, 'url "grafana": expected an http or https URL without a path'],
  ["a URL with a path", { url: "https://ops.example.com/grafana" }, "expected an http or https URL without a path"],
  [
    "two data sources with one uid",
    { dataSources: [...dataSources, { ...alertmanagerDataSource({ url: "http://other" }), name: "Other" }] },
    "expected a uid for each of its own",
  ],
  [
    "two defaults",
    {
      dataSources: [
        ...dataSources,
        { name: "Other", uid: "other", type: "prometheus", url: "http://other", isDefault: true },
      ],
    },
    'dataSources ["Prometheus","Other"]: expected at most one default',
  ],
  [
    "no data sources, from plain JavaScript",
    { dataSources: undefined } as object,
    "stack/grafana: dataSources missing: expected a list",
  ],
  [
    "a data source that is none",
    { dataSources: ["prometheus"] } as object,
    'dataSources ["prometheus"]: expected a list',
  ],
])("refuses %s", (_, props, message) => {
  expect(() => render(declare(props).app)).toThrow(message);
});

test("knows where people reach it, and sends its cookies over HTTPS alone where that is how", () => {
  expect(ini({ url: "https://grafana.example.com" })).toContain("[server]\nroot_url = https://grafana.example.com/\n");
  expect(ini({ url: "https://grafana.example.com" })).toContain("cookie_secure = true\n");
  expect(ini({ url: "http://localhost:3000" })).toContain("cookie_secure = false\n");
  expect(ini()).not.toContain("[server]");
});

test("talks to nobody outside, and never replaces a plugin that came with the image", () => {
  const off = [
    "reporting_enabled = false",
    "check_for_updates = false",
    "check_for_plugin_updates = false",
    "feedback_links_enabled = false",
    "news_feed_enabled = false",
    "disable_gravatar = true",
    "external_enabled = false",
    "public_key_retrieval_disabled = true",
    "plugin_admin_enabled = false",
    "preinstall_disabled = true",
    "preinstall_auto_update = false",
  ];

  expect(off.filter((line) => !ini().split("\n").includes(line))).toEqual([]);
});

test("writes only where it may", () => {
  const { pod, container } = rendered();

  expect(container["securityContext"]).toMatchObject({ readOnlyRootFilesystem: true });
  expect(pod["securityContext"]).toMatchObject({ runAsUser: 472, fsGroup: 472 });
  expect(pod["automountServiceAccountToken"]).toBe(false);
  expect(asRecords(container["volumeMounts"]).filter(({ readOnly }) => readOnly !== true)).toEqual([
    { name: "data", mountPath: "/var/lib/grafana" },
    { name: "tmp", mountPath: "/tmp" },
  ]);
});

test("replaces its pod when what it reads at its start changes", () => {
  expect(checksum({})).toMatch(/^[0-9a-f]{64}$/);
  expect(checksum({})).toBe(checksum({}));
  expect(checksum({ url: "https://grafana.example.com" })).not.toBe(checksum({}));
  expect(checksum({ dataSources: dataSources.slice(0, 1) })).not.toBe(checksum({}));
});

test("is scraped, and is one replica in every profile", () => {
  const ha = rendered({ profile: "ha", admin: "grafana-admin" });

  expect(annotations(ha)).toMatchObject({ "prometheus.io/scrape": "true", "prometheus.io/port": "3000" });
  expect(find(ha.objects, "Deployment", "grafana")["spec"]).toMatchObject({ replicas: 1 });
});

test("is a monitor of itself", () => {
  const { grafana } = rendered();

  expect(grafana).toMatchObject({
    monitorName: "observability/grafana",
    monitorLabels: { namespace: "observability", service: "grafana" },
    url: "http://grafana.observability.svc:3000",
  });
  expect(grafana.alerts().map(({ alert, severity }) => [alert, severity])).toEqual([
    ["GrafanaDown", "warning"],
    ["GrafanaRequestsFailing", "warning"],
  ]);
});
