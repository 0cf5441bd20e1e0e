import type { Job } from "./job";

/** Puts a `cdk8s-observability` on the PATH that notes how it is called, and reports so many findings. */
export function fakeCommand(job: Job, { danger = 0, warning = 0, info = 1, fails = "" } = {}): void {
  const report = { schemaVersion: 1, summary: { danger, warning, info }, environments: [] };
  job.program(
    "cdk8s-observability",
    `#!/usr/bin/env node
const { appendFileSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(job.path("calls"))}, JSON.stringify({
  args, cwd: process.cwd(), token: process.env.GITHUB_TOKEN ?? process.env.GITLAB_TOKEN,
}) + "\\n");
if (${JSON.stringify(fails)}) {
  console.error(${JSON.stringify(fails)});
  process.exit(1);
}
console.log("::add-mask::danger");
const files = args.flatMap((arg) => /^--output=(.+[.](?:json|md))$/.exec(arg)?.[1] ?? []);
const [markdown, json] = files;
writeFileSync(markdown, "# Review\\n");
writeFileSync(json, ${JSON.stringify(JSON.stringify(report))});
`,
  );
}

export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly token?: string;
}

/** How it was called, without where it had to write. */
export function callsOf(job: Job): Call[] {
  const lines = (job.read("calls") ?? "").split("\n").filter(Boolean);
  return lines
    .map((line) => JSON.parse(line) as Call)
    .map((call) => ({ ...call, args: call.args.filter((arg) => !/^--output=.*[/]review[.](md|json)$/.test(arg)) }));
}
