/** The steps of action.yml, run as a runner runs them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { asRecord, asRecords, inTurn } from "../../lib/core";
import { callsOf, fakeCommand } from "./fake-command";
import { fakeGitHub } from "./fake-github";
import type { FakeService } from "./fake-service";
import { BASE, gitHubJob, ROOT, TOKEN, type Ended, type Job } from "./job";

const action = asRecord(load(readFileSync(join(ROOT, "action.yml"), "utf8")));
const steps = asRecords(asRecord(action["runs"])["steps"]);
let service: FakeService;
let job: Job;

beforeEach(async () => {
  service = fakeGitHub();
  job = gitHubJob(await service.start());
  delete job.env["GITHUB_TOKEN"];
  delete job.env["REVIEW_REPORTS"];
  Object.assign(job.env, { RUNNER_TEMP: job.path("temp"), GITHUB_ACTION_PATH: ROOT });
});

afterEach(async () => {
  await service.stop();
  job.remove();
});

test("reviews the working tree against the base of the pull request, and tells", async () => {
  fakeCommand(job, { danger: 1, warning: 2, info: 3 });

  const ended = await run({});

  expect(ended.map(({ code }) => code)).toEqual([0, 1]);
  expect(callsOf(job).map(({ args }) => args)).toEqual([
    ["review", "--format=text", "--limit=64536", "--fail-on=none", "--", BASE, "-"],
  ]);
  expect(service.comments).toHaveLength(1);
  expect(service.statuses[0]).toMatchObject({ state: "failure", description: "1 danger, 2 warnings" });
});

test("has the counts and the report as outputs", async () => {
  fakeCommand(job, { danger: 1, warning: 2, info: 3 });

  await run({});

  const written = (job.read("output") ?? "").trim().split("\n");
  const report = "temp/cdk8s-observability-review/default/review.md";
  expect(written).toEqual(["danger=1", "warning=2", "info=3", `report=${job.path(report)}`]);
  expect(job.read(report)).toBe("# Review\n");
  const values = Object.values(asRecord(action["outputs"])).map((output) => asRecord(output)["value"]);
  expect(values).toEqual(written.map((line) => `\${{ steps.review.outputs.${line.split("=")[0]} }}`));
});

test("every input reaches the command as one word", async () => {
  fakeCommand(job);

  await run({
    base: "out/base",
    head: "HEAD",
    path: "clusters/my folder",
    build: "npm ci && npm run synth",
    env: "prod, staging",
    app: "dist/app.js",
  });

  expect(callsOf(job)[0]?.args).toEqual([
    "review",
    "--format=text",
    "--limit=64536",
    "--fail-on=none",
    "--path=clusters/my folder",
    "--build=npm ci && npm run synth",
    "--app=dist/app.js",
    "--env=prod",
    "--env=staging",
    "--",
    "out/base",
    "HEAD",
  ]);
});

test("the command runs in the working directory, without the token", async () => {
  fakeCommand(job);
  job.write("deploy/cluster.yaml", "");

  await run({ "working-directory": "deploy" });

  expect(callsOf(job)).toMatchObject([{ cwd: job.path("deploy") }]);
  expect(callsOf(job).map(({ token }) => token)).toEqual([undefined]);
  expect(service.received[0]?.headers["authorization"]).toBe(`Bearer ${TOKEN}`);
});

test("what the command prints is no command to the runner", async () => {
  fakeCommand(job);

  const [review] = await run({});

  expect(review?.log).toMatch(/^::stop-commands::([\w-]{36})\n::add-mask::danger\n::\1::\n$/);
});

test("runs what the project has installed, before what is on the PATH", async () => {
  job.program("cdk8s-observability", "#!/bin/sh\nexit 9\n");
  job.write("node_modules/.bin/cdk8s-observability", '#!/bin/sh\necho "$@" > "$HOME/installed"\nexit 9\n', 0o755);
  job.write("deploy/cluster.yaml", "");

  await run({ "working-directory": "deploy" });

  expect(job.read("installed")).toContain("review --format=text");
});

test.each([
  [{ version: "0.2.0" }, "--yes cdk8s-observability@0.2.0 review --format=text"],
  [{ command: "npx --no cdk8s-observability" }, "--no cdk8s-observability review --format=text"],
])("%j runs npx", async (inputs, expected) => {
  job.program("npx", '#!/bin/sh\necho "$@" > "$HOME/npx"\nexit 9\n');

  await run(inputs);

  expect(job.read("npx")).toContain(expected);
});

test("a command that fails is told in the status, and fails the job", async () => {
  fakeCommand(job, { fails: "error: no such ref" });

  const ended = await run({});

  expect(ended.map(({ code }) => code)).toEqual([1, 1]);
  expect(callsOf(job)).toHaveLength(1);
  expect(ended[0]?.log).toContain("error: no such ref\n");
  expect(ended[0]?.log).toContain("fetch-depth: 0");
  expect(service.statuses[0]).toMatchObject({ state: "error" });
  expect(service.comments).toEqual([]);
});

test("a command that is not there is told, too", async () => {
  const ended = await run({ command: "no-such-program" });

  expect(ended.map(({ code }) => code)).toEqual([1, 1]);
  expect(ended[0]?.log).toContain("no-such-program");
  expect(ended[0]?.log).toContain("npm ci");
});

test("what an earlier run reported is not taken for this one's", async () => {
  fakeCommand(job, { danger: 0 });
  await run({});
  fakeCommand(job, { fails: "error: broken" });

  await run({});

  expect(service.statuses.map(({ state }) => state)).toEqual(["success", "error"]);
});

describe("input of somebody with bad intentions", () => {
  const values = ["x; touch pwned", "$(touch pwned)", "`touch pwned`", `"'; touch pwned; '"`, "a\ntouch pwned"];

  test.each(values)("%j is a word for the command, and no shell runs it", async (value) => {
    fakeCommand(job);

    await run({ base: value, head: value, path: value, build: value, app: value, env: value });

    const words = [`--path=${value}`, `--build=${value}`, `--app=${value}`];
    const names = value.split(/\s+/).map((name) => `--env=${name}`);
    expect(callsOf(job)[0]?.args.slice(4)).toEqual([...words, ...names, "--", value, value]);
    expect(job.read("pwned")).toBeUndefined();
  });

  test.each(["key", "version", "command", "working-directory", "fail-on", "comment", "status"])(
    "%s is refused, and no shell runs it",
    async (name) => {
      fakeCommand(job);

      const ended = await run({ [name]: values.join("") });

      expect(ended.some(({ code }) => code !== 0)).toBe(true);
      expect(job.read("pwned")).toBeUndefined();
    },
  );

  test.each(["base", "head"])("%s is never taken for an option", async (name) => {
    fakeCommand(job);

    await run({ [name]: "--output=pwned" });

    const [call] = callsOf(job);
    expect(call?.args.slice(call.args.indexOf("--"))).toContain("--output=pwned");
  });

  test("no script holds an expression", () => {
    const scripts = steps.map(({ run }) => String(run));

    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
    expect(scripts.every((script) => script.startsWith("set -euo pipefail\n"))).toBe(true);
  });
});

test("every input is used, and runs no code of others", () => {
  const used = steps.flatMap(({ env }) => Object.values(asRecord(env)).map(String));
  const declared = Object.keys(asRecord(action["inputs"])).map((name) => `\${{ inputs.${name} }}`);

  expect([...new Set(used)].toSorted()).toEqual(declared.toSorted());
  expect(steps.filter((step) => "uses" in step)).toEqual([]);
});

/** Runs the steps with these inputs and the defaults of the others; a step without a condition ends with what failed before it. */
async function run(inputs: Readonly<Record<string, string>>): Promise<Ended[]> {
  const ended: Ended[] = [];
  await inTurn(steps, async (step) => {
    const isFailed = ended.some(({ code }) => code !== 0);
    if (isFailed && step["if"] !== "${{ !cancelled() }}") return;
    const env = Object.entries(asRecord(step["env"])).map(([name, value]) => [name, valueOf(String(value), inputs)]);
    ended.push(await job.bash(String(step["run"]), Object.fromEntries(env) as Record<string, string>));
  });
  return ended;
}

function valueOf(expression: string, inputs: Readonly<Record<string, string>>): string {
  const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? "";
  const value = inputs[name] ?? String(asRecord(asRecord(action["inputs"])[name])["default"]);
  return value === "${{ github.token }}" ? TOKEN : value;
}
