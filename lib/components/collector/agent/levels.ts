import { drop, field, firstOf, quoted, quotedList } from "./ottl";

/**
 * Levels of slog, zap, logrus, zerolog, log4j, Python, Serilog and syslog, and the numbers of pino and bunyan, by the
 * severity that OpenTelemetry gives them. The most frequent first, as they are looked at one after the other.
 * @see https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber
 */
const LEVELS = [
  { text: "INFO", number: 9, words: ["info", "information", "notice"], range: [30, 39] },
  { text: "WARN", number: 13, words: ["warn", "warning"], range: [40, 49] },
  { text: "ERROR", number: 17, words: ["error", "err", "dpanic"], range: [50, 59] },
  { text: "DEBUG", number: 5, words: ["debug"], range: [20, 29] },
  { text: "TRACE", number: 1, words: ["trace", "verbose", "silly"], range: [10, 19] },
  {
    text: "FATAL",
    number: 21,
    words: ["fatal", "panic", "critical", "crit", "alert", "emergency", "emerg"],
    range: [60, 69],
  },
] as const;

const USUAL = "level";
const OTHERS = ["severity", "lvl", "levelname", "log.level"];

/** A record without a severity so far. */
export const HAS_NO_SEVERITY = 'log.severity_text == ""';

/** Lifts the level, where it has the usual name and one of the usual values. */
export function usualLevel(): string[] {
  return [`${severityOf(field(USUAL))} where ${field(USUAL)} != nil`];
}

/** The same for other names, and for what slog writes for levels between its own, such as `WARN+1`. */
export function otherLevel(): string[] {
  const level = 'log.cache["level"]';
  return [
    `set(${level}, ${firstOf([USUAL, ...OTHERS])})`,
    `replace_pattern(${level}, ${quoted("[+-]\\d+$")}, "") where IsString(${level})`,
    `${severityOf(level)} where ${level} != ""`,
    // A severity beside a level is something of the program's own.
    ...OTHERS.map((name) => `${drop(name)} where ${field(USUAL)} == nil and log.severity_text != ""`),
  ];
}

/** What follows from the text of the severity. A level that is none of these stays a field. */
export function severityNumbers(): string[] {
  return [...numbers(), `${drop(USUAL)} where log.severity_text != ""`];
}

function numbers(): string[] {
  return LEVELS.map(({ text, number }) => `set(log.severity_number, ${number}) where log.severity_text == "${text}"`);
}

function severityOf(value: string): string {
  const mapping = LEVELS.map(({ text, words, range: [min, max] }) => {
    const spellings = words.flatMap((word) => [word, word.toUpperCase(), capitalised(word)]);
    return `"${text}": [{"equals": ${quotedList(spellings)}}, {"range": {"min": ${min}, "max": ${max}}}]`;
  });
  return `set(log.severity_text, ParseSeverity(${value}, {${mapping.join(", ")}}))`;
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/**
 * Lines of plain text that begin with a mark of their level: klog's, which Kubernetes' programs write with, and those of Redis
 * and Valkey, behind the number and the role of the process and the time.
 */
const MARKED = String.raw`^(?:(?P<klog>[IWEF])\d{4} \d\d:|\d+:[CMSX] \d\d [A-Z][a-z]{2} \d{4} [\d:.]+ (?P<redis>[.*#-]) )`;

/** Verbose and debug of Redis are one here. */
const MARKS = { DEBUG: [".", "-"], INFO: ["I", "*"], WARN: ["W", "#"], ERROR: ["E"], FATAL: ["F"] } as const;

/** A line with such a mark. Without it, Loki would find an error wherever it reads `err=`. */
export const HAS_MARK = `IsMatch(log.body, ${quoted(MARKED)})`;

/** The severity by that mark. */
export function markedLevel(): string[] {
  const mark = 'log.cache["mark"]';
  const mapping = Object.entries(MARKS).map(([text, marks]) => `"${text}": [{"equals": ${quotedList(marks)}}]`);
  return [
    `set(${mark}, ExtractPatterns(log.body, ${quoted(MARKED)}))`,
    `set(log.severity_text, ParseSeverity(Concat([${mark}["klog"], ${mark}["redis"]], ""), {${mapping.join(", ")}}))`,
    ...numbers(),
  ];
}
