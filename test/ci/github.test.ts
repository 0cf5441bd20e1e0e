import { HEAD, TOKEN } from "./job";
import { onGitHub } from "./on-github";

const COMMENTS = "/repos/shop/deploy/issues/7/comments";
const MARKER = "<!-- cdk8s-observability review: default -->";
const on = onGitHub();

test("comments on the pull request, sets the status of its head and shows the report in the summary", async () => {
  on.job.reported({ danger: 1, warning: 3, info: 12, markdown: "# Review\n- checkout is deleted\n" });

  const { code, log } = await on.job.script("post-review.mjs");

  expect(code).toBe(1);
  expect(log).toBe("::error::cdk8s-observability/review: 1 danger, 3 warnings\n");
  expect(on.service.comments.map(({ body }) => body)).toEqual([
    `${MARKER}\n# Review\n- checkout is deleted\n\nOf commit aaaaaaaa, by [this run](https://git.example.com/shop/deploy/actions/runs/42).\n`,
  ]);
  expect(on.service.statuses).toEqual([
    {
      sha: HEAD,
      state: "failure",
      description: "1 danger, 3 warnings",
      context: "cdk8s-observability/review",
      target_url: "https://git.example.com/shop/deploy/actions/runs/42",
    },
  ]);
  expect(on.job.read("summary.md")).toBe("# Review\n- checkout is deleted\n");
});

test("a second run changes the comment that is there, behind a hundred others", async () => {
  for (let i = 0; i < 130; i += 1) on.service.add(`comment ${i}`, "somebody");
  const ours = on.service.add(`${MARKER}\nold`);
  for (let i = 0; i < 80; i += 1) on.service.add(`later comment ${i}`, "somebody");
  on.job.reported({ info: 1, markdown: "new" });

  expect(await on.job.script("post-review.mjs")).toMatchObject({ code: 0 });

  expect(ours.body).toContain("\nnew\n");
  expect(on.service.comments).toHaveLength(211);
});

test("the same report again writes no comment", async () => {
  on.job.reported({ info: 1 });
  await on.job.script("post-review.mjs");
  await on.job.script("post-review.mjs");

  expect(on.service.written().filter((write) => write.includes("comments"))).toEqual([`POST ${COMMENTS}`]);
});

test("leaves comments alone that others wrote, even with our marker, and those that quote it", async () => {
  const faked = on.service.add(`${MARKER}\nNo changes`, "mallory");
  const bot = on.service.add(`${MARKER}\nNo changes`, "other[bot]");
  const quoted = on.service.add(`> ${MARKER}\nIs that so?`);
  on.job.reported({ info: 1 });

  await on.job.script("post-review.mjs");

  expect([faked, bot, quoted].map(({ body }) => body.includes("this run"))).toEqual([false, false, false]);
  expect(on.service.comments).toHaveLength(4);
});

test("takes a bot's comment for ours where nobody tells who we are", async () => {
  on.service.faults.push({ of: /graphql/, status: 403, times: 9 });
  on.service.add(`${MARKER}\nfaked`, "mallory");
  const ours = on.service.add(`${MARKER}\nold`, "github-actions[bot]");
  on.job.reported({ info: 1, markdown: "new" });

  await on.job.script("post-review.mjs");

  expect(ours.body).toContain("new");
  expect(on.service.comments).toHaveLength(2);
});

test("reviews with different keys have a comment and a status each", async () => {
  on.job.reported({ info: 1 });
  await on.job.script("post-review.mjs", { REVIEW_KEY: "east" });
  await on.job.script("post-review.mjs", { REVIEW_KEY: "west" });

  expect(on.service.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "<!-- cdk8s-observability review: east -->",
    "<!-- cdk8s-observability review: west -->",
  ]);
  expect(on.service.statuses.map(({ context }) => context)).toEqual([
    "cdk8s-observability/review/east",
    "cdk8s-observability/review/west",
  ]);
});

