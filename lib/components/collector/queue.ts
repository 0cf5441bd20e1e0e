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
    // Said, as the exporter load_balancing does not try again by default.
    retry_on_failure: { enabled: true, max_elapsed_time: 0 },
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
