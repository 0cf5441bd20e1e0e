import {
  changeComment,
  FakeService,
  OURSELVES,
  pageOf,
  type Answer,
  type Comment,
  type Received,
} from "./fake-service";

const REPOSITORY = "/repos/shop/deploy";

/** GitHub with one repository, `shop/deploy`, and its pull request 7. */
export function fakeGitHub(): FakeService {
  return new FakeService((service, request, query) => {
    const { method, path } = request;
    if (path === "/graphql") return { status: 200, body: { data: { viewer: { login: OURSELVES } } } };
    if (path === `${REPOSITORY}/issues/7/comments`) {
      if (method === "GET") return { status: 200, body: pageOf(service.comments, query).map(shown) };
      return tooLong(request) ?? { status: 201, body: shown(service.add(request.body["body"])) };
    }
    if (path.startsWith(`${REPOSITORY}/statuses/`) && method === "POST") {
      service.statuses.push({ sha: path.split("/").at(-1), ...request.body });
      return { status: 201, body: {} };
    }
    const id = /\/issues\/comments\/(\d+)$/.exec(path)?.[1];
    const changed = id && ["PATCH", "DELETE"].includes(method) && changeComment(service, Number(id), request);
    if (!changed) return { status: 404, body: { message: "Not Found" } };
    return tooLong(request) ?? (method === "DELETE" ? { status: 204 } : { status: 200, body: shown(changed) });
  });
}

function shown({ id, body, by }: Comment): unknown {
  return { id, body, user: { login: by, type: by.endsWith("[bot]") ? "Bot" : "User" } };
}

function tooLong({ body }: Received): Answer | undefined {
  const { body: text } = body;
  if (typeof text !== "string" || text.length <= 65_536) return undefined;
  return { status: 422, body: { message: "Body is too long (maximum is 65536 characters)" } };
}
