import { App } from "cdk8s";
import {
  asRecord,
  asRecords,
  ManifestChart,
  render,
  SynthesisError,
  type JsonRecord,
  type KubernetesObject,
} from "../../lib/core";
import { markWatched, type Watching } from "../../lib/monitor";
import { WebService, type WebServiceSpec } from "../../lib/service";

const DEFAULTS: WebServiceSpec = {
  image: "registry.example.com/shop/checkout:v1.4.2",
  port: 8080,
  resources: { cpu: "250m", memory: "256Mi" },
  probes: { ready: "/ready", live: "/live" },
  alerts: false,
};

/** Where the stack takes OTLP. */
export const OTLP_ENDPOINT = "http://collector-agent.observability-node.svc:4318";

/** The service `checkout` in the namespace `shop`, watched by a stack. */
export function aService(
  spec: Partial<WebServiceSpec> = {},
  id = "checkout",
  watching: Watching = { otlpEndpoint: OTLP_ENDPOINT },
): WebService {
  const shop = new ManifestChart(new App(), "shop", { namespace: "shop" });
  const service = new WebService(shop, id, { ...DEFAULTS, ...spec });
  markWatched(service, watching);
  return service;
}

/** Its objects as they are rendered. */
export function renderService(service: WebService): readonly KubernetesObject[] {
  const app = service.node.root;
  if (!(app instanceof App)) throw new Error(`${service.node.path} is not in an app`);
  return render(app).map(({ object }) => object);
}

/** Its object of this kind, or undefined. */
export function objectOf(kind: string, spec: Partial<WebServiceSpec> = {}): KubernetesObject | undefined {
  return renderService(aService(spec)).find((object) => object.kind === kind);
}

/** The `spec` of its object of this kind. */
export function specOf(kind: string, spec: Partial<WebServiceSpec> = {}): JsonRecord {
  return asRecord(objectOf(kind, spec)?.["spec"]);
}

/** The template of its pods. */
export function templateOf(spec: Partial<WebServiceSpec> = {}): JsonRecord {
  return asRecord(specOf("Deployment", spec)["template"]);
}

export function podOf(spec: Partial<WebServiceSpec> = {}): JsonRecord {
  return asRecord(templateOf(spec)["spec"]);
}

export function containerOf(spec: Partial<WebServiceSpec> = {}): JsonRecord {
  return asRecord(asRecords(podOf(spec)["containers"])[0]);
}

/** What `render` finds wrong with the service, each problem without the construct's path. */
export function problemsOf(spec: Partial<WebServiceSpec>, id?: string): string[] {
  return problemsIn(aService(spec, id));
}

export function problemsIn(service: WebService): string[] {
  try {
    renderService(service);
    return [];
  } catch (error) {
    if (!(error instanceof SynthesisError)) throw error;
    return error.problems.map((problem) => problem.replace(`${service.node.path}: `, ""));
  }
}
