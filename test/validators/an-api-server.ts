import { createServer } from "node:http";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toYaml } from "../../lib/core";
import { freePorts } from "./running";
import { afterwards, layOut } from "./sandbox";

/** A pod as the API server knows it. */
export interface ListedPod {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * As much of an API server as the lookup of pods asks: it lists these pods, and says of no change. Returns the file for
 * `KUBECONFIG`.
 */
export async function anApiServer(pods: readonly ListedPod[]): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const answer = (code: number, body: object): void => {
      response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const status = { kind: "Status", apiVersion: "v1", status: "Failure" };
    if (pathname !== "/api/v1/pods") answer(404, { ...status, reason: "NotFound", code: 404 });
    // It lists then, as with servers that know no other way.
    else if (searchParams.has("sendInitialEvents")) answer(422, { ...status, reason: "Invalid", code: 422 });
    else if (searchParams.has("watch")) response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
    else
      answer(200, { kind: "PodList", apiVersion: "v1", metadata: { resourceVersion: "1" }, items: pods.map(asObject) });
  });
  const [port = 0] = await freePorts(1);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  afterwards(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return kubeconfig(port);
}

function asObject({ name, namespace, uid, ip, labels }: ListedPod): object {
  return {
    metadata: { name, namespace, uid, labels, creationTimestamp: "2026-01-01T00:00:00Z" },
    spec: { nodeName: "node-1", containers: [{ name: "main", image: "example.com/main:1.2.3" }] },
    status: { podIP: ip, podIPs: [{ ip }], startTime: "2026-01-01T00:00:00Z", phase: "Running" },
  };
}

function kubeconfig(port: number): string {
  const file = join(layOut([]), "kubeconfig");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: "test", user: {} }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    "current-context": "test",
  };
  writeFileSync(file, toYaml(config));
  return file;
}
