import { join } from "node:path";

/**
 * What a review in CI is told. Everything comes in environment variables, so that no value is ever part of a script:
 * what they mean stands in docs/guides/review-in-ci.md. An empty one is the same as none.
 */
export function settings(env) {
  const given = (name, otherwise = "") => env[`REVIEW_${name}`]?.trim() || otherwise;
  const key = checked("REVIEW_KEY", given("KEY", "default"), /^[a-z0-9][\w.-]{0,50}$/i, 'letters, digits and "._-"');
  return {
    base: given("BASE"),
    head: given("HEAD", "-"),
    workingDirectory: given("WORKING_DIRECTORY", "."),
    path: given("PATH"),
    build: given("BUILD"),
    environments: given("ENV")
      .split(/[\s,]+/)
      .filter(Boolean),
    app: given("APP"),
    failOn: checked("REVIEW_FAIL_ON", given("FAIL_ON", "danger"), /^(none|danger|warning)$/, "none, danger or warning"),
    comment: isOn("REVIEW_COMMENT", given("COMMENT", "true")),
    status: isOn("REVIEW_STATUS", given("STATUS", "true")),
    key,
    version: checked(
      "REVIEW_VERSION",
      given("VERSION"),
      /^([\w~^][\w.~^-]*)?$/,
      'a version of the package, such as "0.1.0"',
    ),
    command: given("COMMAND").split(/\s+/).filter(Boolean),
    ...reportFiles(
      given("REPORTS", env.RUNNER_TEMP ? join(env.RUNNER_TEMP, "cdk8s-observability-review", key) : "review"),
    ),
  };
}

/** Wrong input, told in one line. */
export class SettingError extends Error {}

function reportFiles(directory) {
  return { reports: directory, markdown: join(directory, "review.md"), json: join(directory, "review.json") };
}

function checked(name, value, pattern, accepted) {
  if (pattern.test(value)) return value;
  throw new SettingError(`${name} ${JSON.stringify(value)}: expected ${accepted}`);
}

function isOn(name, value) {
  return checked(name, value, /^(true|false)$/, "true or false") === "true";
}
