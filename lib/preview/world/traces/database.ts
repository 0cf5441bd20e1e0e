import { share as chance } from "../hash";
import { tail } from "./tail";

/** Why a request fails, as its line and its span tell. */
export interface Failure {
  readonly code: number;
  readonly error: string;
}

/** How long a service waits for its database. */
const PATIENCE = "1s";
const PATIENCE_SECONDS = 1;
/** How long a database usually takes, in seconds. */
const USUAL = 0.003;

/** What becomes of a question to a database, by its name. `failing` is the share of those that fail. */
export function askDatabase(
  name: string,
  { id, failing, slowness }: { readonly id: string; readonly failing: number; readonly slowness: number },
): { readonly failure: Failure | undefined; readonly duration: number } {
  const duration = Math.min(0.95 * PATIENCE_SECONDS, USUAL * slowness * tail(chance(`${id} takes`)));
  if (chance(`${id} fails`) >= failing) return { failure: undefined, duration };
  const unavailable = (cause: string): Failure => ({ code: 503, error: `${name} is unavailable: ${cause}` });
  // Of many, one fails at once even when all is well.
  if (slowness < 2) return { failure: unavailable("connection reset by peer"), duration };
  const isTimeout = chance(`${id} how`) < 0.7;
  const timeout = { code: 504, error: `${name} did not answer within ${PATIENCE}: context deadline exceeded` };
  return { failure: isTimeout ? timeout : unavailable("connection pool timeout"), duration: PATIENCE_SECONDS };
}
