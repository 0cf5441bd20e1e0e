import type { LogStore, LogStream } from "../../logql/store";
import type { LogLine } from "../../sources";
import type { Cluster, Workload } from "../cluster";
import { NOW } from "../story";
import type { Request } from "../traces/request";
import { requestsOf } from "../traces/requests";
import { rolesOf } from "../traces/roles";
import { lineOf, streamLabels, type Entry } from "./entry";
import { lifecycleEntries } from "./lifecycle";
import { programEntries } from "./programs";
import { requestEntries } from "./requests";

/**
 * The log lines of a made-up cluster in the hour before `NOW`: of every request that its services answered, and of its
 * programs. It is a sample, which stands for a real number of lines, and is made when somebody asks.
 */
export function worldLogs(cluster: Cluster): LogStore {
  let made: readonly LogStream[] | undefined;
  return {
    streams: () => {
      made ??= streamsOf(cluster, requestsOf(cluster));
      return made;
    },
  };
}

function streamsOf(cluster: Cluster, requests: readonly Request[]): readonly LogStream[] {
  const streams = new Map<string, { readonly labels: LogStream["labels"]; readonly entries: Entry[] }>();
  for (const entry of entriesOf(cluster, requests)) {
    if (entry.time >= NOW) continue;
    const labels = streamLabels(serviceOf(cluster, entry.workload), entry.workload, entry.container);
    const key = Object.values(labels).join("/");
    const stream = streams.get(key);
    if (stream) stream.entries.push(entry);
    else streams.set(key, { labels, entries: [entry] });
  }
  return [...streams.values()].map(({ labels, entries }) => {
    const lines: readonly LogLine[] = entries.toSorted((a, b) => a.time - b.time).map((entry) => lineOf(entry, labels));
    return { labels, lines };
  });
}

function entriesOf(cluster: Cluster, requests: readonly Request[]): readonly Entry[] {
  const roles = rolesOf(cluster);
  const answering = new Map(
    Object.values(cluster.services)
      .filter(({ metrics }) => metrics)
      .map(({ namespace, workload, container }) => [`${workload.kind} ${namespace}/${workload.name}`, container]),
  );
  const ofWorkloads = cluster.workloads.flatMap((workload) => {
    const container = answering.get(`${workload.kind} ${workload.namespace}/${workload.name}`);
    if (container !== undefined) return lifecycleEntries(workload, container);
    return programEntries(workload, roles.get(`${workload.namespace}/${workload.name}`) === "database");
  });
  return [...requests.flatMap(requestEntries), ...ofWorkloads];
}

/** The service's name, as the collector's agent finds it. */
function serviceOf({ services }: Cluster, { namespace, name, kind, labels }: Workload): string {
  const service = Object.values(services).find(
    (other) => other.namespace === namespace && other.workload.name === name && other.workload.kind === kind,
  );
  return service?.service ?? labels["app.kubernetes.io/name"] ?? name;
}
