/**
 * How Prometheus finds what to read and what to probe: by annotations, so that its own configuration does not grow with
 * the services. The names are the ones that most of the ecosystem uses.
 */
export const discoveryAnnotations = {
  /** On a pod: `"true"` where its metrics are to be read. */
  scrape: "prometheus.io/scrape",
  /** On a pod: the number of the port, which one of its containers must declare. */
  scrapePort: "prometheus.io/port",
  /** On a pod: the path. Without it, `/metrics`. */
  scrapePath: "prometheus.io/path",
  /** On a pod: `https` where the port speaks TLS; its certificate is not checked. Without it, `http`. */
  scrapeScheme: "prometheus.io/scheme",
  /** On a Service: `"true"` where it is to be called from time to time, as a client would. */
  probe: "prometheus.io/probe",
  /** On a Service: the number of the port, which it must declare. */
  probePort: "prometheus.io/probe-port",
  /** On a Service: a path that must answer 2xx. Without it, `/`. */
  probePath: "prometheus.io/probe-path",
} as const;

/** A port and a path on it. */
export interface DiscoveredEndpoint {
  /** The number that the pod's container, or the Service, declares. */
  readonly port: number;
  /** @default - `/metrics` of a pod, `/` of a Service */
  readonly path?: string;
}

/** Annotations of a pod whose metrics Prometheus reads. */
export function scrapeAnnotations({ port, path }: DiscoveredEndpoint): Record<string, string> {
  return {
    [discoveryAnnotations.scrape]: "true",
    [discoveryAnnotations.scrapePort]: `${port}`,
    ...(path === undefined ? {} : { [discoveryAnnotations.scrapePath]: path }),
  };
}

/** Annotations of a Service that the blackbox exporter calls over HTTP. */
export function probeAnnotations({ port, path }: DiscoveredEndpoint): Record<string, string> {
  return {
    [discoveryAnnotations.probe]: "true",
    [discoveryAnnotations.probePort]: `${port}`,
    ...(path === undefined ? {} : { [discoveryAnnotations.probePath]: path }),
  };
}

/** The `job` label of the pods that Prometheus finds by their annotations. */
export function podJob(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
