import { isRecord, type Problems } from "../../core";

/**
 * Whether the options have the shape of their type. The compiler sees to that, but not in plain JavaScript: what is
 * missing there is told with its place, like everything else.
 */
export function checkShape(options: unknown, problems: Problems): boolean {
  if (!isRecord(options)) {
    problems.add("alerting", kindOf(options), "an object with runbooks, receivers and defaultReceiver");
    return false;
  }
  const wrong = Object.entries(GROUPS).flatMap(([name, group]) => misshapen(`alerting.${name}`, options[name], group));
  for (const { property, got, expected } of wrong) problems.add(property, got, expected);
  return wrong.length === 0;
}

/** A group of options: one thing, or several of a kind in a list or by their names. */
interface Group {
  readonly of: "one" | "list" | "names";
  readonly required?: boolean;
  readonly isItem: (item: unknown) => boolean;
  readonly expected: string;
}

const TIMING: Group = {
  of: "one",
  isItem: (item) => has(item, isString, "groupWait", "groupInterval", "repeatInterval"),
  expected: "an object with groupWait, groupInterval and repeatInterval",
};

const GROUPS: Readonly<Record<string, Group>> = {
  receivers: {
    of: "names",
    required: true,
    isItem: (item) => isIntegration(item) || isListOf(isIntegration)(item),
    expected: "what pagerduty(…), slack(…), opsgenie(…), email(…) or webhook(…) returns, or a list of that",
  },
  routes: {
    of: "list",
    isItem: (item) =>
      has(item, isRecord, "match") && mayHave(item, isStrings, "groupBy", "muteTimeIntervals", "activeTimeIntervals"),
    expected: "an object with match and receiver, whose groupBy and time intervals are lists",
  },
  groupBy: { of: "list", isItem: isString, expected: "a label name" },
  criticalTiming: TIMING,
  timing: TIMING,
  timeIntervals: { of: "names", isItem: isListOf(isRecord), expected: "a list of time intervals" },
  inhibitions: {
    of: "list",
    isItem: (item) => has(item, isRecord, "source", "target") && has(item, isStrings, "equal"),
    expected: "an object with source, target and equal",
  },
  heartbeat: {
    of: "one",
    isItem: (item) => has(item, isString, "url") || has(item, isRecord, "url"),
    expected: "an object with url",
  },
};

interface Wrong {
  readonly property: string;
  readonly got: string | undefined;
  readonly expected: string;
}

function misshapen(property: string, value: unknown, { of, required, isItem, expected }: Group): Wrong[] {
  if (value === undefined && required !== true) return [];
  if (of === "one") return isItem(value) ? [] : [{ property, got: kindOf(value), expected }];
  if (of === "list" ? !Array.isArray(value) : !isRecord(value)) {
    return [{ property, got: kindOf(value), expected: of === "list" ? "a list" : "an object by names" }];
  }
  return Object.entries(Object(value))
    .filter(([, item]) => !isItem(item))
    .map(([key, item]) => ({
      property: of === "list" ? `${property}[${key}]` : `${property}.${key}`,
      got: kindOf(item),
      expected,
    }));
}

/** Instead of the value, which may be a URL with a token where a Secret's key belongs. */
function kindOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

function isIntegration(value: unknown): boolean {
  return has(value, isString, "kind") && has(value, isRecord, "config", "secrets");
}

function isListOf(isItem: (item: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(isItem);
}

function isStrings(value: unknown): boolean {
  return isListOf(isString)(value);
}

function isString(value: unknown): boolean {
  return typeof value === "string";
}

function has(value: unknown, isRight: (field: unknown) => boolean, ...fields: readonly string[]): boolean {
  return isRecord(value) && fields.every((field) => isRight(value[field]));
}

function mayHave(value: unknown, isRight: (field: unknown) => boolean, ...fields: readonly string[]): boolean {
  return isRecord(value) && fields.every((field) => value[field] === undefined || isRight(value[field]));
}
