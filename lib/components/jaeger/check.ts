import {
  checkDataKey,
  checkObjectName,
  isRecord,
  parseDuration,
  parseMemory,
  parsePercent,
  splitImage,
  type ParsedResources,
  type Problems,
} from "../../core";
import type { Profile } from "../profile";
import { checkSecretKey } from "../secret-key";
import { images } from "../versions";
import type { DataStorage } from "../volume-claim";
import type { JaegerProps } from "./props";
import type { RemoteSampling } from "./sampling";
import { LEAST_MEMORY_OF_BADGER, type JaegerSize } from "./size";
import { isElasticsearch, isVolume, type ConfigMapKey, type ElasticsearchStorage } from "./storage";

const A_SEARCH_CLUSTER =
  'Elasticsearch or OpenSearch, such as { kind: "elasticsearch", urls: ["https://elasticsearch.search.svc:9200"] }';

/** Notes what Jaeger would refuse, and what it would take but mean something else by. */
export function checkJaeger(props: JaegerProps, size: JaegerSize, basePath: string, problems: Problems): void {
  if (props.image !== undefined) checkImage(props.image, problems);
  checkStorage(props.profile, size, problems);
  checkRetention(size, problems);
  checkBasePath(props, basePath, problems);
  checkUrl("prometheus", props.prometheus, "http://prometheus.observability.svc:9090", problems);
  if (props.sampling !== undefined) checkSampling(props.sampling, problems);
}

/** Notes too little memory for the storage. */
export function checkMemory({ memory }: ParsedResources, size: JaegerSize, problems: Problems): void {
  const isBadger = size.storage !== undefined && isVolume(size.storage);
  const { memory: given } = size.resources;
  problems.check(
    !isBadger || memory.limit >= LEAST_MEMORY_OF_BADGER,
    "resources.memory",
    given,
    "a limit of at least 512Mi where traces are on a volume",
    "the database's own tables and cache take most of that",
  );
}

/** Notes Jaeger 1, as far as a name and a tag tell: it was several programs, and one of all of them. */
function checkImage(image: string, problems: Problems): void {
  const { name, tag = "" } = splitImage(image);
  const isOld = /(^|\/)(all-in-one|jaeger-(all-in-one|collector|query|agent|ingester))$/.test(name);
  const isFirst = /(^|\/)jaeger$/.test(name) && /^v?[01](\.|$)/.test(tag);
  const reason = "Jaeger 1 ended on 2025-12-31, and has flags where Jaeger 2 has a configuration";
  problems.check(!isOld && !isFirst, "image", image, `Jaeger 2, such as ${images.jaeger}`, reason);
}

function checkStorage(profile: Profile, { storage, replicas }: JaegerSize, problems: Problems): void {
  const isCount = Number.isInteger(replicas) && replicas >= 1 && replicas <= 10;
  problems.check(isCount, "replicas", replicas, "a whole number from 1 to 10");
  if (storage !== undefined && isElasticsearch(storage)) {
    checkElasticsearch(storage, problems);
  } else if (profile === "ha") {
    const reason = "traces in memory or on a volume belong to one process, which is gone with its node";
    problems.add("storage", storage, `${A_SEARCH_CLUSTER}, in ha`, reason);
  } else {
    const fix = `traces in memory or on a volume belong to one process; for more give storage: ${A_SEARCH_CLUSTER}`;
    problems.check(!isCount || replicas === 1, "replicas", replicas, "1", fix);
    if (storage !== undefined && isVolume(storage)) checkVolume(storage, problems);
    const isKept = storage !== "memory" || profile === "dev";
    const volume = 'a volume, such as { size: "20Gi" }';
    problems.check(isKept, "storage", storage, `${volume}, in ${profile}`, "memory loses all traces at each restart");
  }
}

function checkVolume({ size }: DataStorage, problems: Problems): void {
  const bytes = problems.parse("storage.size", size, parseMemory);
  problems.check(bytes === undefined || bytes >= 2 ** 30, "storage.size", size, "at least 1Gi");
}

