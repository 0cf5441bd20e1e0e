import type { Changes, Finding, Reader } from "../model";
import { alertsReaders } from "./alerts";
import { clusterReaders } from "./cluster";
import { pipelinesReaders } from "./pipelines";
import { redacted } from "./redacted";
import { unexplained } from "./unexplained";
import { workloadsReaders } from "./workloads";

/** All that is read out of changes, in the order in which it is told within one severity. */
const READERS: readonly Reader[] = [...clusterReaders, ...alertsReaders, ...pipelinesReaders, ...workloadsReaders];

/** What the changes mean, the worst first. Every change is told by some finding. */
export function findingsOf(changes: Changes): readonly Finding[] {
  const read = READERS.flatMap((reader) => reader(changes));
  const findings = redacted([...read, ...unexplained(changes, read)], changes);
  return ["danger", "warning", "info"].flatMap((severity) => findings.filter((one) => one.severity === severity));
}
