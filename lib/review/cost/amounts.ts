/** What is paid for. */
export interface Amounts {
  /** Time series that have a sample now, in one Prometheus. */
  readonly series: number;
  /** Samples that one Prometheus takes in, per second. */
  readonly samplesPerSecond: number;
  /** Streams in Loki: label sets, of which each has its own chunks. */
  readonly logStreams: number;
  /** Bytes that a day of metrics takes on the volumes of all replicas of Prometheus. */
  readonly storagePerDay: number;
  /** CPU that is requested, in millicores. */
  readonly cpu: number;
  /** Memory that is requested, in bytes. */
  readonly memory: number;
}

export const NOTHING: Amounts = {
  series: 0,
  samplesPerSecond: 0,
  logStreams: 0,
  storagePerDay: 0,
  cpu: 0,
  memory: 0,
};

export function plus(a: Amounts, b: Amounts): Amounts {
  return combined(a, b, 1);
}

export function minus(a: Amounts, b: Amounts): Amounts {
  return combined(a, b, -1);
}

function combined(a: Amounts, b: Amounts, sign: 1 | -1): Amounts {
  return {
    series: a.series + sign * b.series,
    samplesPerSecond: a.samplesPerSecond + sign * b.samplesPerSecond,
    logStreams: a.logStreams + sign * b.logStreams,
    storagePerDay: a.storagePerDay + sign * b.storagePerDay,
    cpu: a.cpu + sign * b.cpu,
    memory: a.memory + sign * b.memory,
  };
}
