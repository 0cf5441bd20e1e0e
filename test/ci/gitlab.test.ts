import { fakeGitLab } from "./fake-gitlab";
import type { FakeService } from "./fake-service";
import { gitLabJob, HEAD, TOKEN, type Job } from "./job";

const NOTES = "/api/v4/projects/12/merge_requests/7/notes";
const MARKER = "<!-- cdk8s-observability review: default -->";
let service: FakeService;
let job: Job;

beforeEach(async () => {
  service = fakeGitLab();
  job = gitLabJob(await service.start());
});

afterEach(async () => {
  await service.stop();
  job.remove();
});

test("comments on the merge request and sets the status of its pipeline", async () => {
  job.reported({ danger: 2, markdown: "# Review\n" });

  const { code, log } = await job.script("post-review.mjs");

  expect(code).toBe(1);
  expect(log).toBe("error: cdk8s-observability/review: 2 dangers\n");
  expect(service.comments.map(({ body }) => body)).toEqual([
    `${MARKER}\n# Review\n\nOf commit aaaaaaaa, by [this run](https://git.example.com/shop/deploy/-/jobs/42).\n`,
  ]);
  expect(service.statuses).toEqual([
    {
      project: "12",
      sha: HEAD,
      state: "failed",
      name: "cdk8s-observability/review",
      description: "2 dangers",
      target_url: "https://git.example.com/shop/deploy/-/jobs/42",
      pipeline_id: 99,
    },
  ]);
});

test("changes the note that is there, on the third page, and none that others wrote", async () => {
  const faked = service.add(`${MARKER}\nNo changes`, "mallory");
  for (let i = 0; i < 230; i += 1) service.add(`note ${i}`, "somebody");
  const ours = service.add(`${MARKER}\nold`);
  job.reported({ info: 1, markdown: "new" });

  expect(await job.script("post-review.mjs")).toMatchObject({ code: 0 });

  expect(service.written()).toContain(`PUT ${NOTES}/${ours.id}`);
  expect(ours.body).toContain("\nnew\n");
  expect(faked.body).toBe(`${MARKER}\nNo changes`);
  expect(service.comments).toHaveLength(232);
});

test("two jobs at once leave one note", async () => {
  job.reported({ info: 1 });
  service.listsTogether = 2;

  await Promise.all([job.script("post-review.mjs"), job.script("post-review.mjs")]);

  expect(service.comments.map(({ id }) => id)).toEqual([101]);
});

test("of a fork, the note goes to the project of the merge request, and the status to that of the pipeline", async () => {
  job.reported({ info: 1 });

  await job.script("post-review.mjs", { CI_PROJECT_ID: "13" });

  expect(service.comments).toHaveLength(1);
  expect(service.statuses).toMatchObject([{ project: "13" }]);
});

test("the token of a job is not enough: a warning, and the report in the log", async () => {
  job.reported({ info: 1, markdown: "# Review" });

  const { code, log } = await job.script("post-review.mjs", { GITLAB_TOKEN: "" });

  expect(code).toBe(0);
  expect(log).toContain(`warning: The comment is not posted: GET ${NOTES.replace("/api/v4", "")}: 401`);
  expect(log).toContain("the job needs GITLAB_TOKEN, a project access token with the scope api");
  expect(log).toContain("\n# Review\n");
  expect(service.received[0]?.headers["job-token"]).toBe("job-token");
});

test("a wrong GITLAB_TOKEN is an error, and is never told", async () => {
  service.faults.push({ of: /./, status: 401, message: `401 Unauthorized ${TOKEN}`, times: 9 });
  job.reported({ info: 1 });

  const { code, log } = await job.script("post-review.mjs");

  expect(code).toBe(1);
  expect(log).toContain("401 Unauthorized ***; the job needs GITLAB_TOKEN");
  expect(log).not.toContain(TOKEN);
});

test("a status that is set already is no error", async () => {
  const message = 'Cannot transition status via :drop from :failed (Reason(s): Status cannot transition via "drop")';
  service.faults.push({ of: /statuses/, status: 400, message, times: 1 });
  job.reported({ info: 1 });

  expect(await job.script("post-review.mjs")).toMatchObject({ code: 0 });
});

test("a status that is refused for another reason is an error", async () => {
  service.faults.push({ of: /statuses/, status: 400, message: "name is too long", times: 1 });
  job.reported({ info: 1 });

  const { code, log } = await job.script("post-review.mjs");

  expect(code).toBe(1);
  expect(log).toContain(`error: The status is not posted: POST /projects/12/statuses/${HEAD}: 400: name is too long\n`);
});

test("outside of a merge request there is only the status", async () => {
  job.reported({ info: 1, markdown: "# Review" });

  const { log } = await job.script("post-review.mjs", { CI_MERGE_REQUEST_IID: "" });

  expect(service.comments).toEqual([]);
  expect(service.statuses).toHaveLength(1);
  expect(log).toContain("# Review\n");
});

test("a note may be fifteen times as long as a comment of GitHub", async () => {
  job.reported({ info: 1, markdown: "- a line\n".repeat(20_000) });

  await job.script("post-review.mjs");

  expect(service.comments[0]?.body.length).toBeGreaterThan(180_000);
});
