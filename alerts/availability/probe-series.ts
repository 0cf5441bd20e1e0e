import { identityLabels, selector, series, type Phase, type ServiceTarget } from "../../lib/signals";

/** Whether the blackbox exporter calls the service. */
export function isCalled({ probed, urls }: ServiceTarget): boolean {
  return probed || urls.length > 0;
}

/** What its calls to the service's addresses tell; `instance` is the address. */
export function probeSeries(target: ServiceTarget, metric: string): string {
  return selector(metric, identityLabels(target));
}

/** The addresses at which it is called, and one more. */
export function addresses({ urls, probed, namespace, service }: ServiceTarget): readonly [string, string, ...string[]] {
  const own = probed ? [`http://${service}.${namespace}.svc:80/`] : [];
  const [first = "https://example.com/", ...rest] = [...urls, ...own];
  return [first, "https://www.example.com/ready", ...rest];
}

/** What a call to one address tells. */
export function probe(target: ServiceTarget, metric: string, instance: string, ...phases: readonly Phase[]) {
  const { urls } = target;
  const job = urls.includes(instance) ? "url-probes" : "service-probes";
  return series(selector(metric, { job, instance, ...identityLabels(target) }), ...phases);
}
