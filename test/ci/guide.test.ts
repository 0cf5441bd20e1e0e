/** The job and the workflow of the guide: the lines of the one are run, and the other names what there is. */
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { asRecord, asRecords } from "../../lib/core";
import { page, tableOf } from "../docs/markdown";
import { callsOf, fakeCommand } from "./fake-command";
import { fakeGitLab } from "./fake-gitlab";
import type { FakeService } from "./fake-service";
import { BASE, gitLabJob, ROOT, type Ended, type Job } from "./job";

const guide = page("docs/guides/review-in-ci.md");
const blocks = guide.blocks.filter(({ language }) => language === "yaml").map(({ text }) => load(text));
const inputs = asRecord(asRecord(load(readFileSync(join(ROOT, "action.yml"), "utf8")))["inputs"]);

describe("the job for GitLab", () => {
  const { script, variables } = asRecord(
    asRecord(blocks.find((block) => asRecord(asRecord(block)["review"])["script"]))["review"],
  );
  let service: FakeService;
  let job: Job;

  beforeEach(async () => {
    service = fakeGitLab();
    job = gitLabJob(await service.start());
    delete job.env["REVIEW_REPORTS"];
    job.write("node_modules/.keep", "");
    symlinkSync(ROOT, job.path("node_modules", "cdk8s-observability"));
    job.program("npm", '#!/bin/sh\necho "$@" >> "$HOME/npm"\n');
  });

  afterEach(async () => {
    await service.stop();
    job.remove();
  });

  test("reviews and posts", async () => {
    fakeCommand(job, { warning: 1 });

    expect(await run()).toMatchObject({ code: 0 });

    expect(job.read("npm")).toBe("ci\nrun build\n");
    expect(callsOf(job).map(({ args }) => args)).toEqual([
      ["review", "--format=text", "--limit=999000", "--fail-on=none", "--path=clusters", "--", BASE, "-"],
    ]);
    expect(callsOf(job).map(({ token }) => token)).toEqual([undefined]);
    expect(service.comments).toHaveLength(1);
    expect(service.statuses).toMatchObject([{ state: "success", description: "1 warning" }]);
    expect(job.read("review/review.md")).toBe("# Review\n");
  });

  test("fails on a danger", async () => {
    fakeCommand(job, { danger: 1 });

    expect(await run()).toMatchObject({ code: 1 });

    expect(service.statuses).toMatchObject([{ state: "failed", description: "1 danger" }]);
  });

  test("fails where the review fails, and tells", async () => {
    fakeCommand(job, { fails: "error: no such ref" });

    const { code, log } = await run();

    expect(code).toBe(1);
    expect(log).toContain("error: no such ref");
    expect(service.statuses).toMatchObject([{ state: "failed", description: "the review failed" }]);
  });

  test("runs nothing that stands in the name of a branch", async () => {
    fakeCommand(job);

    await run({ REVIEW_BASE: "$(touch pwned)", REVIEW_PATH: "; touch pwned" });

    expect(callsOf(job)[0]?.args).toContain("$(touch pwned)");
    expect(job.read("pwned")).toBeUndefined();
  });

  /** As a runner does: one line after the other in one shell. */
  function run(env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const lines = Array.isArray(script) ? script.map(String) : [];
    return job.bash(lines.join("\n"), { ...(variables as Record<string, string>), ...env });
  }
});

test("the workflow for GitHub gives what the action needs, and only inputs that there are", () => {
  const workflows = blocks.filter((block) => asRecord(asRecord(block)["jobs"])["review"]);
  const steps = blocks.flatMap((block) => [
    ...asRecords(block),
    ...asRecords(asRecord(asRecord(asRecord(block)["jobs"])["review"])["steps"]),
  ]);
  const ours = steps.filter(({ uses }) => String(uses).includes("cdk8s-observability@"));

  expect(workflows.map((workflow) => asRecord(workflow)["permissions"])).toEqual([
    { contents: "read", "pull-requests": "write", statuses: "write" },
  ]);
  expect(ours).toHaveLength(2);
  expect(Object.keys(inputs)).toEqual(
    expect.arrayContaining(ours.flatMap((step) => Object.keys(asRecord(step["with"])))),
  );
});

test("the table has every setting, with its default", () => {
  const { rows } = tableOf(guide, "input", "variable", "default");
  const code = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
  const described = rows.flatMap(([input]) => code(input));
  const variables = rows.flatMap(([, variable]) => code(variable)).filter((name) => name.startsWith("REVIEW_"));
  const read = [...readFileSync(join(ROOT, "ci", "settings.mjs"), "utf8").matchAll(/given\("(\w+)"/g)];

  expect(described).toEqual(Object.keys(inputs));
  expect(variables.toSorted()).toEqual(read.map(([, name = ""]) => `REVIEW_${name}`).toSorted());
  for (const [input, , fallback] of rows.filter(([, , cell]) => code(cell).length > 0)) {
    const { default: given } = asRecord(inputs[code(input)[0] ?? ""]);
    if (given !== undefined) expect(code(fallback)).toEqual([given]);
  }
});
