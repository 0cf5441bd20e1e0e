import type { Body, Duration, Problems } from "../core";
import { parseSeconds } from "./bounds";

/** How a pod ends: it first goes on serving, then it is told to stop, and in the end it is killed. */
export interface Shutdown {
  /**
   * How long the pod serves on after Kubernetes has decided to end it: load balancers and other nodes learn only after a
   * moment that it is going, and requests that they send until then would fail. It is the `sleep` action of the `preStop`
   * hook, which API servers know since Kubernetes 1.30 and refuse before: with 1.28 and 1.29, use `"0s"` and let the
   * program wait. @default "5s"
   */
  readonly delay?: Duration;
  /** How long the program may take for the requests that it still has, after SIGTERM. @default "20s" */
  readonly drain?: Duration;
  /** The time from the decision to SIGKILL; at least `delay` and `drain` together. @default - 5s more than both */
  readonly gracePeriod?: Duration;
}

/** The times of a shutdown in seconds. */
export interface ParsedShutdown {
  readonly delaySeconds: number;
  readonly gracePeriodSeconds: number;
}

const MARGIN_SECONDS = 5;

/** The times in seconds, after noting those that do not fit each other. */
export function parseShutdown(shutdown: Shutdown, problems: Problems): ParsedShutdown {
  const parse = (name: keyof Shutdown, text: Duration): number =>
    parseSeconds(`shutdown.${name}`, text, { min: 0, max: 86_400 }, problems) ?? 0;
  const delay = parse("delay", shutdown.delay ?? "5s");
  const needed = delay + parse("drain", shutdown.drain ?? "20s");
  if (shutdown.gracePeriod === undefined) return { delaySeconds: delay, gracePeriodSeconds: needed + MARGIN_SECONDS };

  const gracePeriod = parse("gracePeriod", shutdown.gracePeriod);
  problems.check(
    gracePeriod >= needed && gracePeriod > 0,
    "shutdown.gracePeriod",
    shutdown.gracePeriod,
    `at least ${Math.max(needed, 1)}s, the sum of delay and drain`,
    "a shorter one kills the program while it serves",
  );
  return { delaySeconds: delay, gracePeriodSeconds: gracePeriod };
}

type DeploymentSpec = Body<"Deployment">["spec"] & object;
type Rollout = Pick<DeploymentSpec, "strategy" | "minReadySeconds" | "progressDeadlineSeconds">;

const MIN_READY_SECONDS = 5;

/**
 * How a new version replaces the old one: no pod goes before its successor is ready and has stayed so for a moment. The
 * rollout counts as failed when nothing has moved for ten minutes, or for five minutes more than a start may take.
 */
export function rollout(startupSeconds: number): Rollout {
  return {
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
    minReadySeconds: MIN_READY_SECONDS,
    progressDeadlineSeconds: Math.max(600, startupSeconds + MIN_READY_SECONDS + 300),
  };
}
