import { changeComment, FakeService, OURSELVES, pageOf, type Comment } from "./fake-service";

const NOTES = "/api/v4/projects/12/merge_requests/7/notes";

/** GitLab with one project, 12, its merge request 7, and 13, which is a fork of it. */
export function fakeGitLab(): FakeService {
  return new FakeService((service, request, query) => {
    const { method, path, headers, body } = request;
    const status = /^\/api\/v4\/projects\/(\d+)\/statuses\/(\w+)$/.exec(path);
    // A job's token goes nowhere of what is asked here.
    if (headers["private-token"] === undefined) return { status: 401, body: { message: "401 Unauthorized" } };
    if (path === "/api/v4/user") return { status: 200, body: { id: idOf(OURSELVES) } };
    if (path === NOTES && method === "GET") return { status: 200, body: pageOf(service.comments, query).map(shown) };
    if (path === NOTES) return { status: 201, body: shown(service.add(body["body"])) };
    if (status) {
      service.statuses.push({ project: status[1], sha: status[2], ...body });
      return { status: 201, body: {} };
    }
    const id = path.startsWith(`${NOTES}/`) ? Number(path.slice(NOTES.length + 1)) : 0;
    const changed = changeComment(service, id, request);
    if (!changed) return { status: 404, body: { message: "404 Not found" } };
    return method === "DELETE" ? { status: 204 } : { status: 200, body: shown(changed) };
  });
}

function shown({ id, body, by }: Comment): unknown {
  return { id, body, author: { id: idOf(by), username: by }, system: false };
}

function idOf(name: string): number {
  return name === OURSELVES ? 1 : 2;
}
