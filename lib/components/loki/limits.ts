import { parseDuration, parseMemory, type Duration, type Memory, type Problems } from "../../core";
import { logLabelAttributes } from "../../signals";
import type { LimitsConfig } from "./loki-config";
import { retentionConfig, type Retention } from "./retention";

/** What Loki takes, and how much one query may ask. All senders and all people share them. */
export interface LokiLimits {
  /**
   * Bytes of lines and their metadata a second, at least 1Mi; twice as much at once. Beyond it Loki answers 429, and
   * collectors send again later.
   */
  readonly ingestionRate: Memory;
  /** The same for one stream: one container of one service, in all its pods. At least 1Mi. */
  readonly streamRate: Memory;
  /** Streams at once: the guard against a label with values without end. At least 100. */
  readonly streams: number;
  /** What a line has beyond it is cut off. 1Ki to 1Mi. */
  readonly lineSize: Memory;
  /** Series that one query may answer. At least 10. */
  readonly querySeries: number;
  /** 10s to 10m. */
  readonly queryTimeout: Duration;
}

/** What the limits of the configuration depend on. */
export interface LimitsInput {
  readonly limits: LokiLimits;
  readonly retention: Retention;
  /** Into how many parts a query is taken apart. */
  readonly queryParts: number;
}

/**
 * How old a line may be when it arrives: longer than any outage that the queues of the collectors bridge. A line that is
 * late must also be no more than half of `MAX_CHUNK_AGE` behind the newest one of its stream.
 */
export const OLDEST_LINE: Duration = "7d";

const MIB = 2 ** 20;

export function limitsConfig({ limits, retention, queryParts }: LimitsInput): LimitsConfig {
  const rate = parseMemory(limits.ingestionRate) / MIB;
  const streamRate = parseMemory(limits.streamRate);
  return {
    ingestion_rate_mb: rate,
    ingestion_burst_size_mb: rate * 2,
    per_stream_rate_limit: byteSize(streamRate),
    per_stream_rate_limit_burst: byteSize(streamRate * 2),
    max_global_streams_per_user: limits.streams,
    max_line_size: byteSize(parseMemory(limits.lineSize)),
    // Half of a long line is worth more than none of it.
    max_line_size_truncate: true,
    allow_structured_metadata: true,
    max_structured_metadata_size: "64KB",
    max_structured_metadata_entries_count: 128,
    reject_old_samples_max_age: OLDEST_LINE,
    discover_log_levels: true,
    volume_enabled: true,
    otlp_config: {
      resource_attributes: {
        // Loki's own list makes a label of the pod and of the instance: a stream for each, without end.
        ignore_defaults: true,
        attributes_config: [{ action: "index_label", attributes: logLabelAttributes }],
      },
    },
    max_query_series: limits.querySeries,
    query_timeout: limits.queryTimeout,
    tsdb_max_query_parallelism: queryParts,
    ...retentionConfig(retention),
    // Whoever may ask for lines, such as a viewer of Grafana, may ask to delete them. So a call hides them at most, until it
    // is cancelled. `disabled` would refuse it, and have Loki log an error for each query.
    deletion_mode: "filter-only",
  };
}

/** Notes limits that Loki would take for none, and ones that nothing works with. */
export function checkLimits(limits: LokiLimits, problems: Problems): void {
  const { streams, querySeries, queryTimeout } = limits;
  checkBytes("ingestionRate", limits.ingestionRate, [MIB, Infinity], "at least 1Mi", problems);
  checkBytes("streamRate", limits.streamRate, [MIB, Infinity], "at least 1Mi", problems);
  checkBytes("lineSize", limits.lineSize, [1024, MIB], "1Ki to 1Mi", problems);
  problems.check(isCount(streams, 100), "limits.streams", streams, "a whole number, 100 or more");
  problems.check(isCount(querySeries, 10), "limits.querySeries", querySeries, "a whole number, 10 or more");
  const timeout = problems.parse("limits.queryTimeout", queryTimeout, parseDuration);
  const holds = timeout === undefined || (timeout >= 10_000 && timeout <= 600_000);
  problems.check(holds, "limits.queryTimeout", queryTimeout, "a duration from 10s to 10m");
}

function checkBytes(
  name: "ingestionRate" | "streamRate" | "lineSize",
  value: Memory,
  [least, most]: readonly [number, number],
  expected: string,
  problems: Problems,
): void {
  const bytes = problems.parse(`limits.${name}`, value, parseMemory);
  const holds = bytes === undefined || (bytes >= least && bytes <= most);
  problems.check(holds, `limits.${name}`, value, expected);
}

function isCount(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least;
}

/** As Loki writes sizes, in which a KB is 1,024 bytes. */
export function byteSize(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB}MB` : `${Math.floor(bytes / 1024)}KB`;
}
