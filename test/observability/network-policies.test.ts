/**
 * A proof on paper, as not every cluster enforces policies: what the programs are told to call, they may call; everybody
 * else is refused; and nothing that is allowed could be left out.
 */
import { App } from "cdk8s";
import { asRecord, asRecords, render, SynthesisError, type JsonRecord, type KubernetesObject } from "../../lib/core";
import { Observability, type ObservabilityProps } from "../../lib/observability";
import { CONNECTIONS, type Connection } from "../../lib/observability/network-policies";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";
import { callsTo, neededCalls } from "./needed-calls";
import { aPod, isAllowed, podsOf, policiesFor, rulesOf, type Call, type Pod } from "./policy-enforcement";

const INGRESS = { namespace: "ingress-nginx", podLabels: { "app.kubernetes.io/name": "ingress-nginx" } };
const COLLECTORS = { namespace: "telemetry" };

/** What answers everybody in the cluster. */
const PUBLIC = ["collector-agent:4317", "collector-agent:4318", "grafana:3000", "jaeger:5778", "jaeger:5779"];

const cases: [string, KubernetesObject[], Pod[]][] = [
  ...Object.values(environments).map((environment): [string, KubernetesObject[], Pod[]] => [
    environment.name,
    render(build(environment)).map(({ object }) => object),
    [],
  ]),
  [
    "a stack with access from outside",
    aStack({ networkPolicies: { accessFrom: [INGRESS, COLLECTORS] } }),
    [aPod(INGRESS.namespace, INGRESS.podLabels), aPod(COLLECTORS.namespace, { app: "any" })],
  ],
  ["a stack of another name", aStack({ namespace: "monitoring" }), []],
];

describe.each(cases)("in %s", (_, objects, accessFrom) => {
  const pods = podsOf(objects);
  const programs = pods.filter(({ namespace }) => namespace !== "shop");
  const namespaces = new Set(programs.map(({ namespace }) => namespace));
  const stackNamespace = programs.find(({ name }) => name === "prometheus")?.namespace ?? "";
  const strangers = [
    aPod("shop", { app: "any" }),
    aPod("shop", { "app.kubernetes.io/name": "prometheus" }),
    aPod(stackNamespace, { app: "any" }),
    aPod(`${stackNamespace}-node`, { "app.kubernetes.io/name": "prometheus" }),
  ];
  const needed = [...neededCalls(objects, [...namespaces]), ...fromOutside(objects, stackNamespace, accessFrom)];
  const refused = (changed: readonly KubernetesObject[]): string[] =>
    needed.filter((call) => !isAllowed(changed, call)).map(textOf);

  test("every program has a policy, and nothing else has", () => {
    for (const pod of pods) {
      const selecting = policiesFor(objects, pod).map(({ metadata }) => metadata.name);
      expect(selecting).toEqual(programs.includes(pod) ? [pod.name] : []);
    }
    expect(objects.filter(({ kind }) => kind === "NetworkPolicy")).toHaveLength(programs.length);
  });

  test("whatever the programs are told to call lets them in", () => {
    expect(refused(objects)).toEqual([]);
  });

  test("a stranger is refused at every port but Grafana's and those that take telemetry", () => {
    const open = strangers.flatMap((from) => callsAtEveryPort(objects, from, programs)).map(textOf);

    expect([...new Set(open)].toSorted()).toEqual(PUBLIC.map((address) => `stranger -> ${address}/TCP`));
  });

  test.each(edgesOf(objects).map((edge) => [edge.text, edge] as const))("cannot do without %s", (_text, edge) => {
    expect(refused(edge.without)).not.toEqual([]);
  });
});

test("the environments use every connection of the table, and no other", () => {
  const used = cases.flatMap(([, objects]) => edgesOf(objects).map(({ row }) => row));

  expect([...new Set(used)].toSorted()).toEqual([...new Set(CONNECTIONS.map(rowText))].toSorted());
});

