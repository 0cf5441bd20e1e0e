import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { load } from "js-yaml";
import { asRecord, toYaml } from "../../lib/core";
import { portOf } from "./running";
import { afterwards } from "./sandbox";

/** Has a Jaeger that keeps its traces in Elasticsearch or OpenSearch find one that takes everything, and has nothing. */
export async function withElasticsearch(jaegerConfig: string): Promise<void> {
  const config = asRecord(load(readFileSync(jaegerConfig, "utf8")));
  const extensions = asRecord(config["extensions"]);
  const storage = asRecord(extensions["jaeger_storage"]);
  const url = await elasticsearch();
  const backends = Object.entries(asRecord(storage["backends"])).map(([name, backend]) => [name, at(url, backend)]);
  const jaeger_storage = { ...storage, backends: Object.fromEntries(backends) };
  writeFileSync(jaegerConfig, toYaml({ ...config, extensions: { ...extensions, jaeger_storage } }));
}

/** Its certificates are in a Secret, so this one is asked without TLS. */
function at(url: string, backend: unknown): object {
  const moved = Object.entries(asRecord(backend)).map(([kind, options]) => {
    const remote = kind === "elasticsearch" || kind === "opensearch";
    return [kind, remote ? { ...asRecord(options), server_urls: [url], tls: { insecure: true } } : options];
  });
  return Object.fromEntries(moved);
}

async function elasticsearch(): Promise<string> {
  const version = { number: "8.19.0", build_flavor: "default" };
  const server = createServer((_, response) => {
    response.setHeader("X-Elastic-Product", "Elasticsearch");
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ version, tagline: "You Know, for Search", acknowledged: true }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${portOf(server)}`;
}
