import type { RelabelConfig } from "./prometheus-config";

/** Where the values of labels, annotations and fields stand while a target is being discovered. */
export const meta = {
  annotation: (of: "pod" | "service", name: string) => `__meta_kubernetes_${of}_annotation_${sanitized(name)}`,
  label: (of: "pod" | "service", name: string) => `__meta_kubernetes_${of}_label_${sanitized(name)}`,
  field: (name: string) => `__meta_kubernetes_${name}`,
};

/** `target = source`, unless the source is empty and the target has a value already. */
export function copy(source: string, target: string): RelabelConfig {
  return { source_labels: [source], regex: "(.+)", target_label: target };
}

/** Keeps those whose label matches the whole expression. */
export function keep(source: string, regex: string): RelabelConfig {
  return { source_labels: [source], regex, action: "keep" };
}

/** Keeps those whose two labels are equal. */
export function keepEqual(source: string, target: string): RelabelConfig {
  return { source_labels: [source], target_label: target, action: "keepequal" };
}

/** Keeps the named metrics alone; names may be regular expressions. */
export function keepMetrics(names: readonly string[]): RelabelConfig {
  return keep("__name__", names.join("|"));
}

/** Prometheus writes each character that its label names do not allow as "_". */
function sanitized(name: string): string {
  return name.replace(/[^a-zA-Z0-9_]/g, "_");
}
