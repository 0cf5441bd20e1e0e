import { grouped } from "../../grouped";
import type { Finding } from "../../model";
import { listed } from "../../wording";

/** A finding about one alert, whose text starts with the title of that alert. */
export interface Titled {
  readonly title: string;
  readonly finding: Finding;
}

/** What is the same for many alerts of a service, such as one more matcher, is one line that names them. */
export function alikeTogether(all: readonly Titled[]): Finding[] {
  const groups = grouped(all, ({ title, finding: { severity, rule, service, object, text, consequence } }) =>
    JSON.stringify([severity, rule, service, object, consequence, text.replace(title, "")]),
  );
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first || alike.length < MANY || !first.finding.text.startsWith(first.title)) {
      return alike.map(({ finding }) => finding);
    }
    return [together(first, alike)];
  });
}

const MANY = 3;

/** So many of them are named. */
const MOST_NAMES = 8;

function together({ title, finding }: Titled, alike: readonly Titled[]): Finding {
  const { detail: _, ...rest } = finding;
  const told = alike.flatMap((one) => (one.finding.detail ? [{ title: one.title, ...one.finding.detail }] : []));
  const side = (key: "before" | "after"): string => told.map((one) => `${one.title}\n${one[key]}`).join("\n");
  return {
    ...rest,
    text: `${alike.length} alerts${pluralOf(finding.text.slice(title.length))}: ${listed(
      alike.map((one) => one.title.replace(/ \(.*/, "")),
      MOST_NAMES,
    )}`,
    explains: [...new Set(alike.flatMap((one) => one.finding.explains))],
    follows: [...new Set(alike.flatMap((one) => one.finding.follows ?? []))],
    ...(told.length > 0 && { detail: { before: side("before"), after: side("after") } }),
  };
}

/** What is said of one alert, said of several. */
function pluralOf(text: string): string {
  return text.replace(/^ (?:(is|has)\b|(\w+)s\b)/, (_, verb?: string, regular?: string) =>
    verb === undefined ? ` ${regular}` : verb === "is" ? " are" : " have",
  );
}