test("two jobs at once leave one comment", async () => {
  on.job.reported({ info: 1 });
  on.service.listsTogether = 2;

  const ended = await Promise.all([on.job.script("post-review.mjs"), on.job.script("post-review.mjs")]);

  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  expect(on.service.written().filter((write) => write === `POST ${COMMENTS}`)).toHaveLength(2);
  expect(on.service.comments.map(({ id }) => id)).toEqual([101]);
});

test("says that nothing changes any more in the comment that told of a change", async () => {
  const ours = on.service.add(`${MARKER}\n1 danger`);
  on.job.reported({ markdown: "" });

  expect(await on.job.script("post-review.mjs")).toMatchObject({ code: 0 });

  expect(ours.body).toContain("Nothing changes");
  expect(on.service.statuses[0]).toMatchObject({ state: "success", description: "nothing changes" });
});

test("writes no comment where nothing changes", async () => {
  on.job.reported({});

  await on.job.script("post-review.mjs");

  expect(on.service.comments).toEqual([]);
});

test.each([
  ["none", { danger: 2, warning: 1 }, "success", "2 dangers, 1 warning"],
  ["danger", { warning: 2 }, "success", "2 warnings"],
  ["warning", { warning: 2 }, "failure", "2 warnings"],
  ["warning", { danger: 1 }, "failure", "1 danger"],
  ["warning", { info: 5 }, "success", "no dangers, no warnings"],
])("with REVIEW_FAIL_ON=%s, %j is %s: %s", async (failOn, counts, state, description) => {
  on.job.reported(counts);

  const { code } = await on.job.script("post-review.mjs", { REVIEW_FAIL_ON: failOn });

  expect(code).toBe(state === "success" ? 0 : 1);
  expect(on.service.statuses[0]).toMatchObject({ state, description });
});

test("a review that failed is an error, and the comment no longer tells the old", async () => {
  const ours = on.service.add(`${MARKER}\nold`);
  on.job.write("reports/error.txt", "stacks/build.js: not found\n");

  const { code, log } = await on.job.script("post-review.mjs");

  expect(code).toBe(1);
  expect(log).toBe("::error::cdk8s-observability/review: the review failed\n");
  expect(ours.body).toContain(
    "**The review failed**, so nobody knows what this changes.\n\n    stacks/build.js: not found",
  );
  expect(on.service.statuses[0]).toMatchObject({ state: "error", description: "the review failed" });
});

test.each(["not JSON", "{}", '{"summary":{"danger":"0","warning":0,"info":0}}'])(
  "a report that is %s is no report",
  async (report) => {
    on.job.reported({});
    on.job.write("reports/review.json", report);

    expect(await on.job.script("post-review.mjs")).toMatchObject({ code: 1 });

    expect(on.service.statuses[0]).toMatchObject({ state: "error" });
    expect(on.service.comments).toEqual([]);
  },
);

test("can be told to leave out the comment, or the status", async () => {
  on.job.reported({ info: 1 });
  await on.job.script("post-review.mjs", { REVIEW_COMMENT: "false" });
  await on.job.script("post-review.mjs", { REVIEW_STATUS: "false" });

  expect(on.service.comments).toHaveLength(1);
  expect(on.service.statuses).toHaveLength(1);
});

test("outside of a pull request there is only the status, of the commit itself", async () => {
  on.job.write("event.json", JSON.stringify({ before: "d".repeat(40) }));
  on.job.reported({ info: 1 });

  expect(await on.job.script("post-review.mjs")).toMatchObject({ code: 0 });

  expect(on.service.written()).toEqual([`POST /repos/shop/deploy/statuses/${"c".repeat(40)}`]);
});