test("those who have access reach what keeps data, and nothing else of the stack but what everybody reaches", () => {
  const { loki = {}, jaeger = {} } = environments.prod;
  const objects = aStack({ profile: "ha", loki, jaeger, networkPolicies: { accessFrom: [INGRESS, COLLECTORS] } });
  const programs = podsOf(objects);

  const reached = (pod: Pod): string[] =>
    callsAtEveryPort(objects, pod, programs).map(({ to, port }) => `${to.name}:${port}`);

  const all = [
    ...PUBLIC,
    "alertmanager:9093",
    "jaeger:16686",
    "jaeger:4317",
    "jaeger:4318",
    "loki:3100",
    "prometheus:9090",
  ].toSorted();
  expect(reached(aPod("telemetry")).toSorted()).toEqual(all);
  expect(reached(aPod("ingress-nginx", INGRESS.podLabels)).toSorted()).toEqual(all);
  expect(reached(aPod("ingress-nginx")).toSorted()).toEqual(PUBLIC);
  expect(reached(aPod("elsewhere", INGRESS.podLabels)).toSorted()).toEqual(PUBLIC);
});

test("replicas reach each other only where there are several", () => {
  const { loki = {}, jaeger = {} } = environments.prod;
  const amongReplicas = (props: Partial<ObservabilityProps>): string[] =>
    edgesOf(aStack(props)).flatMap(({ row }) => (/^(alertmanager|loki) -> \1:/.test(row) ? [row] : []));

  expect(amongReplicas({ profile: "small" })).toEqual([]);
  expect(amongReplicas({ profile: "ha", loki, jaeger })).toEqual([
    "alertmanager -> alertmanager:9094/TCP",
    "alertmanager -> alertmanager:9094/UDP",
    "loki -> loki:9095/TCP",
    "loki -> loki:7946/TCP",
  ]);
});

test("a program that is left out is let in nowhere", () => {
  const objects = aStack({ grafana: false });

  const caller = aPod("observability", { "app.kubernetes.io/name": "grafana" });
  const reached = callsAtEveryPort(objects, caller, podsOf(objects)).map(({ to, port }) => `${to.name}:${port}`);
  expect(reached.toSorted()).toEqual(PUBLIC.filter((address) => !address.startsWith("grafana")));
});

test("has no policy for node-exporter in the node's own network, where none applies", () => {
  const objects = aStack({ nodeExporter: { hostNetwork: true } });

  const policies = objects.filter(({ kind }) => kind === "NetworkPolicy").map(({ metadata }) => metadata.name);
  expect(policies).toContain("collector-agent");
  expect(policies).not.toContain("node-exporter");
});

test("false leaves every program open", () => {
  const objects = aStack({ networkPolicies: false });

  expect(objects.filter(({ kind }) => kind === "NetworkPolicy")).toEqual([]);
  expect(
    podsOf(objects).filter((to) => !isAllowed(objects, { from: aPod("shop"), to, port: 1, protocol: "TCP" })),
  ).toEqual([]);
});

test("says which entry of accessFrom cannot be", () => {
  const accessFrom = [COLLECTORS, { namespace: "Not_a_name", podLabels: { app: "a b" } }];

  expect(() => aStack({ networkPolicies: { accessFrom } })).toThrow(SynthesisError);
  expect(() => aStack({ networkPolicies: { accessFrom } })).toThrow(
    /observability: networkPolicies\.accessFrom\[1\]\.namespace "Not_a_name": .*\n.*accessFrom\[1\]\.podLabels\["app"\] "a b": /,
  );
});

function aStack(props: Partial<ObservabilityProps> = {}): KubernetesObject[] {
  const app = new App();
  const { alerting, grafana } = environments.prod;
  new Observability(app, "observability", { cluster: "test", alerting, grafana, ...props });
  return render(app).map(({ object }) => object);
}

