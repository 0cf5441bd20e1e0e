import { labelled, matching } from "./logql";
import { escapeRegex } from "./promql";

/**
 * Those of the lines that tell an error. Loki calls the level what the program called it, in lower case where it is one of
 * its own names: Java's `SEVERE`, zap's `PANIC` and pino's `50` are known by OpenTelemetry's number alone. Plain text has no
 * number; Loki reads its level from the words in it.
 * @see https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber ERROR is 17 to 20, FATAL 21 to 24
 */
export function errorLines(lines: string): string {
  // Compared as text: a number that cannot be read as one would fail the whole query.
  return labelled(
    lines,
    { detected_level: { re: "error|critical|fatal" } },
    { severity_number: { re: "1[7-9]|2[0-4]" } },
  );
}

/** Those of the lines that hold a panic, or an exception with its stack. A line is an entry, whose text may have several. */
export function panicLines(lines: string): string {
  return matching(lines, PANICS.map(escapeRegex).join("|"));
}

/**
 * Found in each panic once, whether or not its lines were put together again. Nothing but plain text: that is what Loki
 * looks for without its slow regular expressions.
 */
const PANICS = [
  // Go: `goroutine 1 [running]:`, the one that panicked. And Gin's own recovery, which prints the stack in another form.
  "[running]:",
  "[running, locked to thread]:",
  "panic recovered:",
  // Rust: `thread 'main' (7) panicked at src/main.rs:2:5`.
  " panicked at ",
  // Python.
  "Traceback (most recent call last)",
  // Java: nobody caught it, or it was logged with its stack, whose first frame follows the message.
  'Exception in thread "',
  "\n\tat ",
];
