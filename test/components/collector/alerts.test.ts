import { agentAlerts } from "../../../lib/components/collector/agent-alerts";
import { gatewayAlerts } from "../../../lib/components/collector/gateway/alerts";
import type { AlertRule } from "../../../lib/signals";

const gateway = { namespace: "observability", name: "collector-gateway", replicas: 1, hasTraces: true };

function names(rules: readonly AlertRule[]): string[] {
  return rules.map(({ alert }) => alert);
}

test("speaks of replicas where there are several", () => {
  expect(names(gatewayAlerts(gateway))).not.toContain("CollectorGatewayReplicaDown");
  expect(names(gatewayAlerts({ ...gateway, replicas: 2 }))).toContain("CollectorGatewayReplicaDown");
});

test("speaks of the judgement of traces where it keeps any", () => {
  const judging = ["CollectorTracesDroppedEarly", "CollectorSpansLate"];

  expect(names(gatewayAlerts(gateway))).toEqual(expect.arrayContaining(judging));
  expect(names(gatewayAlerts({ ...gateway, hasTraces: false })).filter((name) => judging.includes(name))).toEqual([]);
});

test("says the same of agents and gateways about queues, intake and restarts", () => {
  const agents = agentAlerts("observability-node", "collector-agent");
  const moved = (text: string) =>
    text.replaceAll("observability-node", "observability").replaceAll("-agent", "-gateway");

  const common = agents.filter(({ alert }) => alert !== "CollectorAgentDown");
  expect(common.length).toBeGreaterThan(5);
  expect(gatewayAlerts(gateway)).toEqual(
    expect.arrayContaining(common.map((rule) => JSON.parse(moved(JSON.stringify(rule))))),
  );
});

test("leads to the dashboard of the program that it is about", () => {
  const rules = gatewayAlerts(gateway);

  const dashboard = { uid: "collector", variables: { job: "observability/collector-gateway" } };
  expect(rules.map((rule) => rule.dashboard)).toEqual(rules.map(() => dashboard));
});

test("wakes somebody for what is lost or blind, and for nothing else", () => {
  const critical = gatewayAlerts(gateway).filter(({ severity }) => severity === "critical");

  expect(names(critical)).toEqual(["CollectorGatewayDown", "CollectorQueueFull"]);
});

test("has each alert once", () => {
  const all = names(gatewayAlerts({ ...gateway, replicas: 2 }));

  expect(all).toEqual([...new Set(all)]);
});