/** People call Grafana from anywhere, and programs the collector and Jaeger's sampling; those who have access call what keeps data. */
function fromOutside(objects: readonly KubernetesObject[], namespace: string, accessFrom: readonly Pod[]): Call[] {
  const callsFrom = (from: Pod, ...addresses: string[]): Call[] =>
    addresses.flatMap((address) => callsTo(objects, from, address));
  const agent = `collector-agent.${namespace}-node.svc`;
  const jaeger = `jaeger.${namespace}.svc`;
  return [
    ...callsFrom(aPod("anywhere"), `grafana.${namespace}.svc:3000`, `${agent}:4317`, `${agent}:4318`),
    ...callsFrom(aPod("anywhere"), `${jaeger}:5778`, `${jaeger}:5779`),
    ...accessFrom.flatMap((pod) =>
      callsFrom(
        pod,
        `prometheus.${namespace}.svc:9090`,
        `alertmanager.${namespace}.svc:9093`,
        `loki.${namespace}.svc:3100`,
        `${jaeger}:16686`,
        `${jaeger}:4317`,
        `${jaeger}:4318`,
      ),
    ),
  ];
}

/** The calls that arrive, tried at each port that a program or a policy names and at one that nobody does. */
function callsAtEveryPort(objects: readonly KubernetesObject[], from: Pod, programs: readonly Pod[]): Call[] {
  const named = objects
    .flatMap((object) => rulesOf(object))
    .flatMap(({ ports }) => (Array.isArray(ports) ? ports : []));
  const ports = new Set([
    1,
    ...named.map(({ port }) => Number(port)),
    ...programs.flatMap((program) => program.ports.map(({ port }) => port)),
  ]);
  return programs.flatMap((to) =>
    [...ports].flatMap((port) =>
      ["TCP", "UDP", "SCTP"]
        .map((protocol) => ({ from, to, port, protocol }))
        .filter((call) => isAllowed(objects, call)),
    ),
  );
}

interface Edge {
  readonly text: string;
  /** The row of the table that it comes from. */
  readonly row: string;
  readonly without: KubernetesObject[];
}

/** Every single thing that the policies allow, and the objects without it. */
function edgesOf(objects: readonly KubernetesObject[]): Edge[] {
  return objects
    .filter(({ kind }) => kind === "NetworkPolicy")
    .flatMap((policy) => {
      const rules = rulesOf(policy).flatMap(eachPeerAndPort);
      return rules.map((rule) => {
        const { port, protocol } = asRecord(asRecords(rule["ports"])[0]);
        const [peer] = asRecords(rule["from"]);
        const to = `${policy.metadata.name}:${String(port)}/${String(protocol)}`;
        const mutant = {
          ...policy,
          spec: { ...asRecord(policy["spec"]), ingress: rules.filter((other) => other !== rule) },
        };
        return {
          text: `${peer ? JSON.stringify(peer) : "anyone"} -> ${to}`,
          row: `${peer ? callerOf(peer) : "anyone"} -> ${to}`,
          without: objects.map((object) => (object === policy ? mutant : object)),
        };
      });
    });
}

/** The same as rules of one peer and one port each. */
function eachPeerAndPort(rule: JsonRecord): JsonRecord[] {
  const peers = asRecords(rule["from"]);
  return asRecords(rule["ports"]).flatMap((port) =>
    peers.length === 0 ? [{ ports: [port] }] : peers.map((peer) => ({ from: [peer], ports: [port] })),
  );
}

function callerOf(peer: JsonRecord): string {
  const name = asRecord(asRecord(peer["podSelector"])["matchLabels"])["app.kubernetes.io/name"];
  return CONNECTIONS.find(({ from }) => from === name)?.from ?? "accessFrom";
}

function rowText({ from, to, port, protocol = "TCP" }: Connection): string {
  return `${from} -> ${to}:${port}/${protocol}`;
}

function textOf({ from, to, port, protocol }: Call): string {
  return `${from.name} -> ${to.name}:${port}/${protocol}`;
}
