/** By what the agent knows the pod behind lines and spans: the real collector, and a server that lists pods. */
import { aLogAgent, type LogAgent } from "./a-log-agent";
import { out } from "./container-log";

const UIDS = { reader: "0b5f3a51-94b1-4a38-8a44-5d2a6c1f0e01", sender: "0b5f3a51-94b1-4a38-8a44-5d2a6c1f0e02" };

/** What a program says that would like to be another one. */
const CLAIMS = {
  "service.name": "mine",
  "service.namespace": "payments",
  "k8s.namespace.name": "payments",
  "k8s.pod.name": "ledger-0",
  "k8s.pod.uid": UIDS.reader,
  "k8s.pod.ip": "10.0.0.7",
  "k8s.deployment.name": "ledger",
  "k8s.container.name": "main",
};

const resource = { attributes: Object.entries(CLAIMS).map(([key, stringValue]) => ({ key, value: { stringValue } })) };

let agent: LogAgent;

beforeAll(async () => {
  const logs = [{ service: "main", pod: "reader-0", uid: UIDS.reader, text: out("from a file") }];
  const pod = (name: "reader" | "sender", ip: string) => ({
    name: `${name}-0`,
    namespace: "shop",
    uid: UIDS[name],
    ip,
    labels: { "app.kubernetes.io/name": name },
  });
  // What is sent here comes from the second one's address.
  agent = await aLogAgent(logs, { pods: [pod("reader", "10.0.0.7"), pod("sender", "127.0.0.1")] });
}, 120_000);

test("knows the pod of a line by the path of its file, though a file has no address", async () => {
  expect(await agent.lines("reader", 1)).toEqual([
    { body: "from a file", labels: expect.objectContaining({ k8s_pod_name: "reader-0", service_version: "1.2.3" }) },
  ]);
});

test("puts a pushed line into the namespace of the pod that sends it, whatever the pod says of itself", async () => {
  const timeUnixNano = `${Date.now()}000000`;
  const logRecords = [{ timeUnixNano, body: { stringValue: "pushed" } }];

  await agent.send("logs", { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });

  const [line] = await agent.lines("mine", 1);
  expect(line).toMatchObject({
    body: "pushed",
    labels: {
      k8s_namespace_name: "shop",
      service_namespace: "shop",
      k8s_pod_name: "sender-0",
      k8s_container_name: "main",
    },
  });
  expect(Object.keys(line?.labels ?? {}).filter((name) => /told|deployment_name/.test(name))).toEqual([]);
});

test("says of a span what its sender is, too", async () => {
  const span = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", name: "GET /" };

  await agent.send("traces", { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] });

  expect(await agent.resources()).toEqual([
    {
      "service.name": "mine",
      "service.namespace": "shop",
      "service.version": "1.2.3",
      "k8s.namespace.name": "shop",
      "k8s.pod.name": "sender-0",
      "k8s.pod.uid": UIDS.sender,
      "k8s.node.name": "node-1",
      "k8s.container.name": "main",
      "container.image.tag": "1.2.3",
      "k8s.cluster.name": "test",
    },
  ]);
});
