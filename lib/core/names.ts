/** A name that Kubernetes accepts for Services, labels and namespaces. @see RFC 1035 */
export function isDnsLabel(name: string): boolean {
  return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

/** What {@link isDnsLabel} accepts, for error messages. */
export const DNS_LABEL =
  'a DNS label (lower-case letters, digits and "-", beginning with a letter, at most 63 characters)';

/** `"ServiceErrors5xx"` is `"service-errors-5xx"`, `"ServiceLatencyP99"` is `"service-latency-p99"`: how an alert names its runbook page. */
export function kebabCase(name: string): string {
  return name.replaceAll(/[a-z0-9](?=[A-Z])|[a-z](?=\d)/g, "$&-").toLowerCase();
}
