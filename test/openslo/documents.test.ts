import { HttpMetrics } from "../../lib/signals";
import { openSloDocuments, type OpenSloDocument } from "../../lib/openslo";
import { aService } from "../service/a-service";

const documents = openSloDocuments(
  aService({
    metrics: HttpMetrics.prometheus(),
    slo: { objective: "99.9%", latency: { objective: "99%", under: "250ms" } },
  }),
);

function ofKind(kind: OpenSloDocument["kind"]): OpenSloDocument[] {
  return documents.filter((document) => document.kind === kind);
}

test("there are the service, an SLO for each objective, and a policy for each burn rate", () => {
  expect(documents.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
    "Service shop-checkout",
    "SLO shop-checkout-availability",
    "SLO shop-checkout-latency",
    ...["availability", "latency"].flatMap((slo) =>
      ["1h", "6h", "1d", "3d"].map((long) => `AlertPolicy shop-checkout-${slo}-${long}`),
    ),
    "AlertNotificationTarget shop-checkout-alerts",
  ]);
});

test("names are DNS labels, however long those of the service are", () => {
  const long = openSloDocuments(
    aService({ metrics: HttpMetrics.prometheus(), slo: { objective: "99.9%" } }, "a".repeat(47)),
  );
  const names = [...documents, ...long].flatMap(
    (document) => JSON.stringify(document).match(/(?<="name":")[^"]+/g) ?? [],
  );

  expect(names.filter((name) => !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name))).toEqual([]);
});

test("an SLO reads what the rules record, and names its policies", () => {
  expect(ofKind("SLO")[0]).toMatchObject({
    apiVersion: "openslo/v1",
    spec: {
      service: "shop-checkout",
      indicator: {
        spec: {
          ratioMetric: {
            counter: false,
            bad: {
              metricSource: {
                type: "Prometheus",
                spec: {
                  query: 'sum(service:slo_errors:rate5m{namespace="shop",service="checkout",slo="availability"})',
                },
              },
            },
          },
        },
      },
      timeWindow: [{ duration: "30d", isRolling: true }],
      budgetingMethod: "Occurrences",
      objectives: [{ target: 0.999 }],
    },
  });
  const named = JSON.stringify(ofKind("SLO")).match(/(?<="alertPolicyRef":")[^"]+/g);
  expect(named).toEqual(ofKind("AlertPolicy").map(({ metadata }) => metadata.name));
});

test("a policy has one condition, as the format wants it", () => {
  expect(ofKind("AlertPolicy")[0]).toMatchObject({
    spec: {
      conditions: [
        {
          spec: {
            severity: "critical",
            condition: { kind: "burnrate", op: "gt", threshold: 14.4, lookbackWindow: "1h", alertAfter: "2m" },
          },
        },
      ],
      notificationTargets: [{ targetRef: "shop-checkout-alerts" }],
    },
  });
});

test("descriptions are as short as the format wants them", () => {
  const texts = documents.flatMap((document) => JSON.stringify(document).match(/(?<="description":")[^"]+/g) ?? []);

  expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(1050);
});

test("there is nothing to write without objectives", () => {
  expect(openSloDocuments(aService())).toEqual([]);
});
