import type { DocumentKind } from "../../documents";
import type { Reader } from "../../model";
import { collectorComponents } from "./collector-components";
import { collectorPipelines } from "./collector-pipelines";
import { dashboards } from "./dashboards";
import { dataSources } from "./data-sources";
import { documentChanges, type DocumentReader } from "./document-change";
import { grafanaAccess } from "./grafana-access";
import { jaegerSettings } from "./jaeger";
import { lokiSettings } from "./loki";
import { monitors } from "./monitors";
import { probeModules } from "./probe-modules";
import { programFlags } from "./program-flags";
import { prometheusSettings } from "./prometheus";
import { prometheusResources } from "./prometheus-resource";
import { sampling } from "./sampling";
import { scrapeAnnotations } from "./scrape-annotations";
import { scrapeJobs } from "./scrape-jobs";
import { telemetryEnvironment } from "./telemetry-environment";

/** What becomes of metrics, logs and traces on their way, and of who sees them. */
export const pipelinesReaders: readonly Reader[] = [
  documents,
  scrapeAnnotations,
  monitors,
  prometheusResources,
  telemetryEnvironment,
  programFlags,
  grafanaAccess,
];

/** Who reads the configurations of a kind. */
const READERS: Readonly<Partial<Record<DocumentKind, readonly DocumentReader[]>>> = {
  prometheus: [scrapeJobs, prometheusSettings],
  loki: [lokiSettings],
  collector: [collectorPipelines, collectorComponents, sampling],
  jaeger: [collectorPipelines, collectorComponents, jaegerSettings],
  dashboard: [dashboards],
  datasources: [dataSources],
  other: [probeModules],
};

function documents(changes: Parameters<Reader>[0]): ReturnType<Reader> {
  const all = documentChanges(changes);
  return all.flatMap((document) => (READERS[document.kind] ?? []).flatMap((read) => read(document, changes, all)));
}
