// Posts what ci/review.mjs wrote: one comment, which is kept up to date, the status of the commit, and the summary of the run.
import { existsSync, readFileSync } from "node:fs";
import { ApiError } from "./api.mjs";
import { commentOf, fitting, markerOf } from "./comment.mjs";
import { hostOf } from "./host.mjs";
import { keepOneComment } from "./one-comment.mjs";
import { settings, SettingError } from "./settings.mjs";
import { isEmpty, readReport, verdictOf } from "./verdict.mjs";

/** Of the summary of a step: 1 MiB on GitHub, and a character has up to four bytes. */
const SUMMARY_LIMIT = 250_000;

try {
  const given = settings(process.env);
  process.exitCode = await post(given, hostOf(process.env));
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}

async function post(given, host) {
  const found = readReport(given);
  const verdict = verdictOf(found, given.failOn);
  const report = found ?? { markdown: failureText(given) };
  const context = given.key === "default" ? "cdk8s-observability/review" : `cdk8s-observability/review/${given.key}`;
  const body = commentOf({ ...host, key: given.key, report });

  const wantsComment = given.comment && host.hasRequest;
  // What was never told needs no comment that it is gone; where the review failed, the status tells so.
  const create = found !== undefined && !isEmpty(found);
  const commented = wantsComment
    ? await attempt(host, "comment", () => keepOneComment(host, { marker: markerOf(given.key), body, create }))
    : "off";
  const told = given.status
    ? await attempt(host, "status", () => host.setStatus({ ...verdict, context, url: host.run }))
    : "off";
  // A job log is no place for a report that stands in a comment.
  if (host.showsAlways || !isCommented(commented)) host.show(fitting(report, host.run, SUMMARY_LIMIT));

  if (verdict.state !== "success") host.tell("error", `${context}: ${verdict.description}`);
  else console.log(`${context}: ${verdict.description}`);
  return verdict.state === "success" && commented !== "failed" && told !== "failed" ? 0 : 1;
}

/** Does one of the two and returns what it did; `denied` where we may not, `failed` where it went wrong. */
async function attempt(host, what, run) {
  if (!host.hasToken) return denied(host, what, "there is no token");
  try {
    return (await run()) ?? "done";
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (host.isDenied(error)) return denied(host, what, error.message);
    const hint = error.status === 401 || error.status === 404 ? `; ${host.needs[what]}` : "";
    host.tell("error", `The ${what} is not posted: ${error.message}${hint}`);
    return "failed";
  }
}

function denied(host, what, reason) {
  host.tell("warning", `The ${what} is not posted: ${reason}; ${host.needs[what]}. The run has the report.`);
  return "denied";
}

function isCommented(done) {
  return ["created", "updated", "unchanged"].includes(done);
}

function failureText({ reports }) {
  const log = `${reports}/error.txt`;
  const error = existsSync(log) ? readFileSync(log, "utf8").trim().slice(-2000) : "";
  const quoted = error.split("\n").map((line) => `    ${line}`);
  return ["**The review failed**, so nobody knows what this changes.", ...(error ? ["", ...quoted] : [])].join("\n");
}
