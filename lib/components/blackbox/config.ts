export const PORT = 9115;

/** The key of the ConfigMap. */
export const CONFIG_KEY = "config.yml";

/** Where the pod has its configuration. */
export const CONFIG_DIRECTORY = "/etc/blackbox_exporter";

/**
 * `config.yml`, as far as we write it.
 * @see https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/CONFIGURATION.md
 */
export interface BlackboxConfig {
  readonly modules: Readonly<Record<string, BlackboxModule>>;
}

type BlackboxModule =
  | {
      readonly prober: "http";
      readonly timeout: string;
      readonly http: { readonly preferred_ip_protocol: "ip4" };
    }
  | {
      readonly prober: "tcp";
      readonly timeout: string;
      readonly tcp: { readonly preferred_ip_protocol: "ip4" };
    };

/** What it can do. Not ICMP, which would need a capability. */
export function blackboxConfig(): BlackboxConfig {
  // Most clusters have no route for IPv6; where there is no IPv4 address it is tried all the same.
  const address = { preferred_ip_protocol: "ip4" } as const;
  return {
    modules: {
      http_2xx: { prober: "http", timeout: "5s", http: address },
      tcp_connect: { prober: "tcp", timeout: "5s", tcp: address },
    },
  };
}