function checkElasticsearch(storage: ElasticsearchStorage, problems: Problems): void {
  const { urls, credentials, ca, indexPrefix, shards = 1, replicas = 1 } = storage;
  problems.check(urls.length > 0, "storage.urls", urls, "at least one URL");
  urls.forEach((url, i) => checkUrl(`storage.urls[${i}]`, url, "https://elasticsearch.search.svc:9200", problems));
  if (credentials !== undefined) {
    checkSecretKey(credentials.username, "storage.credentials.username", problems);
    checkSecretKey(credentials.password, "storage.credentials.password", problems);
  }
  if (ca !== undefined) {
    if ("secret" in ca) checkSecretKey(ca, "storage.ca", problems);
    else checkConfigMapKey(ca, problems);
    const isSecure = urls.every((url) => url.startsWith("https:"));
    problems.check(isSecure, "storage.urls", urls, "https URLs where there is a ca");
  }
  const isPrefix = indexPrefix === undefined || /^[a-z0-9]([a-z0-9_-]{0,98}[a-z0-9])?$/.test(indexPrefix);
  const prefix = 'lower-case letters, digits, "-" and "_", with a letter or digit at the ends';
  problems.check(isPrefix, "storage.indexPrefix", indexPrefix, prefix);
  problems.check(isWhole(shards, 1, 100), "storage.shards", shards, "a whole number from 1 to 100");
  problems.check(isWhole(replicas, 0, 10), "storage.replicas", replicas, "a whole number from 0 to 10");
}

function checkConfigMapKey({ configMap, key }: ConfigMapKey, problems: Problems): void {
  checkObjectName("storage.ca", configMap, problems, "ConfigMap");
  checkDataKey("storage.ca", key, problems);
}

const DAY = 86_400_000;

function checkRetention({ retention, storage }: JaegerSize, problems: Problems): void {
  const milliseconds = problems.parse("retention", retention, parseDuration);
  if (milliseconds === undefined) return;
  if (storage !== undefined && isElasticsearch(storage)) {
    const isDays = milliseconds >= DAY && milliseconds % DAY === 0;
    problems.check(isDays, "retention", retention, 'whole days such as "14d"', "an index holds one day");
  } else {
    problems.check(milliseconds >= DAY / 24, "retention", retention, "at least 1h");
  }
}

function checkBasePath({ basePath: given, url }: JaegerProps, basePath: string, problems: Problems): void {
  checkUrl("url", url, "https://ops.example.com/jaeger", problems);
  const holds = basePath === "/" || /^(\/[\w.~-]+)+$/.test(basePath);
  const expected = 'a path that begins with "/" and does not end with it, such as "/jaeger"';
  problems.check(holds, given === undefined ? "url" : "basePath", given ?? url, expected);
  if (given === undefined || url === undefined || !URL.canParse(url)) return;
  const path = pathOf(url);
  problems.check(path === basePath, "url", url, `the path ${basePath} of basePath`, "a proxy has to pass the path on");
}

/** The path of a URL as Jaeger takes it: without a slash at the end. */
export function pathOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, "") : "";
  return path === "" ? "/" : path;
}

function checkSampling(sampling: RemoteSampling, problems: Problems): void {
  // Plain JavaScript has no compiler that says so.
  if (!isRecord(sampling)) {
    const reason = "adaptive shares, Jaeger serves only after its next start (jaeger#6550)";
    problems.add("sampling", sampling, 'a share, such as { share: "10%" }', reason);
    return;
  }
  problems.parse("sampling.share", sampling.share, parsePercent);
  for (const [service, share] of Object.entries(sampling.services ?? {})) {
    problems.parse(`sampling.services[${JSON.stringify(service)}]`, share, parsePercent);
  }
}

/** Neither a password, as it would stand in the YAML, nor a `$`, which Jaeger would take for a variable. */
function checkUrl(property: string, url: string | undefined, example: string, problems: Problems): void {
  const holds = url === undefined || (URL.canParse(url) && /^https?:\/\/[^\s$@]+$/.test(url));
  problems.check(holds, property, url, `an http or https URL without a user, such as "${example}"`);
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
