import type { Metric } from "../metric";

type More = Omit<Metric, "name" | "type" | "labels">;

/** What only grows, until its program starts again. */
export function counter(name: string, labels: readonly string[] = [], more: More = {}): Metric {
  return { name, type: "counter", labels, ...more };
}

/** What goes up and down. */
export function gauge(name: string, labels: readonly string[] = [], more: More = {}): Metric {
  return { name, type: "gauge", labels, ...more };
}

/** How often there was how much, in buckets. */
export function histogram(name: string, labels: readonly string[] = [], more: More = {}): Metric {
  return { name, type: "histogram", labels, ...more };
}

/** How often there was how much, with quantiles that the program computed. */
export function summary(name: string, labels: readonly string[] = [], more: More = {}): Metric {
  return { name, type: "summary", labels, ...more };
}
