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
  const newRevision = role === "hero" ? passed(time, CHANGES.deploy) - passed(time, CHANGES.rollback) : 0;
  const slow = role === "bystander" ? 0 : passed(time, CHANGES.slow);
  const panicking = 0.22 * newRevision;
  // Callers wait until their timeout and fail then; the database itself answers late, but it answers.
  const failing =
    role === "database" ? 0 : USUAL_FAILING + panicking + { hero: 0.16, between: 0.3, bystander: 0 }[role] * slow;
  const slowness = 1 + slow * { hero: 9, between: 14, database: 60, bystander: 0 }[role];
  return { failing, panicking, slowness, newRevision };
}

/** How long each change takes, in seconds. */
const CHANGES = {
  deploy: { from: story.deploy, seconds: 120 },
  rollback: { from: story.rollback, seconds: 60 },
  slow: { from: story.slow, seconds: 180 },
} as const;

/** When {@link conditionOf} changes, in the order of time; between them, it stays what it is. */
export const changes = Object.values(CHANGES).map(({ from, seconds }) => ({ from, to: from + seconds }));

/** 0 before a change, 1 after it, and a straight line in between. */
function passed(time: number, { from, seconds }: { readonly from: number; readonly seconds: number }): number {
  return Math.min(1, Math.max(0, (time - from) / seconds));
}

/** How many requests have arrived since {@link NOW} at a service that gets one a second in usual traffic; negative before. */
export function trafficUntil(time: number): number {
  // Every series of requests asks for the same moment, one after the other.
  if (time !== lastUntil.time) lastUntil = { time, requests: integral(time) - integral(NOW) };
  return lastUntil.requests;
}

let lastUntil = { time: NOW, requests: 0 };

/** Of {@link trafficAt}. */
function integral(time: number): number {
  return time - NOW - 0.12 * 900 * Math.cos(time / 900) - 0.05 * 217 * Math.cos(time / 217);
}

/** How many times as many requests as usual arrive. Traffic has its hours: it is never quite the same. */
export function trafficAt(time: number): number {
  return 1 + 0.12 * Math.sin(time / 900) + 0.05 * Math.sin(time / 217);
}
