import type { Construct } from "constructs";
import { CollectorGateway, type CollectorGatewayProps } from "../../../../lib/components/collector";
import type { KubernetesObject } from "../../../../lib/core";
import { objectsOf, problemsOf } from "../../a-stack";

export const PROMETHEUS = "http://prometheus-0.prometheus-headless.observability.svc:9090/api/v1/otlp";

export function aGateway(scope: Construct, props: Partial<CollectorGatewayProps> = {}): CollectorGateway {
  return new CollectorGateway(scope, "gateway", {
    cluster: "test",
    profile: "small",
    prometheus: [PROMETHEUS],
    jaeger: "jaeger.observability.svc:4317",
    ...props,
  });
}

export function gatewayObjects(props: Partial<CollectorGatewayProps> = {}): Map<string, KubernetesObject> {
  return objectsOf((scope) => {
    aGateway(scope, props);
  });
}

export function gatewayProblems(props: Partial<CollectorGatewayProps>): readonly string[] {
  return problemsOf((scope) => {
    aGateway(scope, props);
  });
}
