import type { Construct } from "constructs";
import { Jaeger, type ElasticsearchStorage, type JaegerProps } from "../../../lib/components/jaeger";
import type { KubernetesObject } from "../../../lib/core";
import { fileOf, objectsOf, problemsOf as problemsOfStack } from "../a-stack";

export function aJaeger(scope: Construct, props: Partial<JaegerProps> = {}): Jaeger {
  return new Jaeger(scope, "jaeger", { cluster: "test", profile: "small", ...props });
}

export function anElasticsearch(storage: Partial<ElasticsearchStorage> = {}): ElasticsearchStorage {
  return { kind: "elasticsearch", urls: ["https://elasticsearch.search.svc:9200"], ...storage };
}

/** The objects of one Jaeger. */
export function jaegerObjects(props: Partial<JaegerProps> = {}): Map<string, KubernetesObject> {
  return objectsOf((scope) => aJaeger(scope, props));
}

/** `jaeger.yaml`, parsed. */
export function configOf(props: Partial<JaegerProps> = {}): unknown {
  return fileOf(jaegerObjects(props), "jaeger-config", "jaeger.yaml");
}

export function problemsOf(props: Partial<JaegerProps>): readonly string[] {
  return problemsOfStack((scope) => aJaeger(scope, props));
}
