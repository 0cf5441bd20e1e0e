import { durationSeconds, type Duration } from "../../../core";
import type { Workload } from "../cluster";
import { NOW, story } from "../story";
import { share as chance } from "../hash";
import type { Entry, Level } from "./entry";

/** What a program writes again and again. */
interface Remark {
  readonly every: Duration;
  readonly level?: Level;
  /** Whether it is written only while the database is slow. */
  readonly whileSlow?: true;
  readonly text: (moment: Date) => string;
}

/** What each pod of a program writes in the hour before {@link NOW}, by what its image or its name tells of it. */
export function programEntries(workload: Workload, isSlow: boolean): readonly Entry[] {
  const [container] = workload.containers;
  if (!container) return [];
  const remarks = REMARKS.find(([word]) => words(workload).includes(word))?.[1] ?? USUAL;
  return workload.pods
    .filter(({ ofNewRevision }) => !ofNewRevision)
    .flatMap((pod) =>
      remarks
        .filter(({ whileSlow }) => isSlow || !whileSlow)
        .flatMap((remark) =>
          moments(remark, pod.name).map((time) => ({
            workload,
            pod,
            container: container.name,
            time,
            text: remark.text(new Date(time * 1000)),
            level: remark.level ?? "info",
          })),
        ),
    );
}

function words({ name, containers }: Workload): string {
  return [name, ...containers.map(({ image }) => image)].join(" ");
}

/** Each pod has its own. */
function moments({ every, whileSlow }: Remark, pod: string): readonly number[] {
  const step = durationSeconds(every);
  const from = whileSlow ? story.slow + 60 : NOW - 3600;
  const first = from + chance(`${pod} ${every}`) * step;
  return Array.from({ length: Math.ceil((NOW - first) / step) }, (_, i) => first + i * step);
}

const DATABASE_SLOW: Pick<Remark, "every" | "level" | "whileSlow"> = { every: "90s", level: "warn", whileSlow: true };

const USUAL: readonly Remark[] = [{ every: "5m", text: () => 'level=info msg="synchronised"' }];

/** The first that fits counts: Loki's image is of grafana. */
const REMARKS: readonly (readonly [string, readonly Remark[]])[] = [
  [
    "redis",
    [
      { every: "5m", text: (at) => `1:M ${redisTime(at)} * 100 changes in 300 seconds. Saving...` },
      {
        ...DATABASE_SLOW,
        text: (at) =>
          `1:M ${redisTime(at)} # Asynchronous AOF fsync is taking too long (disk is busy?). Writing the AOF buffer without waiting for fsync to complete, this may slow down Redis.`,
      },
    ],
  ],
  [
    "postgres",
    [
      { every: "5m", text: (at) => `${sqlTime(at)} UTC [27] LOG:  checkpoint starting: time` },
      { ...DATABASE_SLOW, text: (at) => `${sqlTime(at)} UTC [211] LOG:  duration: 1012.345 ms  statement: SELECT` },
    ],
  ],
  ["kube-state-metrics", [{ every: "10m", text: (at) => `I${klogTime(at)}       1 server.go:73] levelinfo probing` }]],
  ["node-exporter", [{ every: "30m", text: (at) => slog(at, "node_exporter.go:218", "Still collecting") }]],
  ["blackbox", [{ every: "30m", text: (at) => slog(at, "main.go:91", "Reloaded config file") }]],
  ["alertmanager", [{ every: "15m", text: (at) => slog(at, "nflog.go:511", "Maintenance done") }]],
  [
    "prometheus",
    [
      { every: "30m", text: (at) => slog(at, "head.go:1454", "Head GC completed") },
      { every: "20m", text: (at) => slog(at, "checkpoint.go:114", "Creating checkpoint") },
    ],
  ],
  [
    "loki",
    [
      {
        every: "1m",
        text: (at) => `level=info ts=${iso(at)} caller=index_set.go:86 msg="uploading table" table=index_20468`,
      },
      {
        every: "10m",
        text: (at) => `level=info ts=${iso(at)} caller=checkpoint.go:498 msg="atomic checkpoint complete"`,
      },
    ],
  ],
  ["grafana", [{ every: "10m", text: (at) => `logger=cleanup t=${iso(at)} level=info msg="Completed cleanup jobs"` }]],
  ["jaeger", [{ every: "5m", text: () => "Badger value log garbage collection finished" }]],
  // The agent does not read what it writes itself: each line would be one more.
  ["collector-agent", []],
  ["collector", [{ every: "5m", text: () => "Everything is ready. Running and processing data." }]],
];

function slog(at: Date, source: string, message: string): string {
  return `time=${iso(at)} level=INFO source=${source} msg="${message}"`;
}

function iso(at: Date): string {
  return at.toISOString();
}

function sqlTime(at: Date): string {
  return iso(at).replace("T", " ").replace("Z", "");
}

function redisTime(at: Date): string {
  const [, , month = ""] = at.toUTCString().split(" ");
  return `${iso(at).slice(8, 10)} ${month} ${iso(at).slice(0, 4)} ${iso(at).slice(11, 23)}`;
}

function klogTime(at: Date): string {
  return `${iso(at).slice(5, 10).replace("-", "")} ${iso(at).slice(11, 23)}000`;
}
