import { toYaml } from "../../core";
import { grafanaConfig, type GrafanaConfigOptions } from "./config";
import type { DataSource } from "./data-sources";
import { toIni } from "./ini";
import { dashboardProvidersFile, dataSourcesFile } from "./provisioning";

/** A file that Grafana reads when it starts, in a ConfigMap of its own. */
export interface ConfigFile {
  /** The ConfigMap is called after the program and this. */
  readonly suffix: string;
  readonly key: string;
  /** Where it lies below `/etc/grafana`. */
  readonly path: string;
  readonly text: string;
}

/** All that Grafana reads when it starts. Dashboards it reads again and again, below `dashboards`. */
export function configFiles(
  options: GrafanaConfigOptions,
  dataSources: readonly DataSource[],
  dashboards: string,
): ConfigFile[] {
  return [
    { suffix: "config", key: "grafana.ini", path: "grafana.ini", text: toIni(grafanaConfig(options)) },
    {
      suffix: "datasources",
      key: "datasources.yaml",
      path: "provisioning/datasources/datasources.yaml",
      text: toYaml(dataSourcesFile(dataSources)),
    },
    {
      suffix: "dashboard-provider",
      key: "dashboards.yaml",
      path: "provisioning/dashboards/dashboards.yaml",
      text: toYaml(dashboardProvidersFile(dashboards)),
    },
  ];
}
