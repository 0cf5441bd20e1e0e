/** Time series of one service that get a sample at the same rate. */
export interface Series {
  readonly service: string;
  readonly count: number;
  /** Seconds between two samples. */
  readonly interval: number;
}

export function samplesPerSecond({ count, interval }: Series): number {
  return interval > 0 ? count / interval : 0;
}
