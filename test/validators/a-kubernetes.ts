import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { asRecord, asRecords, type JsonRecord, type KubernetesObject } from "../../lib/core";
import { otherProgram, startOther } from "./other-program";
import { freePorts } from "./running";
import { layOut } from "./sandbox";

/** What an API server says. */
export interface Answer {
  readonly code: number;
  readonly body: JsonRecord;
}

/** An API server with nothing behind it: no controller, no node. What is written stays as it is. */
export interface Kubernetes {
  /** `v1.34.4` */
  readonly version: string;
  /** Server-side apply, as one owner of all fields. */
  apply(object: KubernetesObject, options?: DryRun): Promise<Answer>;
  create(object: KubernetesObject, options?: DryRun): Promise<Answer>;
  /** What a controller would report. */
  report(object: KubernetesObject, status: object): Promise<Answer>;
}

interface DryRun {
  readonly dryRun?: boolean;
}

/** Where `kube-apiserver` and `etcd` lie; undefined where one of them is not on the PATH. */
export function kubernetesPrograms(): Programs | undefined {
  const [apiServer, etcd] = [otherProgram("kube-apiserver"), otherProgram("etcd")];
  return apiServer && etcd ? { apiServer, etcd } : undefined;
}

export interface Programs {
  readonly apiServer: string;
  readonly etcd: string;
}

const TOKEN = "tests-only";

/** Runs both until the tests of this file are over. */
export async function aKubernetes({ apiServer, etcd }: Programs): Promise<Kubernetes> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const root = layOut([
    ["tokens.csv", `${TOKEN},admin,admin,system:masters\n`],
    ["accounts.key", privateKey],
    ["accounts.pub", publicKey],
  ]);
  const [port = 0, clients = 0, peers = 0] = await freePorts(3);
  const [etcdUrl, peerUrl] = [`http://127.0.0.1:${clients}`, `http://127.0.0.1:${peers}`];
  const etcdArguments = {
    "data-dir": join(root, "etcd"),
    "listen-client-urls": etcdUrl,
    "advertise-client-urls": etcdUrl,
    "listen-peer-urls": peerUrl,
    "initial-advertise-peer-urls": peerUrl,
    "initial-cluster": `default=${peerUrl}`,
    "unsafe-no-fsync": "true",
    "log-level": "error",
  };
  await startOther(etcd, flags(etcdArguments), `${etcdUrl}/health`);
  const serverArguments = {
    "etcd-servers": etcdUrl,
    "bind-address": "127.0.0.1",
    "secure-port": String(port),
    "cert-dir": join(root, "certificates"),
    "token-auth-file": join(root, "tokens.csv"),
    "authorization-mode": "RBAC",
    // Both families, so that a Service can have a second one.
    "service-cluster-ip-range": "10.0.0.0/16,fd00:10::/112",
    "service-account-issuer": "https://kubernetes.default.svc",
    "service-account-key-file": join(root, "accounts.pub"),
    "service-account-signing-key-file": join(root, "accounts.key"),
    // Nobody makes the account that pods run as.
    "disable-admission-plugins": "ServiceAccount",
    "endpoint-reconciler-type": "none",
  };
  const ask = asking(port, join(root, "certificates/apiserver.crt"));
  await startOther(apiServer, flags(serverArguments), async () => (await ask("GET", "/readyz")).code === 200);
  const { body } = await ask("GET", "/version");
  return { version: String(body["gitVersion"]), ...(await operations(ask)) };
}

function flags(options: Readonly<Record<string, string>>): string[] {
  return Object.entries(options).map(([name, value]) => `--${name}=${value}`);
}

type Ask = (method: string, path: string, body?: object, type?: string) => Promise<Answer>;

/** Requests to the server, which signs its certificate itself. */
function asking(port: number, certificate: string): Ask {
  return (method, path, body, type = "application/json") =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${TOKEN}`, "content-type": type };
      const ca = readFileSync(certificate);
      const sent = request({ host: "127.0.0.1", port, method, path, headers, ca }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ code: response.statusCode ?? 0, body: parsed(text) }));
      });
      sent.on("error", reject).end(body && JSON.stringify(body));
    });
}

function parsed(text: string): JsonRecord {
  return text.startsWith("{") ? asRecord(JSON.parse(text)) : {};
}

async function operations(ask: Ask): Promise<Omit<Kubernetes, "version">> {
  const collections = new Map<string, Collection>();
  const { body } = await ask("GET", "/apis");
  const versions = asRecords(body["groups"]).flatMap((group) => asRecords(group["versions"]));
  const groups = ["v1", ...versions.map(({ groupVersion }) => String(groupVersion))];
  for (const [group, answer] of await Promise.all(
    groups.map(async (one) => [one, await ask("GET", root(one))] as const),
  ))
    for (const { kind, name, namespaced } of asRecords(answer.body["resources"]))
      if (!String(name).includes("/")) collections.set(`${group} ${String(kind)}`, { name: String(name), namespaced });
  const pathOf = ({ apiVersion, kind, metadata }: KubernetesObject): string => {
    const collection = collections.get(`${apiVersion} ${kind}`);
    if (!collection) throw new Error(`the API server knows no ${apiVersion} ${kind}`);
    const within = collection.namespaced === true ? `/namespaces/${metadata.namespace ?? "default"}` : "";
    return `${root(apiVersion)}${within}/${collection.name}`;
  };
  const itself = (object: KubernetesObject): string => `${pathOf(object)}/${object.metadata.name}`;
  const dry = ({ dryRun = false }: DryRun = {}): string => (dryRun ? "&dryRun=All" : "");
  return {
    apply: (object, options) =>
      ask("PATCH", `${itself(object)}?${OWNER}&force=true${dry(options)}`, object, "application/apply-patch+yaml"),
    create: (object, options) => ask("POST", `${pathOf(object)}?${OWNER}${dry(options)}`, object),
    report: (object, status) => ask("PATCH", `${itself(object)}/status`, { status }, "application/merge-patch+json"),
  };
}

interface Collection {
  readonly name: string;
  readonly namespaced: unknown;
}

const OWNER = "fieldManager=tests&fieldValidation=Strict";

function root(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
