const PRIVATE_KEY = "-----BEGIN [A-Z0-9 ]*PRIVATE KEY";

/**
 * Which lines of plain text belong together. Only what looks like the beginning of a stack trace, or like its middle, is
 * held back for a moment: a line that waits in memory is lost with a killed agent, and so no other line does. The
 * expressions are of Go, and all of them begin where the line begins, which makes them cheap for lines that do not match.
 */
export const stackTraces = {
  /** First lines: of Go, also where net/http or Gin caught the panic, of Java, Python, Rust and .NET. */
  begin: anyOf([
    "panic: ",
    "fatal error: ",
    "runtime: ",
    "SIG[A-Z]{3,6}: ",
    "unexpected fault address ",
    String.raw`[\d/:. ]*http: panic serving `,
    ".{0,80}panic recovered:$",
    String.raw`(?:[a-z]\w*\.)+[A-Z]\w*(?:Exception|Error|Throwable)\b`,
    "Exception in thread ",
    String.raw`Traceback \(most recent call last\):`,
    // Newer Rust writes the thread's number behind its name.
    String.raw`thread '[^']*'(?: \(\d+\))? panicked at `,
    "Unhandled exception",
    // No stack trace, but lines that only together are seen to be a secret.
    PRIVATE_KEY,
  ]),
  /** The lines after it, whether they are indented or not. */
  middle: anyOf([
    String.raw`\s`,
    "$",
    String.raw`goroutine \d+ `,
    "goroutine running on other thread",
    "created by ",
    String.raw`\[signal `,
    "runtime stack:",
    "PC=0x",
    String.raw`(?:r\w{1,2}|rflags|[cfg]s) +0x`,
    String.raw`\.\.\.`,
    // A function of Go with its arguments, which may contain spaces: main.(*cart).total(0xc000012345, {0x1, 0x2})
    String.raw`(?:panic|[\w./%~-]+\.[^\s]+)\(.*\)$`,
    // A file of Go, as Gin writes it: /src/cart.go:12 (0x4f1a2b)
    String.raw`/\S+\.go:\d+ \(0x`,
    String.raw`exit status \d`,
    "Caused by: ",
    "Suppressed: ",
    // The last line of Python's, and the first one of JavaScript's.
    String.raw`[A-Z]\w*(?:Error|Exception|Interrupt)(?:: |$)`,
    "stack backtrace:",
    // Of a private key: whole lines, a last one that is filled up, and its end.
    "[A-Za-z0-9+/]{64}$",
    "[A-Za-z0-9+/]{2,63}={1,2}$",
    "-----END [A-Z0-9 ]*PRIVATE KEY",
  ]),
} as const;

function anyOf(patterns: readonly string[]): string {
  return `^(?:${patterns.join("|")})`;
}
