import { asRecord, asRecords, type JsonRecord } from "../../core";
import { NoAnswer } from "../sources";

/** Asks a program for the JSON at a path below its address; throws {@link NoAnswer} where it does not answer well. */
export type Ask = (path: string, parameters: URLSearchParams) => Promise<unknown>;

/** What a program has answered, where that is not a success. */
export class Refusal extends NoAnswer {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** In milliseconds; a query that takes longer is no good on a dashboard either. */
const PATIENCE = 30_000;

/**
 * The program at an address, such as `https://reader:password@example.com/prometheus`. A path before its own paths is kept.
 * User and password are sent as a header, and are in no message.
 */
export function endpoint(address: string): Ask {
  const { base, headers } = taken(address);
  return async (path, parameters) => {
    const url = `${base}${path}`;
    const response = await requested(url, parameters, headers);
    const text = await response.text().catch((error: unknown) => unreachable(url, error));
    if (!response.ok) throw new Refusal(`${url} answered ${response.status}: ${told(text)}`, response.status);
    return json(url, text);
  };
}

function taken(address: string): { readonly base: string; readonly headers: Readonly<Record<string, string>> } {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    // Not as it was given: it may hold a password.
    throw new NoAnswer("expected an address such as http://localhost:9090 or https://user:password@example.com/path");
  }
  const { origin, pathname, username, password } = new URL(address);
  const credentials = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64");
  return {
    base: `${origin}${pathname.replace(/\/+$/, "")}`,
    headers: username === "" && password === "" ? {} : { authorization: `Basic ${credentials}` },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Servers and proxies refuse long addresses. */
const LONGEST = 4000;

async function requested(
  url: string,
  parameters: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const isLong = parameters.toString().length > LONGEST;
  const request = { headers, signal: AbortSignal.timeout(PATIENCE) };
  try {
    return isLong
      ? await fetch(url, { ...request, method: "POST", body: parameters })
      : await fetch(`${url}?${parameters.toString()}`, request);
  } catch (error) {
    return unreachable(url, error);
  }
}

/** What is thrown is read as plain data: which of its errors `fetch` throws is nobody's promise. */
function unreachable(url: string, error: unknown): never {
  const { name, message, cause } = asRecord(error);
  if (name === "TimeoutError") throw new NoAnswer(`${url} did not answer within ${PATIENCE / 1000} s`);
  throw new NoAnswer(`${url} cannot be reached: ${reason(asRecord(cause)) || String(message)}`);
}

/** Of several addresses of a host, each has its own error, and all together have none. */
function reason({ message, errors }: JsonRecord): string {
  const messages = [message, ...asRecords(errors).map((error) => error["message"])];
  return messages.filter((text) => typeof text === "string").find((text) => text !== "") ?? "";
}

function json(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoAnswer(`${url} answered with something else than JSON: ${excerpt(text)}`);
  }
}

/** The program's own words: Prometheus and Jaeger say them in JSON, Loki and proxies as plain text. */
function told(text: string): string {
  const [, message] = /"(?:error|msg|message)"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
  return excerpt(message === undefined ? text : String(JSON.parse(message)));
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line || "nothing";
}
