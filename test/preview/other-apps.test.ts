/** What others declare is drawn, too: every query of every dashboard is answered, whatever an app has and lacks. */
import { App } from "cdk8s";
import {
  HttpMetrics,
  ManifestChart,
  monitorWorkload,
  Observability,
  render,
  webhook,
  WebService,
  type Monitor,
  type ObservabilityProps,
} from "../../lib";
import { answerAll, dashboardsOf, inAStory, isEmpty, type AnsweredDashboard } from "../../lib/preview";

const none = { loki: false, jaeger: false, collector: false } as const;

test.each<[string, (app: App) => readonly Monitor[], Partial<ObservabilityProps>]>([
  ["nothing but the stack itself", () => [], {}],
  ["metrics alone", (app) => [aService(app)], none],
  ["pushed metrics", (app) => [aService(app, HttpMetrics.openTelemetry({ scrape: false }))], {}],
  ["native histograms", (app) => [aService(app, HttpMetrics.prometheus({ histogram: "native" }))], {}],
  ["a StatefulSet of somebody else", () => [statefulSet], {}],
  ["a monitor that is no workload", () => [database], none],
])("answers every query for %s", async (_, monitors, props) => {
  const dashboards = await drawn(monitors, props);

  const unanswered = dashboards.flatMap(({ dashboard, panels }) =>
    panels.flatMap(({ panel, answers }) =>
      answers.flatMap(({ result }) =>
        result.kind === "none" ? [`${dashboard.uid} / ${panel.title}: ${result.why}`] : [],
      ),
    ),
  );
  expect(dashboards.length).toBeGreaterThan(7);
  expect(unanswered).toEqual([]);
});

test.each<[string, HttpMetrics]>([
  ["scraped", HttpMetrics.prometheus()],
  ["OpenTelemetry's, scraped", HttpMetrics.openTelemetry()],
  ["pushed", HttpMetrics.openTelemetry({ scrape: false })],
])("shows traffic by version, whether the metrics are %s or not", async (_, metrics) => {
  const dashboards = await drawn((app) => [aService(app, metrics)], {});

  const service = dashboards.find(({ dashboard }) => dashboard.uid === "service");
  const byVersion = service?.panels.find(({ panel }) => panel.title === "Requests by version");
  expect(byVersion?.answers.map(({ result }) => isEmpty(result))).toEqual([false]);
  expect(versionsOf(byVersion?.answers[0]?.result)).toEqual(["1.4.2", "1.5.0"]);
});

function versionsOf(result: AnsweredDashboard["panels"][number]["answers"][number]["result"] | undefined): unknown[] {
  return result?.kind === "curves" ? result.curves.map(({ labels }) => labels["version"]).toSorted() : [];
}

async function drawn(monitors: (app: App) => readonly Monitor[], props: Partial<ObservabilityProps>) {
  const app = new App();
  const observability = new Observability(app, "observability", {
    cluster: "test",
    profile: "dev",
    alerting: {
      receivers: { team: webhook({ url: "https://example.com/alerts" }) },
      defaultReceiver: "team",
      runbooks: false,
    },
    grafana: { url: "https://grafana.example.com" },
    ...props,
  });
  for (const monitor of monitors(app)) observability.monitor(monitor);
  const manifests = render(app);
  return answerAll(dashboardsOf(manifests), inAStory(manifests, [observability]));
}

function aService(app: App, metrics: HttpMetrics = HttpMetrics.prometheus()): WebService {
  return new WebService(new ManifestChart(app, "shop", { namespace: "shop" }), "cart", {
    image: "registry.example.com/shop/cart:1.4.2",
    port: 8080,
    resources: { cpu: "250m", memory: "256Mi" },
    replicas: 2,
    probes: { ready: "/ready", live: "/live" },
    metrics,
    alerts: {},
  });
}

const statefulSet = monitorWorkload({
  namespace: "data",
  statefulSet: "ledger",
  metrics: HttpMetrics.prometheus(),
  alerts: {},
});

const database: Monitor = {
  monitorName: "data/orders",
  monitorLabels: { namespace: "data", service: "orders" },
  metrics: () => [{ name: "pg_up", type: "gauge", labels: [] }],
  alerts: () => [
    {
      alert: "PostgresDown",
      expr: "max(pg_up) == 0",
      severity: "critical",
      summary: "It is down",
      description: "Look.",
    },
  ],
};
