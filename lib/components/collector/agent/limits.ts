/**
 * What Loki takes, with room to spare: it refuses what is larger, and a line that is refused is lost. Its own limits
 * (`max_line_size` 256KB, `max_structured_metadata_size` 64KB, `max_structured_metadata_entries_count` 128) count what the
 * collector sends as body, and as attributes of line, scope and resource together.
 * @see https://grafana.com/docs/loki/latest/configure/#limits_config
 */
export const sizes = {
  /** Of one line as the runtime writes it. Runtimes cut at 16 KiB; only where they do not, the rest is lost here. */
  line: 112 * 1024,
  /** After which the parts of a line, or the lines of a stack trace, are not put together any further. */
  entry: 120 * 1024,
  /** Of a body that comes with OTLP. */
  body: 240 * 1024,
  /** Of all attributes of a line. */
  attributes: 48 * 1024,
  /** Of one value, where all of them together are too large. */
  value: 512,
} as const;

export const counts = {
  /** Attributes of a line. */
  attributes: 92,
  /** Attributes of its resource. */
  resource: 24,
  /** Attributes of its scope. */
  scope: 4,
} as const;
