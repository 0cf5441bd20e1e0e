import type { Construct } from "constructs";
import { Resource, toYaml } from "../../core";
import type { UrlProbe } from "../../monitor";
import { PROBE_LABEL_PREFIX } from "./scrape-probes";

export const PROBES_CONFIG_MAP = "prometheus-probes";

/** The URLs to probe, in a file that Prometheus watches by itself; it exists once there is something to put into it. */
export class ProbeFile {
  private readonly sources: (() => readonly UrlProbe[])[] = [];

  constructor(
    private readonly scope: Construct,
    private readonly labels: Readonly<Record<string, string>>,
  ) {}

  add(probes: () => readonly UrlProbe[]): void {
    this.sources.push(probes);
    if (this.sources.length > 1) return;
    const metadata = { name: PROBES_CONFIG_MAP, labels: this.labels };
    new Resource(this.scope, "probes", "ConfigMap", metadata, () => ({
      data: { "probes.yaml": toYaml(this.sources.flatMap((source) => source().map(target))) },
    }));
  }
}

function target({ url, labels }: UrlProbe): object {
  const prefixed = Object.entries(labels).map(([name, value]) => [`${PROBE_LABEL_PREFIX}${name}`, value]);
  return { targets: [url], labels: Object.fromEntries(prefixed) };
}
