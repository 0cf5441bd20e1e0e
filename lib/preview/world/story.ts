import { durationSeconds } from "../../core";

/** A fixed moment, so that the same app gives the same pictures. */
export const NOW = Date.UTC(2026, 0, 15, 12, 0, 0) / 1000;

/**
 * What happens in the made-up cluster, in an hour that ends {@link NOW}: a deploy that panics and is taken back, and later
 * a slow database, which is so still.
 */
export const story = {
  /** A new revision of the service begins to take requests, and has taken over within two minutes. */
  deploy: NOW - durationSeconds("50m"),
  /** The old revision is back. */
  rollback: NOW - durationSeconds("38m"),
  /** The database that the service needs, maybe by way of others, becomes slow. */
  slow: NOW - durationSeconds("16m"),
} as const;

/** How it goes with one service at one moment. */
export interface Condition {
  /** The share of requests that fail, 0 to 1, those that panic among them. */
  readonly failing: number;
  /** The share of requests that end in a panic, 0 to 1. */
  readonly panicking: number;
  /** How many times as long as usual requests take. */
  readonly slowness: number;
  /** The share of requests that pods of the new revision answer, 0 to 1. */
  readonly newRevision: number;
  /** How many times as many requests as usual arrive. */
  readonly traffic: number;
}

/** What a service is in the story. */
export type Role =
  /** The one that is deployed, and that the reader looks at. */
  | "hero"
  /** It stands between the hero and the database. */
  | "between"
  /** The database, or whatever the hero needs last. */
  | "database"
  /** Nothing happens to it. */
  | "bystander";

/** Everybody's usual share of failed requests: within what most objectives allow. */
const USUAL_FAILING = 0.0003;

export function conditionOf(role: Role, time: number): Condition {
  const newRevision = role === "hero" ? between(time, story.deploy, 120) - between(time, story.rollback, 60) : 0;
  const slow = role === "bystander" ? 0 : between(time, story.slow, 180);
  const panicking = 0.22 * newRevision;
  // Callers wait until their timeout and fail then; the database itself answers late, but it answers.
  const failing =
    role === "database" ? 0 : USUAL_FAILING + panicking + { hero: 0.16, between: 0.3, bystander: 0 }[role] * slow;
  const slowness = 1 + slow * { hero: 9, between: 14, database: 60, bystander: 0 }[role];
  return { failing, panicking, slowness, newRevision, traffic: wave(time) };
}

/** 0 before, 1 after, and a straight line for `seconds` in between. */
function between(time: number, start: number, seconds: number): number {
  return Math.min(1, Math.max(0, (time - start) / seconds));
}

/** How many requests have arrived since {@link NOW} at a service that gets one a second in usual traffic; negative before. */
export function trafficUntil(time: number): number {
  return integral(time) - integral(NOW);
}

/** Of {@link wave}. */
function integral(time: number): number {
  return time - NOW - 0.12 * 900 * Math.cos(time / 900) - 0.05 * 217 * Math.cos(time / 217);
}

/** Traffic has its hours: it is never quite the same. */
function wave(time: number): number {
  return 1 + 0.12 * Math.sin(time / 900) + 0.05 * Math.sin(time / 217);
}
