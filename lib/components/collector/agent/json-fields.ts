import { HAS_NO_SEVERITY, otherLevel, severityNumbers, usualLevel } from "./levels";
import { counts, sizes } from "./limits";
import { drop, field, quoted, type StatementGroup } from "./ottl";

/** What libraries call the same: the usual name first, which most lines are done with. */
const TRACE_IDS = ["trace_id", "traceId", "trace.id", "traceID", "traceid"] as const;
const SPAN_IDS = ["span_id", "spanId", "span.id", "spanID", "spanid"] as const;
const MESSAGES = ["msg", "message"] as const;
const STACKS = [
  "stack",
  "stacktrace",
  "stack_trace",
  "exception.stacktrace",
  "error.stack_trace",
  "error.stack",
] as const;
/** What went wrong, beside a message that mostly says what was being done. */
const ERRORS = ["error", "err", "panic"] as const;
const TIMES = ["time", "ts", "timestamp", "@timestamp"] as const;

/** A name without any letter or digit, for which Loki refuses everything that is sent with it. */
export const NAMELESS = "^[^0-9A-Za-z]*$";

/**
 * What is taken out of the fields of a line in JSON: its severity, its trace, its message with the error and the stack.
 * The body is still the whole line until the last group, and stays so where the fields do not fit Loki's limits.
 */
export function jsonFields(isJson: string): StatementGroup[] {
  const group = (condition: string, statements: readonly string[]): StatementGroup => ({
    context: "log",
    conditions: [condition === "" ? isJson : `${isJson} and ${condition}`],
    statements,
  });
  const [time, ...otherTimes] = TIMES;
  return [
    group("", [...usualLevel(), ...traceContext(TRACE_IDS[0], SPAN_IDS[0]), dropTime(time)]),
    // These look at more, and at few lines.
    group(HAS_NO_SEVERITY, otherLevel()),
    group(`log.trace_id.string == "${NO_TRACE}" and ${has("race")}`, otherTraceContext()),
    group(`(${otherTimes.map((name) => `${field(name)} != nil`).join(" or ")})`, otherTimes.map(dropTime)),
    group(has("stack"), stack()),
    group("Len(log.body) > 512", tooMuch()),
    group("", [...severityNumbers(), ...nameless(), ...message()]),
  ];
}

function has(text: string): string {
  return `Index(log.body, "${text}") >= 0`;
}

/** Identifiers of no trace and no span: what a record has before it has others. */
const NO_TRACE = "0".repeat(32);
const NO_SPAN = "0".repeat(16);

/** What is no identifier of a trace stays a field. */
function traceContext(traceId: string, spanId: string): string[] {
  return [
    `set(log.trace_id.string, ${field(traceId)}) where ${field(traceId)} != nil`,
    `set(log.span_id.string, ${field(spanId)}) where ${field(spanId)} != nil`,
    `${drop(traceId)} where log.trace_id.string != "${NO_TRACE}" or ${field(traceId)} == ""`,
    `${drop(spanId)} where log.span_id.string != "${NO_SPAN}" or ${field(spanId)} == ""`,
  ];
}

function otherTraceContext(): string[] {
  return TRACE_IDS.slice(1).flatMap((traceId, i) => traceContext(traceId, SPAN_IDS[i + 1] ?? ""));
}

/**
 * The runtime's timestamp says the same, and a field that differs on every line is dear to keep. What is no point in time,
 * such as a duration that is called so, stays.
 */
function dropTime(name: string): string {
  const time = field(name);
  const isDate = `IsString(${time}) and IsMatch(${time}, ${quoted("^20\\d\\d-\\d\\d-\\d\\d[T ]\\d\\d:")})`;
  return `${drop(name)} where ${time} != nil and (${isDate} or ${EPOCHS.map((unit) => isNow(time, unit)).join(" or ")})`;
}

/** How many of what programs count since 1970 are in a second: nanoseconds, microseconds, milliseconds, and seconds. */
const EPOCHS = [1, 1e3, 1e6, 1e9] as const;

/** A number that is less than two days from the runtime's timestamp. A duration in nanoseconds is not, nor an hour. */
function isNow(time: string, nanoseconds: number): string {
  const now = `log.time_unix_nano / ${nanoseconds}`;
  const days = (2 * 86_400 * 1e9) / nanoseconds;
  return `(${time} > ${now} - ${days} and ${time} < ${now} + ${days})`;
}

/** A stack is text to read, and too long for a field. One that is not text, but a list of frames, is a field. */
function stack(): string[] {
  const [usual, ...others] = STACKS;
  return others.flatMap((name) => {
    const isText = `IsString(${field(name)}) and ${field(usual)} == nil`;
    return [
      `set(${field(usual)}, ${field(name)}) where ${isText}`,
      `${drop(name)} where ${field(usual)} == ${field(name)}`,
    ];
  });
}

/** Too many fields, counting those within fields, or too large ones. Nothing of a short line is. */
function tooMuch(): string[] {
  const flat = 'log.cache["flat"]';
  const isTooMuch = `Len(${flat}) > ${counts.attributes} or Len(ToKeyValueString(${flat})) > ${sizes.attributes}`;
  return [
    `set(${flat}, log.attributes)`,
    `delete_key(${flat}, "${STACKS[0]}")`,
    `flatten(${flat})`,
    `${KEEP_IN_LINE} where ${isTooMuch}`,
  ];
}

function nameless(): string[] {
  return [
    'set(log.cache["count"], Len(log.attributes))',
    `delete_matching_keys(log.attributes, ${quoted(NAMELESS)})`,
    `${KEEP_IN_LINE} where Len(log.attributes) != log.cache["count"] or log.cache["count"] > ${counts.attributes}`,
  ];
}

/** Without its message among the fields, the body stays the line. */
const KEEP_IN_LINE = 'keep_keys(log.attributes, ["log.iostream"])';

function message(): string[] {
  const [usual, other] = MESSAGES;
  const text = 'log.cache["text"]';
  const [stackName] = STACKS;
  return [
    `set(${text}, ${field(usual)}) where ${isText(usual)}`,
    `${drop(usual)} where ${text} != nil`,
    `set(${text}, ${field(other)}) where ${text} == nil and ${isText(other)}`,
    `${drop(other)} where ${text} == ${field(other)}`,
    // For who reads the lines, and for who searches them, unless the message has it already; it stays a field as well.
    ...ERRORS.map(
      (name) =>
        `set(${text}, Concat([${text}, ${field(name)}], ": ")) where ${text} != nil and ${isText(name)} and Index(${text}, ${field(name)}) < 0`,
    ),
    `set(log.body, ${text}) where ${text} != nil`,
    `set(log.body, Concat([${text}, ${field(stackName)}], "\\n")) where ${text} != nil and ${isText(stackName)}`,
    `${drop(stackName)} where IsString(${field(stackName)})`,
  ];
}

function isText(name: string): string {
  return `IsString(${field(name)}) and ${field(name)} != ""`;
}
