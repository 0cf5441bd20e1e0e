/**
 * How often rules are evaluated: as often as it matters, for a thousand services have a hundred thousand of them. What has to be
 * told within a minute or two says nothing, and is evaluated at the interval of the stack.
 */
export const intervals = {
  /** What moves within five minutes. */
  usual: "1m",
  /** What takes ten minutes and more to be told, or is only looked at. */
  patient: "2m",
  /** What never changes. Prometheus forgets a series after five minutes. */
  constant: "4m",
} as const;
