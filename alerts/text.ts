import type { ServiceTarget } from "../lib/signals";

/** `shop/checkout` */
export function where({ namespace, service }: ServiceTarget): string {
  return `${namespace}/${service}`;
}

/** A share as people write it: 0.05 is `5 %`. */
export function percentage(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(12))} %`;
}