test.each([
  [{}, 0],
  [{ danger: 1 }, 1],
])("a token that only reads is a warning with %j, and exit code %i", async (counts, expected) => {
  on.service.faults.push({
    of: /^POST .repos/,
    status: 403,
    message: "Resource not accessible by integration",
    times: 9,
  });
  on.job.reported({ info: 1, markdown: "# Review", ...counts });

  const { code, log } = await on.job.script("post-review.mjs");

  expect(code).toBe(expected);
  expect(log).toContain(
    `::warning::The comment is not posted: POST ${COMMENTS}: 403: Resource not accessible by integration; the job needs permissions: pull-requests: write; a pull request from a fork gets a token that only reads. The run has the report.\n`,
  );
  expect(log).toContain(`::warning::The status is not posted: POST /repos/shop/deploy/statuses/${HEAD}: 403`);
  expect(log).toContain("statuses: write");
  expect(on.job.read("summary.md")).toBe("# Review\n");
});

test("without a token nothing is asked", async () => {
  on.job.reported({ info: 1 });

  const { code, log } = await on.job.script("post-review.mjs", { GITHUB_TOKEN: "" });

  expect(code).toBe(0);
  expect(log).toContain("::warning::The comment is not posted: there is no token");
  expect(on.service.received).toEqual([]);
});

test.each([
  [500, {}],
  [429, { "retry-after": "0" }],
  [403, { "retry-after": "0" }],
  [403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }],
  [503, { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }],
])("tries again after %i with %j", async (status, headers) => {
  on.service.faults.push({ of: /^POST .*comments/, status, headers, times: 1 });
  on.job.reported({ info: 1 });

  expect(await on.job.script("post-review.mjs")).toMatchObject({ code: 0 });

  expect(on.service.comments).toHaveLength(1);
});

test("gives up after five attempts, and sets the status all the same", async () => {
  on.service.faults.push({ of: /^GET .*comments/, status: 502, headers: { "retry-after": "0" }, times: 9 });
  on.job.reported({ info: 1 });

  const { code, log } = await on.job.script("post-review.mjs");

  expect(code).toBe(1);
  expect(log).toContain(`::error::The comment is not posted: GET ${COMMENTS}: 502, 5 times: fault\n`);
  expect(on.service.statuses).toHaveLength(1);
});

test("does not wait for a limit that lasts", async () => {
  on.service.faults.push({ of: /^GET .*comments/, status: 403, headers: { "retry-after": "3600" }, times: 9 });
  on.job.reported({ info: 1 });

  const { code, log } = await on.job.script("post-review.mjs");

  expect(code).toBe(1);
  expect(log).toContain(`::error::The comment is not posted: GET ${COMMENTS}: 403, for 3600 s more: fault\n`);
});

test("a wrong token names the permission, and is never told", async () => {
  on.service.faults.push({
    of: /comments|statuses/,
    status: 401,
    message: `Bad credentials: ${TOKEN}\n::set-env`,
    times: 9,
  });
  on.job.reported({ info: 1 });

  const { code, log } = await on.job.script("post-review.mjs");

  expect(code).toBe(1);
  expect(log).toContain(
    `GET ${COMMENTS}: 401: Bad credentials: *** ::set-env; the job needs permissions: pull-requests: write`,
  );
  expect(log).not.toContain(TOKEN);
  expect(on.service.received[0]?.headers["authorization"]).toBe(`Bearer ${TOKEN}`);
});

test.each([
  ["REVIEW_KEY", "a --> b", 'REVIEW_KEY "a --> b": expected letters, digits and "._-"'],
  ["REVIEW_KEY", "../up", 'REVIEW_KEY "../up": expected letters, digits and "._-"'],
  ["REVIEW_FAIL_ON", "info", 'REVIEW_FAIL_ON "info": expected none, danger or warning'],
  ["REVIEW_COMMENT", "yes", 'REVIEW_COMMENT "yes": expected true or false'],
])("%s=%s is refused", async (name, value, message) => {
  expect(await on.job.script("post-review.mjs", { [name]: value })).toEqual({ code: 2, log: `error: ${message}\n` });
  expect(on.service.received).toEqual([]);
});
