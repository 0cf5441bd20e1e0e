import type { JaegerProps } from "../../../lib/components/jaeger";
import { images } from "../../../lib/components/versions";
import { anElasticsearch, problemsOf } from "./a-jaeger";

const search =
  'Elasticsearch or OpenSearch, such as { kind: "elasticsearch", urls: ["https://elasticsearch.search.svc:9200"] }';

test("tells everything that is wrong with its properties", () => {
  const problems = problemsOf({
    replicas: 0,
    storage: { size: "512Mi" },
    retention: "30m",
    basePath: "jaeger/",
    prometheus: "prometheus:9090",
    sampling: { share: "110%", services: { checkout: "-2%" } },
    resources: { cpu: "1", memory: "256Mi" },
  });

  expect(problems).toEqual([
    "stack/jaeger: replicas 0: expected a whole number from 1 to 10",
    'stack/jaeger: storage.size "512Mi": expected at least 1Gi',
    'stack/jaeger: retention "30m": expected at least 1h',
    'stack/jaeger: basePath "jaeger/": expected a path that begins with "/" and does not end with it, such as "/jaeger"',
    'stack/jaeger: prometheus "prometheus:9090": expected an http or https URL without a user, such as "http://prometheus.observability.svc:9090"',
    'stack/jaeger: sampling.share "110%": expected a percentage from 0% to 100% such as "2%" or "0.5%"',
    'stack/jaeger: sampling.services["checkout"] "-2%": expected a percentage from 0% to 100% such as "2%" or "0.5%"',
    'stack/jaeger: resources.memory "256Mi": expected a limit of at least 512Mi where traces are on a volume; the database\'s own tables and cache take most of that',
  ]);
});

test.each<[string, Partial<JaegerProps>, string]>([
  [
    "several replicas on a volume",
    { replicas: 2 },
    `replicas 2: expected 1; traces in memory or on a volume belong to one process; for more give storage: ${search}`,
  ],
  [
    "several replicas in memory",
    { profile: "dev", storage: "memory", replicas: 2 },
    `replicas 2: expected 1; traces in memory or on a volume belong to one process; for more give storage: ${search}`,
  ],
  [
    "memory outside dev",
    { storage: "memory" },
    'storage "memory": expected a volume, such as { size: "20Gi" }, in small; memory loses all traces at each restart',
  ],
  [
    "a volume in ha",
    { profile: "ha", storage: { size: "20Gi" } },
    `storage {"size":"20Gi"}: expected ${search}, in ha; traces in memory or on a volume belong to one process, which is gone with its node`,
  ],
  [
    "no storage in ha",
    { profile: "ha" },
    `storage missing: expected ${search}, in ha; traces in memory or on a volume belong to one process, which is gone with its node`,
  ],
  [
    "parts of days in Elasticsearch",
    { storage: anElasticsearch(), retention: "36h" },
    'retention "36h": expected whole days such as "14d"; an index holds one day',
  ],
  [
    "no node of Elasticsearch",
    { storage: anElasticsearch({ urls: [] }) },
    "storage.urls []: expected at least one URL",
  ],
  [
    "a password in a URL",
    { storage: anElasticsearch({ urls: ["https://jaeger:secret@elasticsearch:9200"] }) },
    'storage.urls[0] "https://jaeger:secret@elasticsearch:9200": expected an http or https URL without a user, such as "https://elasticsearch.search.svc:9200"',
  ],
  [
    "a variable in a URL, which Jaeger would put in",
    { storage: anElasticsearch({ urls: ["https://elasticsearch:9200/${HOME}"] }) },
    'storage.urls[0] "https://elasticsearch:9200/${HOME}": expected an http or https URL without a user, such as "https://elasticsearch.search.svc:9200"',
  ],
  [
    "a certificate without TLS",
    { storage: anElasticsearch({ urls: ["http://elasticsearch:9200"], ca: { secret: "ca", key: "ca.crt" } }) },
    'storage.urls ["http://elasticsearch:9200"]: expected https URLs where there is a ca',
  ],
  [
    "a prefix that no index can have",
    { storage: anElasticsearch({ indexPrefix: "Prod-" }) },
    'storage.indexPrefix "Prod-": expected lower-case letters, digits, "-" and "_", with a letter or digit at the ends',
  ],
  ["no shard", { storage: anElasticsearch({ shards: 0 }) }, "storage.shards 0: expected a whole number from 1 to 100"],
  [
    "half a copy",
    { storage: anElasticsearch({ replicas: 0.5 }) },
    "storage.replicas 0.5: expected a whole number from 0 to 10",
  ],
  [
    "a Secret that cannot be",
    {
      storage: anElasticsearch({
        credentials: { username: { secret: "es", key: "u" }, password: { secret: "ES", key: "p" } },
      }),
    },
    'storage.credentials.password "ES": expected the name of a Secret (lower-case letters, digits, "-" and ".", at most 253 characters)',
  ],
  [
    "a URL whose path is not the base path",
    { basePath: "/jaeger", url: "https://ops.example.com/traces" },
    'url "https://ops.example.com/traces": expected the path /jaeger of basePath; a proxy has to pass the path on',
  ],
  ...[
    "jaegertracing/all-in-one:1.76.0",
    "docker.io/jaegertracing/jaeger-query:latest",
    "registry.example.com:5000/mirror/jaeger-all-in-one@sha256:00",
    "cgr.dev/chainguard/jaeger:1.70.0",
  ].map((image): [string, Partial<JaegerProps>, string] => [
    `the image ${image}`,
    { image },
    `image "${image}": expected Jaeger 2, such as ${images.jaeger}; Jaeger 1 ended on 2025-12-31, and has flags where Jaeger 2 has a configuration`,
  ]),
  [
    "adaptive shares, from plain JavaScript",
    { sampling: "adaptive" } as object,
    'sampling "adaptive": expected a share, such as { share: "10%" }; adaptive shares, Jaeger serves only after its next start (jaeger#6550)',
  ],
])("refuses %s", (_, props, problem) => {
  expect(problemsOf(props)).toEqual([`stack/jaeger: ${problem}`]);
});

test.each<Partial<JaegerProps>>([
  { profile: "dev" },
  { profile: "dev", storage: "memory", resources: { cpu: "1", memory: "256Mi" } },
  { profile: "dev", storage: anElasticsearch() },
  { storage: anElasticsearch({ replicas: 0 }), replicas: 3, retention: "2w" },
  { profile: "ha", storage: anElasticsearch({ kind: "opensearch", indexPrefix: "prod_1" }), replicas: 1 },
  { image: "registry.example.com/collector/jaeger:2.14.1" },
  { image: "registry.example.com/jaeger@sha256:00" },
  { image: "registry.example.com/tracing:1.0" },
  { basePath: "/", url: "https://jaeger.example.com/" },
  { basePath: "/ops/jaeger", url: "https://example.com/ops/jaeger/" },
])("takes %j", (props) => {
  expect(problemsOf(props)).toEqual([]);
});
