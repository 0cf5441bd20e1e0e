import { setTimeout as sleep } from "node:timers/promises";

const ATTEMPTS = 5;
/** Seconds. A limit that ends later than this is not waited for: the job costs money, too. */
const LONGEST_WAIT = 60;
const TIMEOUT_MS = 30_000;

/** What an API answered that is no success. It never holds the token. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    /** Of the answer; 0 where there was none. */
    this.status = status;
  }
}

/**
 * A function that calls an API that speaks JSON: method, path below `url`, body. What may pass (no answer, 5xx, a limit on
 * the rate) is tried again for a bounded time. A call that did its work and whose answer was lost is made twice.
 */
export function api({ url, headers, secret }) {
  const withoutSecret = (text) => (secret ? text.replaceAll(secret, "***") : text);
  return async function call(method, path, body) {
    for (let attempt = 1; ; attempt += 1) {
      const response = await answer(`${url}${path}`, { method, headers, body });
      if (response.ok) return response.value;
      const wait = secondsToWait(response, attempt);
      if (attempt === ATTEMPTS || wait === undefined || wait > LONGEST_WAIT) {
        const tries = attempt > 1 ? `, ${attempt} times` : "";
        const later = wait > LONGEST_WAIT ? `, for ${Math.ceil(wait)} s more` : "";
        const text = `${method} ${path.split("?")[0]}: ${response.status || "no answer"}${tries}${later}: ${response.text}`;
        // A 403 that would pass is a limit, and no missing permission.
        throw new ApiError(withoutSecret(text), wait !== undefined && response.status === 403 ? 429 : response.status);
      }
      await sleep(wait * 1000);
    }
  };
}

async function answer(url, { method, headers, body }) {
  try {
    const response = await fetch(url, {
      method,
      headers: { "user-agent": "cdk8s-observability", ...headers, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const value = parsed(text);
    return { ok: response.ok, status: response.status, headers: response.headers, value, text: shortText(value, text) };
  } catch (error) {
    return {
      ok: false,
      status: 0,
      headers: new Headers(),
      text: shortText(undefined, error.cause?.message ?? error.message),
    };
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The message of an answer. One line: a proxy answers with pages. */
function shortText(value, text) {
  const message = value?.message ?? value?.error ?? text;
  return (typeof message === "string" ? message : JSON.stringify(message)).replaceAll(/\s+/g, " ").slice(0, 300);
}

/** Until the next attempt; undefined where another one would get the same answer. */
function secondsToWait({ status, headers }, attempt) {
  const after = headers.get("retry-after");
  const exhausted = headers.get("x-ratelimit-remaining") === "0";
  // GitHub tells of a limit on the rate with 403, too, which otherwise is a missing permission.
  const mayPass = status === 0 || status === 429 || status >= 500 || (status === 403 && (after !== null || exhausted));
  if (!mayPass) return undefined;
  if (after !== null) return Number.isNaN(Number(after)) ? secondsUntil(Date.parse(after)) : Number(after);
  if (exhausted) return secondsUntil(Number(headers.get("x-ratelimit-reset")) * 1000);
  return 2 ** (attempt - 2);
}

function secondsUntil(time) {
  return Number.isNaN(time) ? 1 : Math.max(0, (time - Date.now()) / 1000);
}
