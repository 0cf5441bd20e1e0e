import { parseMemory, type Memory, type Problems } from "../../../core";
import { checkAddress } from "../../address";
import type { CollectorGatewayProps } from "./props";
import { checkSampling } from "./sampling";
import type { GatewaySize } from "./size";

/** Notes what is wrong with how the gateway is declared. */
export function checkGateway(props: CollectorGatewayProps, size: GatewaySize, problems: Problems): void {
  const { replicas, storage, resources, sampling } = size;
  const isCount = Number.isInteger(replicas) && replicas >= 1 && replicas <= 10;
  problems.check(isCount, "replicas", replicas, "a whole number from 1 to 10");
  checkAtLeast("storage.size", storage.size, "256Mi", problems);
  const { memory } = resources;
  checkAtLeast("resources.memory", typeof memory === "string" ? memory : memory.limit, "128Mi", problems);
  checkSampling(sampling, problems);
  problems.check(props.prometheus.length > 0, "prometheus", props.prometheus, "at least one URL");
  props.prometheus.forEach((url, i) => {
    const expected = 'a URL such as "http://prometheus-0.prometheus-headless.observability.svc:9090/api/v1/otlp"';
    problems.check(/^https?:\/\/\S+$/.test(url) && URL.canParse(url), `prometheus[${i}]`, url, expected);
  });
  checkAddress("jaeger", props.jaeger, "jaeger.observability.svc:4317", problems);
}

/** What is no quantity at all is told elsewhere, or here. */
function checkAtLeast(property: string, got: Memory, least: Memory, problems: Problems): void {
  const bytes = problems.parse(property, got, parseMemory);
  problems.check(bytes === undefined || bytes >= parseMemory(least), property, got, `at least ${least}`);
}
