import type { ComponentConfig } from "./collector-config";
import { STORAGE } from "./extensions";

export interface QueueOptions {
  /** The most that it holds on disk, in bytes. What comes beyond it is refused, and told by an alert. */
  readonly bytes: number;
  /** How many batches are on their way at once; 1 keeps them in order. @default 4 */
  readonly consumers?: number;
}

/**
 * How an exporter keeps what it cannot send: on disk, until it can. It never gives up by time, as a batch that is dropped
 * after five minutes, which is the default, helps nobody while the queue has room; what the other side refuses for good is
 * dropped at once.
 */
export function diskQueue({ bytes, consumers = 4 }: QueueOptions): ComponentConfig {
  return {
    retry_on_failure: RETRY,
    sending_queue: {
      enabled: true,
      storage: STORAGE,
      sizer: "bytes",
      queue_size: bytes,
      num_consumers: consumers,
      // Servers take 4 MiB in one gRPC message, and refuse more for good.
      batch: { flush_timeout: "1s", min_size: 512 * KIB, max_size: 2 * 1024 * KIB },
    },
  };
}

const KIB = 1024;

/**
 * The defaults of other exporters, said because those of `load_balancing` are zero: it would not try again, or do so
 * without a pause.
 */
export const RETRY: ComponentConfig = {
  enabled: true,
  initial_interval: "5s",
  multiplier: 1.5,
  randomization_factor: 0.5,
  max_interval: "30s",
  max_elapsed_time: 0,
};
