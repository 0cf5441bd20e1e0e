import { aService } from "../service/a-service";
import { HttpMetrics } from "../../lib/signals";

const burning = aService({
  metrics: HttpMetrics.prometheus(),
  alerts: { minimumRequestRate: 0.5 },
  slo: { objective: "99.9%", latency: { objective: "99%", under: "250ms" } },
});
const alerts = burning.alerts().filter(({ alert }) => alert === "ServiceErrorBudgetBurn");

test("there is one alert for each pair of windows of each objective, and its labels tell which", () => {
  expect(
    alerts.map(({ severity, labels, for: wait, interval }) => [
      severity,
      ...Object.values(labels ?? {}),
      wait,
      interval,
    ]),
  ).toEqual(
    ["availability", "latency"].flatMap((slo) => [
      ["critical", slo, "1h", "5m", "14.4", "2m", "1m"],
      ["critical", slo, "6h", "30m", "6", "15m", "1m"],
      ["warning", slo, "1d", "2h", "3", "1h", "5m"],
      ["warning", slo, "3d", "6h", "1", "3h", "5m"],
    ]),
  );
});

test("limits are exact in decimal", () => {
  const limits = alerts.map(({ expr }) => /> ([\d.e-]+) and/.exec(expr)?.[1]);

  expect(limits).toEqual(["0.0144", "0.006", "0.003", "0.001", "0.144", "0.06", "0.03", "0.01"]);
});

test("traffic below the minimum is silent: per second, and per five minutes over a day and more", () => {
  const minima = alerts.slice(0, 3).map(({ expr }) => /\[(\w+)\]\) > ([\d.]+)/.exec(expr)?.slice(1));

  expect(minima).toEqual([
    ["1h", "0.5"],
    ["6h", "0.5"],
    ["1d", "150"],
  ]);
});

test("texts say how much is gone, and when all of it will be", () => {
  expect(alerts[0]?.description).toContain("2 % of the budget is gone within 1h, and a full one in 2d 2h");
  expect(alerts[3]?.description).toContain("10 % of the budget is gone within 3d, and a full one in 30d");
});

test("panels draw the burn rates that the alerts compare with", () => {
  const drawn = burning
    .recordings()
    .filter(({ labels }) => labels?.["alert"] === "ServiceErrorBudgetBurn" && labels["slo"] === "availability");

  expect(drawn.map(({ expr, labels }) => [labels?.["long_window"], expr])).toEqual([
    ["1h", "vector(14.4)"],
    ["6h", "vector(6)"],
    ["1d", "vector(3)"],
    ["3d", "vector(1)"],
  ]);
});

test("every alert has its proof", () => {
  const proven = burning.alertTests().filter(({ alert }) => alert === "ServiceErrorBudgetBurn");

  expect(proven.map(({ labels }) => labels)).toEqual(alerts.map(({ labels }) => labels));
  expect(Math.min(...proven.map(({ cases }) => cases.length))).toBeGreaterThan(5);
});
