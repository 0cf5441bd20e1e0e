import type { k8s } from "cdk8s-plus-28";
import { durationSeconds, type Duration, type Plain, type Problems } from "../core";
import { parseInteger, parseSeconds, type Bounds } from "./bounds";
import type { Port } from "./ports";
import { mainPath, parseHandler, type ProbeHandler } from "./probe-handler";

/** How Kubernetes learns whether the service can take requests, and whether it is beyond repair. */
export interface Probes {
  /**
   * Whether the pod can take requests now: while it fails, the pod gets none. By default it fails after 15 s: three
   * checks, 5 s apart, each to be answered within 2 s.
   */
  readonly ready: Probe;
  /**
   * Whether the program is beyond repair: when it fails, the container is killed and started again. It must not depend
   * on anything outside the program, or one slow database restarts every pod. By default it fails after 30 s: three
   * checks, 10 s apart, each to be answered within 3 s. It must not fail sooner than `ready`. False where the program
   * ends by itself when it cannot go on.
   */
  readonly live: Probe | false;
  /**
   * How long the program may take to start: until then `live` does not kill it. A duration allows that long for the check
   * of `live` to succeed; a check of its own is allowed 2m unless it has a `failureThreshold`.
   * @default "2m" - none where `live` is false
   */
  readonly startup?: Duration | Probe;
}

/** A path that answers 2xx or 3xx on the service's port, or what to ask and how often. */
export type Probe = `/${string}` | (ProbeHandler & ProbeTiming);

export interface ProbeTiming {
  /** Between two checks; 1s to 1d, in whole seconds. @default "5s" for ready, "10s" for live, "3s" for startup */
  readonly period?: Duration;
  /** For one answer; at least 1s, at most the period. @default "2s" for ready, "3s" for live and startup */
  readonly timeout?: Duration;
  /** Failures in a row that count, at most 10,000. @default 3 - for startup, as many as fit into 2m */
  readonly failureThreshold?: number;
}

/** Probes ready for a container. */
export interface ParsedProbes {
  readonly container: Pick<Plain<k8s.Container>, "startupProbe" | "readinessProbe" | "livenessProbe">;
  /** How long a start may take. */
  readonly startupSeconds: number;
  /** The path of the readiness check, where it is one over HTTP on the main port. */
  readonly readyPath: string | undefined;
}

/** The probes in the API's terms, after noting what is wrong with them. */
export function parseProbes(probes: Probes | false, ports: readonly Port[], problems: Problems): ParsedProbes {
  if (probes === false) return { container: {}, startupSeconds: 0, readyPath: undefined };
  const parse = (property: string, probe: Probe, defaults: Required<ProbeTiming>): TimedProbe | undefined =>
    parseProbe(`probes.${property}`, probe, defaults, ports, problems);
  const ready = parse("ready", probes.ready, { period: "5s", timeout: "2s", failureThreshold: 3 });
  const live =
    probes.live === false ? false : parse("live", probes.live, { period: "10s", timeout: "3s", failureThreshold: 3 });
  const startup = isCheck(probes.startup)
    ? parseStartup(probes.startup, ports, problems)
    : startupOf(live, probes.startup, problems);
  if (ready && live) refuseHastyKill(ready, live, probes.live, problems);
  return {
    container: {
      ...(startup && { startupProbe: startup }),
      ...(ready && { readinessProbe: ready }),
      ...(live && { livenessProbe: live }),
    },
    startupSeconds: startup ? failsAfter(startup) : 0,
    readyPath: mainPath(optionsOf(probes.ready), ports),
  };
}

type TimedProbe = Plain<k8s.Probe> & {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
};

function parseProbe(
  property: string,
  probe: Probe,
  defaults: Required<ProbeTiming>,
  ports: readonly Port[],
  problems: Problems,
): TimedProbe | undefined {
  const options = optionsOf(probe);
  const { period, timeout, failureThreshold } = { ...defaults, ...options };
  const handler = parseHandler(options, property, ports, problems);
  const periodSeconds = parseSeconds(`${property}.period`, period, A_DAY, problems);
  const timeoutSeconds = parseSeconds(`${property}.timeout`, timeout, A_DAY, problems);
  const threshold = parseInteger(`${property}.failureThreshold`, failureThreshold, { min: 1, max: 10_000 }, problems);
  if (!handler || !periodSeconds || !timeoutSeconds || !threshold) return undefined;
  problems.check(timeoutSeconds <= periodSeconds, `${property}.timeout`, timeout, `at most the period ${period}`);
  return { ...handler, periodSeconds, timeoutSeconds, failureThreshold: threshold };
}

/** No probe waits longer; it also keeps what is computed from it within the numbers of the API. */
const A_DAY: Bounds = { min: 1, max: 86_400 };

const STARTUP = "2m";

/** The check of `live`, repeated as soon as an answer is overdue, for as long as a start may take. */
function startupOf(
  live: TimedProbe | false | undefined,
  startup: Duration | undefined,
  problems: Problems,
): TimedProbe | undefined {
  const total = parseSeconds("probes.startup", startup ?? STARTUP, A_DAY, problems);
  const needless = live === false && startup !== undefined;
  problems.check(!needless, "probes.startup", startup, "a check, or nothing: without `live` there is none to wait for");
  if (!live || total === undefined) return undefined;
  const periodSeconds = live.timeoutSeconds;
  return { ...live, periodSeconds, failureThreshold: Math.ceil(total / periodSeconds) };
}

/** A check of the start itself. */
function parseStartup(probe: Probe, ports: readonly Port[], problems: Problems): TimedProbe | undefined {
  const defaults = { period: "3s", timeout: "3s", failureThreshold: 1 } as const;
  const parsed = parseProbe("probes.startup", probe, defaults, ports, problems);
  if (!parsed || optionsOf(probe).failureThreshold !== undefined) return parsed;
  return { ...parsed, failureThreshold: Math.ceil(durationSeconds(STARTUP) / parsed.periodSeconds) };
}

/** A pod should stop getting requests before it is killed. */
function refuseHastyKill(ready: TimedProbe, live: TimedProbe, got: unknown, problems: Problems): void {
  problems.check(
    failsAfter(live) >= failsAfter(ready),
    "probes.live",
    got,
    `to fail no sooner than probes.ready, which fails after ${failsAfter(ready)}s`,
    "raise its period or failureThreshold",
  );
}

/** How long a probe must fail before it counts. */
function failsAfter({ periodSeconds, failureThreshold }: TimedProbe): number {
  return periodSeconds * failureThreshold;
}

function isCheck(startup: Duration | Probe | undefined): startup is Probe {
  return typeof startup === "object" || (typeof startup === "string" && startup.startsWith("/"));
}

function optionsOf(probe: Probe): ProbeHandler & ProbeTiming {
  return typeof probe === "string" ? { http: { path: probe } } : probe;
}
