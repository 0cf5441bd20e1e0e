import type { DataSource } from "./data-source";

/** Alertmanager, uid `alertmanager`: what fires and what is silenced. Grafana's own alerts do not go there. */
export function alertmanagerDataSource({ url }: { readonly url: string }): DataSource {
  return {
    name: "Alertmanager",
    uid: "alertmanager",
    type: "alertmanager",
    url,
    jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
  };
}
