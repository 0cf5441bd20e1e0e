import type { GrafanaDashboard } from "../../../dashboards/grafana/json";
import { asRecord, isRecord, type Manifest } from "../../core";

/** The dashboards that Grafana would read from the ConfigMaps of an app, in the order in which it was told of them. */
export function dashboardsOf(manifests: readonly Manifest[]): GrafanaDashboard[] {
  return manifests.flatMap(({ object }) => {
    if (object["kind"] !== "ConfigMap") return [];
    return Object.entries(asRecord(object["data"])).flatMap(([file, text]) => {
      if (!file.endsWith(".json") || typeof text !== "string") return [];
      const json: unknown = JSON.parse(text);
      return isDashboard(json) ? [json] : [];
    });
  });
}

/** Other files of JSON are not dashboards. What has panels was written by `renderDashboard`, which types the rest. */
function isDashboard(json: unknown): json is GrafanaDashboard {
  return isRecord(json) && typeof json["uid"] === "string" && Array.isArray(json["panels"]);
}
