import type { AnsweredDashboard } from "../../lib/preview/answer/answered";
import type { Labels, Sample } from "../../lib/preview/sources";
import { aCurve, anAnsweredDashboard, someSpans, TO } from "./a-dashboard";
import { statusClasses } from "../../dashboards/colors";

const LONG = "a-service-with-a-name-that-is-as-long-as-names-in-kubernetes-may-be-63";

/** Three dashboards with every kind of panel, full, empty and unanswered, and with what is hard to draw. */
export const someDashboards: readonly AnsweredDashboard[] = [overview(), service(), logsAndTraces()];

function overview(): AnsweredDashboard {
  const services = ["checkout", "catalogue", "cart", "<b>payment</b> & co", LONG, "search", "users", "mail"];
  const samples = (value: (i: number) => number): Sample[] =>
    services.map((service, i) => ({ labels: { namespace: "shop", service }, value: value(i) }));
  const steps = [
    { from: 0.01, color: "orange" },
    { from: 0.05, color: "red" },
  ] as const;
  return anAnsweredDashboard("Services", [
    [
      [
        {
          kind: "stat",
          title: "Ready",
          description: "Whether it takes requests.",
          expr: "up",
          unit: "short",
          words: { 1: { text: "Ready", color: "green" } },
        },
        [{ kind: "samples", samples: [{ labels: {}, value: 1 }] }],
      ],
      [
        {
          kind: "stat",
          title: "Error ratio",
          description: "Share of requests that failed.",
          expr: "r",
          unit: "percentunit",
          steps,
        },
        [{ kind: "samples", samples: [{ labels: {}, value: 0.0234 }] }],
      ],
      [
        { kind: "stat", title: "Requests", description: "How many.", expr: "q", unit: "reqps" },
        [{ kind: "samples", samples: [{ labels: {}, value: 1234.5 }] }],
      ],
      [
        { kind: "stat", title: "Memory", description: "Of all pods.", expr: "m", unit: "bytes" },
        [{ kind: "samples", samples: [] }],
      ],
      [
        { kind: "stat", title: "Last rollout", description: "When.", expr: "d", unit: "ago" },
        [{ kind: "samples", samples: [{ labels: {}, value: (TO - 3000) * 1000 }] }],
      ],
    ],
    [
      [
        {
          kind: "table",
          title: "Every service, the worst first",
          description: "Sorted by pain.",
          labels: [
            { label: "namespace", title: "Namespace" },
            { label: "service", title: "Service" },
          ],
          values: [
            { title: "Traffic", unit: "reqps", expr: "t" },
            { title: "Errors", unit: "percentunit", expr: "e", steps },
            { title: "p99", unit: "s", expr: "p" },
          ],
          sortBy: [{ column: "Errors", descending: true }],
        },
        [
          { kind: "samples", samples: samples((i) => 12.345 * (i + 1)) },
          { kind: "samples", samples: samples((i) => 0.09 / (i * i + 1)) },
          { kind: "samples", samples: samples((i) => 0.02 * (i + 1)).slice(1) },
        ],
      ],
      [
        {
          kind: "table",
          title: "Alerts",
          description: "What fires.",
          labels: [{ label: "alertname", title: "Alert" }],
          values: [{ title: "Now", unit: "short", expr: "a" }],
          noData: "Nothing fires",
        },
        [{ kind: "samples", samples: [] }],
      ],
    ],
    [
      [
        {
          kind: "callGraph",
          title: "Who calls whom",
          description: "Calls per second.",
          calls: { expr: "c", unit: "req/s" },
          failures: { expr: "f", unit: "failed/s" },
        },
        [
          {
            kind: "samples",
            samples: calls([
              ["gateway", "checkout", 52.5],
              ["gateway", "catalogue", 80],
              ["checkout", "orders", 31],
              ["orders", "orders-db", 92],
              ["catalogue", "catalogue-db", 12],
              [LONG, "catalogue", 1],
            ]),
          },
          {
            kind: "samples",
            samples: calls([
              ["gateway", "checkout", 4.2],
              ["checkout", "orders", 3.1],
            ]),
          },
        ],
      ],
    ],
  ]);
}

