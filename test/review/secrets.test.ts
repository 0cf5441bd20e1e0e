import { dump } from "js-yaml";
import type { KubernetesObject } from "../../lib/core";
import { json, markdown, review, text } from "../../lib/review";

/** Two values that may stand nowhere in a report. */
const OLD = "zzOldS3cret0";
const NEW = "zzNewS3cret1";

/** An object with a secret in it. */
type Holder = (secret: string) => KubernetesObject;

const HOLDERS: Readonly<Record<string, Holder>> = {
  "data of a Secret": (secret) => aSecret({ data: { password: base64(secret) } }),
  "stringData of a Secret": (secret) => aSecret({ stringData: { password: secret } }),
  "a configuration of Alertmanager in a Secret": (secret) =>
    aSecret({
      stringData: { "alertmanager.yaml": dump(alertmanager(`https://hooks.slack.com/services/T0/B0/${secret}`)) },
    }),
  "what kubectl wrote down of a Secret": (secret) => ({
    ...aSecret({ data: {} }),
    metadata: {
      name: "db",
      namespace: "shop",
      annotations: { "kubectl.kubernetes.io/last-applied-configuration": `{"data":{"password":"${base64(secret)}"}}` },
    },
  }),
  "a variable with the name of a secret": (secret) => aDeployment({ env: [{ name: "DB_PASSWORD", value: secret }] }),
  "a variable with an address": (secret) =>
    aDeployment({ env: [{ name: "DB_URL", value: `postgres://shop:${secret}@db:5432/shop` }] }),
  "a variable with an address of MySQL": (secret) =>
    aDeployment({ env: [{ name: "DB", value: `shop:${secret}@tcp(db:3306)/shop` }] }),
  "a variable with words of a connection": (secret) =>
    aDeployment({ env: [{ name: "DB", value: `host=db user=shop password=${secret} sslmode=disable` }] }),
  "a variable with a header": (secret) =>
    aDeployment({ env: [{ name: "OTEL_EXPORTER_OTLP_HEADERS", value: `authorization=Bearer ${secret}` }] }),
  "a flag": (secret) => aDeployment({ args: [`--api-token=${secret}`] }),
  "a flag and its value": (secret) => aDeployment({ args: ["--password", secret] }),
  "a command": (secret) => aDeployment({ command: ["sh", "-c", `run --password=${secret} --port=1`] }),
  "a hook": (secret) =>
    aDeployment({
      lifecycle: { preStop: { exec: { command: ["sh", "-c", `curl -H 'Authorization: Bearer ${secret}' x`] } } },
    }),
  "a header of a probe": (secret) =>
    aDeployment({
      livenessProbe: {
        httpGet: { path: "/", port: 1, httpHeaders: [{ name: "Authorization", value: `Bearer ${secret}` }] },
      },
    }),
  "a value of a ConfigMap": (secret) => aConfigMap({ API_TOKEN: secret }),
  "a line of an unknown file": (secret) => aConfigMap({ "app.conf": `listen 80\npassword = ${secret}\nworkers 2\n` }),
  "a private key in a file": (secret) =>
    aConfigMap({ "tls.pem": `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n` }),
  "a setting of grafana.ini": (secret) => aConfigMap({ "grafana.ini": `[security]\nadmin_password = ${secret}\n` }),
  "an unknown YAML file": (secret) => aConfigMap({ "app.yaml": dump({ db: { password: secret, host: "db" } }) }),
  "secret data of a data source": (secret) =>
    aConfigMap({
      "datasources.yaml": dump({
        datasources: [
          { name: "A", uid: "a", type: "loki", url: "http://a", secureJsonData: { httpHeaderValue1: secret } },
        ],
      }),
    }),
  "a webhook of Slack": (secret) =>
    aConfigMap({ "alertmanager.yml": dump(alertmanager(`https://hooks.slack.com/services/T0/B0/${secret}`)) }),
  "a key of PagerDuty": (secret) =>
    aConfigMap({
      "alertmanager.yml": dump({
        route: { receiver: "a" },
        receivers: [{ name: "a", pagerduty_configs: [{ routing_key: secret }] }],
      }),
    }),
  "settings for all receivers": (secret) =>
    aConfigMap({
      "alertmanager.yml": dump({
        global: { smtp_auth_password: secret },
        route: { receiver: "a" },
        receivers: [{ name: "a" }],
      }),
    }),
  "basic_auth of a scrape job": (secret) =>
    aConfigMap({
      "prometheus.yml": dump({
        scrape_configs: [{ job_name: "a", basic_auth: { username: "a", password: secret } }],
      }),
    }),
  "credentials of remote_write": (secret) =>
    aConfigMap({
      "prometheus.yml": dump({
        scrape_configs: [],
        remote_write: [
          {
            url: `https://a:${secret}@metrics.example.com/push?token=${secret}`,
            authorization: { credentials: secret },
          },
        ],
      }),
    }),
  "a header of an exporter": (secret) =>
    aConfigMap({
      "collector.yaml": dump({
        exporters: { otlp: { endpoint: "a:1", headers: { Authorization: `Bearer ${secret}`, "x-api-key": secret } } },
        service: { pipelines: { traces: { receivers: ["otlp"], exporters: ["otlp"] } } },
      }),
    }),
  "a bucket of Loki": (secret) =>
    aConfigMap({
      "loki.yaml": dump({
        schema_config: { configs: [] },
        storage_config: { aws: { secret_access_key: secret, s3: `s3://key:${secret}@eu/logs` } },
      }),
    }),
  "an annotation": (secret) => ({
    ...aConfigMap({ a: "1" }),
    metadata: { name: "app", namespace: "shop", annotations: { "example.com/token": secret } },
  }),
  "a resource of others": (secret) => ({
    apiVersion: "example.com/v1",
    kind: "Database",
    metadata: { name: "db", namespace: "shop" },
    spec: { connection: { url: `amqp://shop:${secret}@mq`, auth: { clientSecret: secret } } },
  }),
};

