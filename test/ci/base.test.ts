import { execFileSync } from "node:child_process";
import { callsOf, fakeCommand } from "./fake-command";
import { gitHubJob, gitLabJob, type Job } from "./job";

let job: Job;
/** Commits of the repository that the job has checked out. */
let commits: { readonly fork: string; readonly main: string; readonly head: string; readonly merge: string };

beforeEach(() => {
  job = gitHubJob("http://localhost");
  fakeCommand(job);
  commits = repository();
});

afterEach(() => job.remove());

test("a checkout of the merge is compared with what it is merged into, which is fetched", async () => {
  checkOut("refs/pull/7/merge", "--depth=1");
  event({ pull_request: { base: { sha: commits.fork }, head: { sha: commits.head } } });

  await job.script("review.mjs", { REVIEW_WORKING_DIRECTORY: "checkout" });

  expect(bases()).toEqual([commits.main]);
  expect(git("checkout", "cat-file", "-t", commits.main)).toBe("commit");
});

test("a checkout of the head is compared with the base of the event, which is fetched", async () => {
  checkOut("refs/heads/change", "--depth=1");
  event({ pull_request: { base: { sha: commits.fork }, head: { sha: commits.head } } });

  await job.script("review.mjs", { REVIEW_WORKING_DIRECTORY: "checkout" });

  expect(bases()).toEqual([commits.fork]);
  expect(git("checkout", "cat-file", "-t", commits.fork)).toBe("commit");
});

test.each([
  ["a merge queue", { merge_group: { base_sha: "1".repeat(40) } }, "1".repeat(40)],
  ["a push", { before: "2".repeat(40) }, "2".repeat(40)],
])("%s has a base of its own", async (_, content, expected) => {
  event(content);

  await job.script("review.mjs");

  expect(bases()[0]).toBe(expected);
});

test.each([{}, { before: "0".repeat(40) }])("an event without a base asks for one: %j", async (content) => {
  event(content);

  const { code, log } = await job.script("review.mjs");

  expect(code).toBe(2);
  expect(log).toBe("error: REVIEW_BASE: expected a git ref or a folder; this event has none of its own\n");
});

test("what is given comes first", async () => {
  event({ before: "2".repeat(40) });

  await job.script("review.mjs", { REVIEW_BASE: "v1.2" });

  expect(bases()[0]).toBe("v1.2");
});

test.each([
  ["the base of the merge request", {}, "b".repeat(40)],
  [
    "where the target is now, of merged results",
    { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: "e".repeat(40) },
    "e".repeat(40),
  ],
])("GitLab: %s", async (_, variables, expected) => {
  const { env } = gitLabJob("http://localhost");

  await job.script("review.mjs", { ...env, ...variables, REVIEW_REPORTS: job.path("reports") });

  expect(bases()[0]).toBe(expected);
});

function bases(): (string | undefined)[] {
  return callsOf(job).map(({ args }) => args.at(-2));
}

function event(content: unknown): void {
  job.write("event.json", JSON.stringify(content));
}

/** main went on after the change was begun; the merge of both is where GitHub keeps it. */
function repository(): typeof commits {
  job.write("origin/cluster.yaml", "");
  git("origin", "init", "--quiet", "--initial-branch=main");
  git("origin", "config", "uploadpack.allowAnySHA1InWant", "true");
  const commit = (message: string): string => {
    git("origin", "commit", "--quiet", "--allow-empty", `--message=${message}`);
    return git("origin", "rev-parse", "HEAD");
  };
  const fork = commit("first");
  git("origin", "checkout", "--quiet", "-b", "change");
  const head = commit("change");
  git("origin", "checkout", "--quiet", "main");
  const main = commit("second");
  git("origin", "merge", "--quiet", "--no-edit", "change");
  const merge = git("origin", "rev-parse", "HEAD");
  git("origin", "update-ref", "refs/pull/7/merge", merge);
  git("origin", "reset", "--quiet", "--hard", main);
  return { fork, main, head, merge };
}

function checkOut(ref: string, ...options: readonly string[]): void {
  job.write("checkout/.keep", "");
  git("checkout", "init", "--quiet");
  git("checkout", "remote", "add", "origin", `file://${job.path("origin")}`);
  git("checkout", "fetch", "--quiet", "--no-tags", ...options, "origin", ref);
  git("checkout", "checkout", "--quiet", "FETCH_HEAD");
}

function git(directory: string, ...args: readonly string[]): string {
  const who = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com" };
  const committer = { GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com", HOME: job.directory };
  const env = { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", ...who, ...committer };
  return execFileSync("git", args, { cwd: job.path(directory), env, encoding: "utf8" }).trim();
}
