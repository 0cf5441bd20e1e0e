import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";

export const ROOT = join(__dirname, "..", "..");
export const HEAD = "a".repeat(40);
export const BASE = "b".repeat(40);
export const TOKEN = "s3cr3t-token";

/** What a finished process left. */
export interface Ended {
  readonly code: number | null;
  /** Both of its streams. */
  readonly log: string;
}

/** How many findings a report has, and its Markdown. */
export interface Reported {
  readonly danger?: number;
  readonly warning?: number;
  readonly info?: number;
  readonly markdown?: string;
  /** Texts of the dangers, as findings in the JSON. */
  readonly dangers?: readonly string[];
}

/** The folder of one job, with the variables that it is given. */
export class Job {
  readonly directory = mkdtempSync(join(tmpdir(), "review-in-ci-"));
  readonly env: Record<string, string> = {};

  path(...names: string[]): string {
    return join(this.directory, ...names);
  }

  write(name: string, content: string, mode = 0o644): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode });
    return path;
  }

  /** Undefined where there is no such file. */
  read(name: string): string | undefined {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), "utf8") : undefined;
  }

  /** What the command wrote, as its JSON and its Markdown. */
  reported({ danger = 0, warning = 0, info = 0, markdown = "# Review", dangers = [] }: Reported): void {
    const findings = dangers.map((danger) => ({ severity: "danger", text: danger }));
    const report = { schemaVersion: 1, summary: { danger, warning, info }, environments: [{ name: "prod", findings }] };
    this.write("reports/review.json", JSON.stringify(report));
    this.write("reports/review.md", markdown);
  }

  /** Runs a script of ci/. */
  script(name: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.run(process.execPath, [join(ROOT, "ci", name)], env);
  }

  /** Runs a script as the shell of the runner does. */
  bash(script: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.run("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script], env);
  }

  /** A program that comes first on the PATH. */
  program(name: string, source: string): void {
    this.write(`bin/${name}`, source, 0o755);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
    const path = [this.path("bin"), dirname(process.execPath), process.env["PATH"]].join(delimiter);
    // Nothing of the machine that runs the tests, which may be a runner itself.
    const child = spawn(program, args, {
      cwd: this.directory,
      env: { PATH: path, HOME: this.directory, ...this.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const code = new Promise<number | null>((done) => child.on("close", done));
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await code, log: out + err };
  }
}

/** A job of a workflow for pull request 7 of shop/deploy. */
export function gitHubJob(address: string): Job {
  const job = new Job();
  const pull = { number: 7, base: { sha: BASE }, head: { sha: HEAD } };
  return Object.assign(job, {
    env: {
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: address,
      GITHUB_GRAPHQL_URL: `${address}/graphql`,
      GITHUB_EVENT_PATH: job.write("event.json", JSON.stringify({ pull_request: pull })),
      GITHUB_REPOSITORY: "shop/deploy",
      GITHUB_RUN_ID: "42",
      GITHUB_SERVER_URL: "https://git.example.com",
      GITHUB_SHA: "c".repeat(40),
      GITHUB_STEP_SUMMARY: job.path("summary.md"),
      GITHUB_OUTPUT: job.path("output"),
      GITHUB_TOKEN: TOKEN,
      REVIEW_REPORTS: job.path("reports"),
    },
  });
}

/** A job of a pipeline for merge request 7 of project 12. */
export function gitLabJob(address: string): Job {
  const job = new Job();
  return Object.assign(job, {
    env: {
      GITLAB_CI: "true",
      GITLAB_TOKEN: TOKEN,
      CI_JOB_TOKEN: "job-token",
      CI_API_V4_URL: `${address}/api/v4`,
      CI_COMMIT_SHA: HEAD,
      CI_JOB_URL: "https://git.example.com/shop/deploy/-/jobs/42",
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_PROJECT_ID: "12",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: BASE,
      CI_PIPELINE_ID: "99",
      CI_PROJECT_ID: "12",
      REVIEW_REPORTS: job.path("reports"),
    },
  });
}