function service(): AnsweredDashboard {
  const curves = statusClasses.map(({ name }, i) =>
    aCurve(
      { code: name },
      (t) => (i === 3 && t > 20 && t < 44 ? 12 : 1) * (40 / (i + 1) ** 2) * (1 + 0.1 * Math.sin(t / 6 + i)),
    ),
  );
  const latency = (labels: Labels, level: number) =>
    aCurve(labels, (t) => level * (1 + 0.15 * Math.sin(t / 5)) * (t > 88 ? 6 : 1));
  return anAnsweredDashboard("One service", [
    [
      [
        {
          kind: "timeSeries",
          title: "Requests by status",
          description: "Stacked.",
          unit: "reqps",
          stacked: true,
          series: [
            {
              expr: "s",
              legend: "{{code}}",
              color: Object.fromEntries(statusClasses.map(({ name, color }) => [name, color])),
            },
          ],
        },
        [{ kind: "curves", curves }],
      ],
      [
        {
          kind: "timeSeries",
          title: "Latency",
          description: "Percentiles.",
          unit: "s",
          series: [
            { expr: "p50", legend: "p50" },
            { expr: "p99", legend: "p99", color: "purple" },
            { expr: "o", legend: "objective", color: "red", dashed: true },
          ],
        },
        [
          { kind: "curves", curves: [latency({}, 0.021)] },
          {
            kind: "curves",
            curves: [
              {
                ...latency({}, 0.12),
                points: latency({}, 0.12).points.filter((_, i) => i < 60 || (i > 70 && i !== 91 && i !== 93)),
              },
            ],
          },
          { kind: "curves", curves: [aCurve({}, () => 0.5)] },
        ],
      ],
    ],
    [
      [
        {
          kind: "timeSeries",
          title: "Memory by pod",
          description: "With its limit.",
          unit: "bytes",
          series: [
            { expr: "m", legend: "{{pod}}" },
            { expr: "l", legend: "limit", dashed: true, color: "orange" },
          ],
        },
        [
          {
            kind: "curves",
            curves: Array.from({ length: 14 }, (_, i) =>
              aCurve({ pod: `${LONG}-${i}-<script>` }, (t) => 1.4e8 + i * 4e6 + t * 2e5),
            ),
          },
          { kind: "curves", curves: [aCurve({}, () => 268_435_456)] },
        ],
      ],
      [
        {
          kind: "timeSeries",
          title: "Dropped",
          description: "Nothing yet.",
          unit: "cpm",
          series: [{ expr: "d", legend: "{{pod}}" }],
          noData: "Nothing was dropped",
        },
        [{ kind: "curves", curves: [] }],
      ],
      [
        {
          kind: "timeSeries",
          title: "Unanswered",
          description: "Not answered.",
          unit: "cores",
          series: [{ expr: "u", legend: "{{pod}}" }],
        },
        [{ kind: "none", why: "Prometheus said: 422 execution: found duplicate series for the match group" }],
      ],
    ],
  ]);
}

function logsAndTraces(): AnsweredDashboard {
  const line = (i: number, level: string, text: string) => ({
    time: TO - i * 1.37,
    text,
    labels: { detected_level: level, k8s_pod_name: "checkout-7d" },
  });
  const stack =
    "panic: runtime error: invalid memory address or nil pointer dereference\n\tgoroutine 91 [running]:\nmain.(*server).order(0xc000, {0x7f, 0x1})\n\t/src/checkout/order.go:42 +0x1d\nmain.main()\n\t/src/checkout/main.go:12 +0x7";
  return anAnsweredDashboard("Logs & traces", [
    [
      [
        {
          kind: "logs",
          title: "Log lines of failing requests",
          description: "The newest first.",
          expr: '{service_name="checkout"} |= "<b>"',
        },
        [
          {
            kind: "lines",
            lines: [
              line(1, "error", stack),
              line(2, "info", 'msg="order placed" <b>id</b>=42'),
              line(
                3,
                "warn",
                JSON.stringify({
                  level: "warn",
                  msg: "slow query",
                  sql: "SELECT * FROM orders WHERE id = $1 ".repeat(12),
                }),
              ),
              ...Array.from({ length: 30 }, (_, i) => line(4 + i, "info", `GET /orders/${i} 200 in 12 ms`)),
            ],
          },
        ],
      ],
    ],
    [
      [
        {
          kind: "traceList",
          title: "Failed traces",
          description: "Found by Jaeger.",
          search: { service: "checkout" },
          link: { dashboard: "d", variables: {} },
        },
        [
          {
            kind: "traces",
            traces: Array.from({ length: 9 }, (_, i) => ({
              traceID: `4bf92f3577b34da6a3ce929d0e0e473${i}`,
              traceName: "gateway: GET /orders/{id}",
              startTime: TO - i * 61.1,
              duration: 1.5 / (i + 1),
            })),
          },
        ],
      ],
    ],
    [
      [
        { kind: "trace", title: "One trace", description: "Its spans.", traceId: "4bf92f3577b34da6a3ce929d0e0e4730" },
        [{ kind: "spans", spans: someSpans }],
      ],
    ],
  ]);
}

function calls(arrows: readonly (readonly [string, string, number])[]): Sample[] {
  return arrows.map(([source, target, value]) => ({ labels: { source, target }, value }));
}
