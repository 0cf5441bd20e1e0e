import { durationSeconds, inTurn, type Manifest } from "../core";
import type { Observability } from "../observability";
import { answer, type AnsweredDashboard, type AnswerOptions, type Preferences } from "./answer";
import type { GrafanaDashboard } from "../../dashboards/grafana/json";
import { jaeger, loki, prometheus } from "./live";
import { NoAnswer, type Sources } from "./sources";
import { madeUp } from "./world/made-up";

/** Whom dashboards are answered by, and when. */
export interface Asked extends AnswerOptions {
  /** What is seen, as a sentence for readers. */
  readonly shows: string;
}

/** Nobody: what an app declares runs in a made-up cluster, in the middle of a story. */
export function inAStory(manifests: readonly Manifest[], stacks: readonly Observability[]): Asked {
  const monitors = stacks.flatMap((stack) => stack.watched());
  const rules = stacks.flatMap((stack) => stack.ruleGroups().metrics);
  return { ...madeUp(manifests, monitors, rules), shows: STORY };
}

const STORY =
  "The data is made up, and the rules are evaluated over it: an hour in which a deploy panics and is taken back, and later a database becomes slow.";

/** Addresses of programs that run, such as `http://localhost:9090`. */
export interface Addresses {
  readonly prometheus: string;
  /** @default - panels about logs tell that there is nobody to ask */
  readonly loki?: string;
  /** @default - panels about traces tell that there is nobody to ask */
  readonly jaeger?: string;
}

/** Programs that run. `now` is in seconds since 1970. */
export function ofPrograms(addresses: Addresses, now: number): Asked {
  const sources: Sources = {
    metrics: prometheus(addresses.prometheus),
    ...(addresses.loki === undefined ? {} : { logs: loki(addresses.loki) }),
    ...(addresses.jaeger === undefined ? {} : { traces: jaeger(addresses.jaeger) }),
  };
  const asked = Object.values(addresses).map((address: string) => new URL(address).host);
  return { sources, now, shows: `The data is what ${[...new Set(asked)].join(", ")} answered.` };
}

/** Asks everything of several dashboards, with the values of variables that the reader would choose. */
export async function answerAll(
  dashboards: readonly GrafanaDashboard[],
  asked: Asked,
  chosen: Preferences = {},
  onDashboard: (title: string) => void = () => {},
): Promise<AnsweredDashboard[]> {
  const preferences = { ...asked.preferences, ...chosen };
  const trace = preferences["trace"] ?? (await failedTrace(asked, preferences["service"]));
  const options = { ...asked, preferences: { ...preferences, ...(trace === undefined ? {} : { trace }) } };
  return inTurn(dashboards, (dashboard) => {
    onDashboard(dashboard.title);
    return answer(dashboard, options);
  });
}

/** For the dashboard of one trace, which shows nothing without an id. */
async function failedTrace({ sources, now }: Asked, service: string | undefined): Promise<string | undefined> {
  if (!sources.traces || service === undefined) return undefined;
  const range = { from: now - durationSeconds("1h"), to: now, step: 60 };
  try {
    const [newest] = await sources.traces.search({ service, attributes: { error: "true" }, limit: 20 }, range);
    return newest?.traceID;
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}
