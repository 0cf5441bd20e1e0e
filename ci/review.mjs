// Runs `cdk8s-observability review` for the request that the job is about, and writes review.md and review.json.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { baseOf } from "./base.mjs";
import { hostOf } from "./host.mjs";
import { settings, SettingError } from "./settings.mjs";

const NAME = "cdk8s-observability";
/** Characters of a comment that are kept for marker and footer. */
const RESERVED = 1_000;
/** What a build runs must not be able to write in our name. */
const NO_TOKENS = { GITHUB_TOKEN: undefined, GITLAB_TOKEN: undefined };

try {
  run(settings(process.env), hostOf(process.env));
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}

function run(given, host) {
  // What an earlier run left would be taken for what this one found.
  for (const file of [given.markdown, given.json, join(given.reports, "error.txt")]) rmSync(file, { force: true });
  mkdirSync(given.reports, { recursive: true });
  const directory = existingDirectory(given.workingDirectory);
  const base = baseOf(given.base, host, directory);
  if (base === "")
    throw new SettingError("REVIEW_BASE: expected a git ref or a folder; this event has none of its own");

  const [program, ...prefix] = commandOf(given, directory);
  const args = [...prefix, ...argumentsOf(given, host), "--", base, given.head];
  const { status, error, stderr } = host.verbatim(() => {
    const options = { cwd: directory, env: { ...process.env, ...NO_TOKENS }, encoding: "utf8", maxBuffer: 2 ** 28 };
    const ended = spawnSync(program, args, { ...options, stdio: ["ignore", "inherit", "pipe"] });
    process.stderr.write(ended.stderr ?? "");
    return ended;
  });
  if (status === 0) return outputs(given, host);
  const problem = error ? `error: ${program}: ${error.message}\n` : stderr;
  if (error) process.stderr.write(problem);
  writeFileSync(join(given.reports, "error.txt"), problem);
  console.error(hint(base));
  process.exitCode = 1;
}

function outputs(given, host) {
  const { summary } = JSON.parse(readFileSync(given.json, "utf8"));
  for (const severity of ["danger", "warning", "info"]) host.output(severity, Number(summary[severity]));
  host.output("report", resolve(given.markdown));
}

function argumentsOf(given, { limit }) {
  return [
    "review",
    // For the log.
    "--format=text",
    `--output=${resolve(given.markdown)}`,
    `--output=${resolve(given.json)}`,
    `--limit=${limit - RESERVED}`,
    // What fails the job is decided when everything is posted.
    "--fail-on=none",
    ...(given.path ? [`--path=${given.path}`] : []),
    ...(given.build ? [`--build=${given.build}`] : []),
    ...(given.app ? [`--app=${given.app}`] : []),
    ...given.environments.map((name) => `--env=${name}`),
  ];
}

/** The command as its words: the given one, a version of the package, or what the project has installed. */
function commandOf({ command, version }, directory) {
  if (command.length > 0) return command;
  if (version) return ["npx", "--yes", `${NAME}@${version}`];
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const installed = join(folder, "node_modules", ".bin", NAME);
    if (existsSync(installed)) return [installed];
    if (folder === dirname(folder)) return [NAME];
  }
}

function existingDirectory(path) {
  if (existsSync(path) && statSync(path).isDirectory()) return path;
  throw new SettingError(`REVIEW_WORKING_DIRECTORY ${JSON.stringify(path)}: expected a folder`);
}

function hint(base) {
  return `A base that git does not know (${base}) needs the whole history: fetch-depth: 0 on GitHub, GIT_DEPTH: "0" on GitLab. A command that is not found needs npm ci before it, or a version.`;
}
