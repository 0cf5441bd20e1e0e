/**
 * A GitHub and a GitLab as far as the scripts in ci/ ask them: both are services that no test can have, so these tests prove
 * what is sent, not that it is taken. Paths and answers are those of their published REST APIs.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { asRecord } from "../../lib/core";

/** A comment, of whichever service. */
export interface Comment {
  readonly id: number;
  body: string;
  /** Who wrote it. */
  readonly by: string;
}

/** One request that came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Readonly<Record<string, unknown>>;
}

/** What is answered instead, as often as it says. */
export interface Fault {
  /** Such as `POST /repos/shop/deploy/issues/7/comments`. */
  readonly of: RegExp;
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  times: number;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** How a service answers what has no fault. */
export type Routes = (service: FakeService, request: Received, query: URLSearchParams) => Answer;

/** Who the token belongs to. */
export const OURSELVES = "review-bot";

export class FakeService {
  readonly comments: Comment[] = [];
  readonly statuses: Readonly<Record<string, unknown>>[] = [];
  readonly received: Received[] = [];
  readonly faults: Fault[] = [];
  /** So many lists of comments are answered at once, so that several jobs find the same. */
  listsTogether = 0;
  private readonly waiting: (() => void)[] = [];
  private lastId = 100;
  private readonly server;

  constructor(private readonly routes: Routes) {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, body, headers }) => {
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    });
  }

  /** Its address. */
  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  add(body: unknown, by = OURSELVES): Comment {
    const comment = { id: (this.lastId += 1), body: String(body), by };
    this.comments.push(comment);
    return comment;
  }

  /** Those that change something, as `POST /path`. */
  written(): string[] {
    const writes = this.received.filter(({ method, path }) => method !== "GET" && !path.endsWith("/graphql"));
    return writes.map(({ method, path }) => `${method} ${path}`);
  }

  private async answer(incoming: IncomingMessage): Promise<Answer & { readonly headers?: Fault["headers"] }> {
    const url = new URL(incoming.url ?? "", "http://service");
    const sent = await text(incoming);
    const request = {
      method: incoming.method ?? "",
      path: url.pathname,
      headers: incoming.headers,
      body: sent === "" ? {} : asRecord(JSON.parse(sent)),
    };
    this.received.push(request);
    const fault = this.faults.find(({ of, times }) => times > 0 && of.test(`${request.method} ${request.path}`));
    if (fault) {
      fault.times -= 1;
      return { status: fault.status, body: { message: fault.message ?? "fault" }, headers: fault.headers };
    }
    const answer = this.routes(this, request, url.searchParams);
    if (request.method === "GET" && Array.isArray(answer.body)) await this.together();
    return answer;
  }

  private async together(): Promise<void> {
    if (this.listsTogether === 0) return;
    await new Promise<void>((go) => {
      this.waiting.push(go);
      if (this.waiting.length < this.listsTogether) return;
      this.listsTogether = 0;
      for (const each of this.waiting.splice(0)) each();
    });
  }
}

/** A page of a list, as both services count them. */
export function pageOf<T>(items: readonly T[], query: URLSearchParams): T[] {
  const size = Number(query.get("per_page") ?? 20);
  const start = (Number(query.get("page") ?? 1) - 1) * size;
  return items.slice(start, start + size);
}

/** Changes or deletes one comment. */
export function changeComment(service: FakeService, id: number, { method, body }: Received): Comment | undefined {
  const at = service.comments.findIndex((comment) => comment.id === id);
  const comment = service.comments[at];
  if (!comment) return undefined;
  if (method === "DELETE") service.comments.splice(at, 1);
  else comment.body = String(body["body"]);
  return comment;
}