describe.each(Object.entries(HOLDERS))("a secret in %s", (_, holder) => {
  test("is not told where it changes", () => {
    expect(leaked([holder(OLD)], [holder(NEW)])).toEqual([]);
  });

  test("is not told where it is new or gone", () => {
    expect(leaked([], [holder(NEW)])).toEqual([]);
    expect(leaked([holder(OLD)], [])).toEqual([]);
  });

  test("is not told where its field is new or gone", () => {
    const { data: _data, stringData: _stringData, spec: _spec, ...bare } = holder(OLD);

    expect(leaked([bare], [holder(NEW)])).toEqual([]);
    expect(leaked([holder(OLD)], [bare])).toEqual([]);
  });

  test("is not told where its object has another name", () => {
    const other = holder(NEW);

    expect(leaked([holder(OLD)], [{ ...other, metadata: { ...other.metadata, name: "another" } }])).toEqual([]);
    expect(leaked([holder(OLD)], [{ ...holder(OLD), metadata: { ...other.metadata, namespace: "other" } }])).toEqual(
      [],
    );
  });
});

test("what is no secret stays", () => {
  const [before, after] = ["10m", "20m"].map((value) => aDeployment({ env: [{ name: "TOKEN_TTL", value }] }));

  const told = reports([before].flatMap(defined), [after].flatMap(defined));

  expect(told).toContain("10m → 20m");
});

/** The secrets that a report tells, as they are or as a Secret holds them. */
function leaked(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): string[] {
  const told = reports(before, after);
  return [OLD, NEW].filter((secret) => told.includes(secret) || told.includes(base64(secret)));
}

/** All three formats. */
function reports(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): string {
  const [base, head] = [before, after].map((objects) => ({ name: "side", environments: [{ name: "prod", objects }] }));
  if (!base || !head) return "";
  const found = review(base, head);
  return [markdown(found), text(found), JSON.stringify(json(found))].join("\n");
}

function defined<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

function base64(value: string): string {
  return Buffer.from(value, "utf8").toString("base64");
}

function aSecret(content: object): KubernetesObject {
  return { apiVersion: "v1", kind: "Secret", metadata: { name: "db", namespace: "shop" }, ...content };
}

function aConfigMap(data: object): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "app", namespace: "shop" }, data };
}

function aDeployment(container: object): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "api", namespace: "shop" },
    spec: {
      selector: { matchLabels: { app: "api" } },
      template: {
        metadata: { labels: { app: "api" } },
        spec: { containers: [{ name: "api", image: "api:1.0.0", ...container }] },
      },
    },
  };
}

function alertmanager(url: string): object {
  return { route: { receiver: "a" }, receivers: [{ name: "a", slack_configs: [{ api_url: url, channel: "#a" }] }] };
}
