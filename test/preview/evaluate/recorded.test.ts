import type { PrometheusRuleGroup } from "../../../lib/components/rules";
import { evaluate, withRules, type Storage } from "../../../lib/preview/evaluate";
import type { Sample } from "../../../lib/preview/sources";
import { aSeries, aStorage } from "./storages";

const NOW = 1_768_478_400;

test("a recorded series has the labels of its group and of its rule, which wins", () => {
  const storage = withRules(aStorage([aSeries("up", { pod: "a" }, 1)]), [
    {
      name: "g",
      labels: { team: "web", tier: "1" },
      rules: [{ record: "up:sum", expr: "sum(up)", labels: { tier: "2" } }],
    },
  ]);

  expect(at("up:sum", storage)).toEqual([{ labels: { __name__: "up:sum", team: "web", tier: "2" }, value: 1 }]);
});

test("a series that the storage has itself stays beside what rules record", () => {
  const storage = withRules(aStorage([aSeries("lines:rate5m", { from: "loki" }, 3)]), [
    aGroup("lines:rate5m", "vector(4)", { from: "rule" }),
  ]);

  expect(at("sum by (from) (lines:rate5m)", storage)).toEqual([
    { labels: { from: "loki" }, value: 3 },
    { labels: { from: "rule" }, value: 4 },
  ]);
});

test("rules of other services are not evaluated for one service", () => {
  const asked = new Set<string>();
  const raw: Storage = {
    names: () => [],
    series: (name) => {
      asked.add(name);
      return [];
    },
  };
  const services = ["checkout", "cart", "search"];
  const storage = withRules(
    raw,
    services.map((service) => aGroup("requests:rate5m", `sum(${service}_total)`, { service })),
  );

  at('requests:rate5m{service="checkout"}', storage);

  expect([...asked]).toEqual(["requests:rate5m", "checkout_total"]);
});

test("a rule that asks for itself finds nothing before it", () => {
  const storage = withRules(aStorage([]), [aGroup("own", "own or vector(1)", {})]);

  expect(at("own", storage)).toEqual([{ labels: { __name__: "own" }, value: 1 }]);
});

test("a rule that fails is told whenever its series are asked for", () => {
  const storage = withRules(aStorage([aSeries("up", { pod: "a" }, 1), aSeries("up", { pod: "b" }, 1)]), [
    aGroup("broken", "sum(up) / on () up", {}),
  ]);

  expect(() => at("broken", storage)).toThrow("broken: found duplicate series");
  expect(() => at("broken", storage)).toThrow("broken: found duplicate series");
});

test("an alerting rule that fails leaves others their alerts", () => {
  const storage = withRules(aStorage([aSeries("up", { pod: "a" }, 1), aSeries("up", { pod: "b" }, 1)]), [
    { name: "broken", rules: [{ alert: "Broken", expr: "sum(up) / on () up" }] },
    { name: "whole", rules: [{ alert: "Whole", expr: "sum(up) > 1" }] },
  ]);

  const alerts = at("ALERTS", storage);

  expect(alerts.map(({ labels }) => labels["alertname"])).toEqual(["Whole"]);
});

test("an alert is pending until its expression has held for all of its time", () => {
  const storage = anAlert({ for: "5m" }, (time) => time >= NOW - 240);

  expect(states(storage, NOW)).toEqual(["pending"]);
  expect(states(storage, NOW + 60)).toEqual(["firing"]);
});

test("an alert without a time fires at once", () => {
  const storage = anAlert({}, (time) => time >= NOW);

  expect(states(storage, NOW - 15)).toEqual([]);
  expect(states(storage, NOW)).toEqual(["firing"]);
});

test("an alert goes on firing for as long as it is told to", () => {
  const storage = anAlert({ keep_firing_for: "2m" }, (time) => time < NOW);

  expect(states(storage, NOW + 60)).toEqual(["firing"]);
  expect(states(storage, NOW + 180)).toEqual([]);
});

test("the value of ALERTS_FOR_STATE is since when an alert is active", () => {
  const storage = anAlert({ for: "5m" }, (time) => time >= NOW - 1035);

  expect(at("ALERTS_FOR_STATE", storage)).toEqual([
    { labels: { __name__: "ALERTS_FOR_STATE", alertname: "Down", pod: "a" }, value: NOW - 1035 },
  ]);
});

function aGroup(record: string, expr: string, labels: Readonly<Record<string, string>>): PrometheusRuleGroup {
  return { name: expr, labels, rules: [{ record, expr }] };
}

function anAlert(
  times: { readonly for?: string; readonly keep_firing_for?: string },
  isDown: (time: number) => boolean,
): Storage {
  const raw = aStorage([aSeries("up", { pod: "a" }, (time) => (isDown(time) ? 0 : 1))]);
  return withRules(raw, [{ name: "alerts", rules: [{ alert: "Down", expr: "up == 0", ...times }] }]);
}

function states(storage: Storage, time: number): readonly (string | undefined)[] {
  return evaluate("ALERTS", storage, time, { from: time, to: time }).map(({ labels }) => labels["alertstate"]);
}

function at(expr: string, storage: Storage): readonly Sample[] {
  return evaluate(expr, storage, NOW, { from: NOW, to: NOW });
}
