import { NoAnswer, type Labels, type LogLine, type TimeRange } from "../sources";
import { wholePattern } from "../evaluate/pattern";
import { innerPattern } from "./pattern";
import type { Comparison, Condition, LinesQuery, Matcher, Stage } from "./query";
import { secondsOf } from "./read";
import type { LogStore, LogStream } from "./store";

/** The lines that a query finds, the oldest first. */
export function foundLines(store: LogStore, { selector, stages }: LinesQuery): readonly LogLine[] {
  const steps = stages.map(step);
  const found = streamsOf(store, selector).flatMap((stream) =>
    stream.lines.flatMap((line) => {
      let current: LogLine | undefined = line;
      for (const next of steps) if (current) current = next(current);
      return current ?? [];
    }),
  );
  return found.toSorted((a, b) => a.time - b.time);
}

/** The streams that a selector finds. */
export function streamsOf(store: LogStore, selector: readonly Matcher[]): readonly LogStream[] {
  const matches = selector.map(matching);
  return store.streams().filter(({ labels }) => matches.every((match) => match(labels)));
}

/** The lines within a range, in the order in which they are given. */
export function within(lines: readonly LogLine[], { from, to }: Pick<TimeRange, "from" | "to">): readonly LogLine[] {
  return lines.filter(({ time }) => time >= from && time < to);
}

type Match = (labels: Labels) => boolean;

/** A missing label is as one that is empty. */
function matching({ label, operator, value }: Matcher): Match {
  if (operator === "=" || operator === "!=") {
    return (labels) => ((labels[label] ?? "") === value) === (operator === "=");
  }
  const pattern = wholePattern(value);
  return (labels) => pattern.test(labels[label] ?? "") === (operator === "=~");
}

/** What a stage makes of a line; nothing, where it leaves the line out. */
type Step = (line: LogLine) => LogLine | undefined;

function step(stage: Stage): Step {
  switch (stage.kind) {
    case "filter": {
      const contains = filter(stage.operator, stage.texts);
      return (line) => (contains(line.text) ? line : undefined);
    }
    case "condition": {
      const meets = meeting(stage.condition);
      return (line) => (meets(line.labels) ? line : undefined);
    }
    case "keep":
      return (line) => ({ ...line, labels: picked(line.labels, (name) => stage.labels.includes(name)) });
    case "drop":
      return (line) => ({ ...line, labels: picked(line.labels, (name) => !stage.labels.includes(name)) });
    case "format": {
      const format = formatting(stage.template);
      return (line) => ({ ...line, text: format(line.labels) });
    }
  }
}

function filter(operator: "|=" | "!=" | "|~" | "!~", texts: readonly string[]): (text: string) => boolean {
  const wanted = operator === "|=" || operator === "|~";
  if (operator === "|=" || operator === "!=") {
    return (line) => texts.some((text) => line.includes(text)) === wanted;
  }
  const patterns = texts.map(innerPattern);
  return (line) => patterns.some((pattern) => pattern.test(line)) === wanted;
}

function meeting(condition: Condition): Match {
  switch (condition.kind) {
    case "matcher":
      return matching(condition.matcher);
    case "and": {
      const all = condition.of.map(meeting);
      return (labels) => all.every((meets) => meets(labels));
    }
    case "or": {
      const any = condition.of.map(meeting);
      return (labels) => any.some((meets) => meets(labels));
    }
    case "number":
    case "duration": {
      const { kind, label, operator, value } = condition;
      return (labels) => {
        const text = labels[label];
        return text !== undefined && COMPARE[operator](numberOf(label, text, kind), value);
      };
    }
  }
}

/** The number that a label holds; throws {@link NoAnswer} where it holds something else, as Loki refuses such a query. */
export function numberOf(label: string, text: string, kind: "number" | "duration"): number {
  const number = kind === "number" && text.trim() !== "" ? Number(text) : (secondsOf(text) ?? NaN);
  if (Number.isNaN(number)) throw new NoAnswer(`${label} is ${JSON.stringify(text)}, which is not a ${kind}`);
  return number;
}

const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};

function picked(labels: Labels, wanted: (name: string) => boolean): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => wanted(name)));
}

/** Of Go's templates we know the plain names of labels alone. */
function formatting(template: string): (labels: Labels) => string {
  const other = template.replaceAll(PLACEHOLDER, "");
  if (other.includes("{{")) throw new NoAnswer(`preview does not evaluate the template ${JSON.stringify(template)}`);
  return (labels) => template.replaceAll(PLACEHOLDER, (_, name: string) => labels[name] ?? "");
}

const PLACEHOLDER = /\{\{\s*\.(\w+)\s*\}\}/g;
