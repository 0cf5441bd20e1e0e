#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { asRecord, SynthesisError } from "../core";
import { explain, type ExplainOptions } from "./explain";
import { openSlo, type OpenSloOptions } from "./openslo";
import { NoAnswer } from "../preview";
import { preview } from "./preview";
import type { PreviewOptions } from "./preview-options";
import { GitError } from "../review";
import { review } from "./review";
import type { ReviewOptions } from "./review-options";
import { runbook, type RunbookOptions } from "./runbook";
import { synth, type SynthOptions } from "./synth";
import { testAlerts, type TestAlertsOptions } from "./test-alerts";
import { UsageError } from "./usage-error";

/** Runs the command and returns its exit code: 0 done, 1 the declarations are wrong or something failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    let code = 0;
    await command((result) => (code = result)).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) return fail(error.message, 2);
    if (error instanceof SynthesisError || error instanceof NoAnswer || error instanceof GitError)
      return fail(error.message, 1);
    return fail(unexpected(error), 1);
  }
}

/** The command; what its action says of how it went is handed to `finish`. */
function command(finish: (code: number) => void): Command {
  const program = new Command("cdk8s-observability")
    .description("Renders the services and the observability stack that a project declares.")
    .version(packageVersion())
    .exitOverride();
  program
    .command("synth")
    .description("Write every object of every environment to <out>/<environment>/<namespace>/<kind>.<name>.yaml.")
    .option("--app <file>", "compiled module that exports environments and build()", "dist/stacks/build.js")
    .option("--env <name...>", "only these environments (default: all)")
    .option("--out <dir>", "where to write; replaced as a whole, unless it holds other files", "out")
    .option("--json", "print the summary as JSON")
    .exitOverride()
    .action((options: SynthOptions) => synth(options));
  program
    .command("test-alerts")
    .description(
      "Write unit tests for every alert, and run them with promtool: each fires when it should, and only then.",
    )
    .option("--app <file>", "compiled module that exports environments and build()", "dist/stacks/build.js")
    .option("--env <name...>", "only these environments (default: all)")
    .option("--alert <name...>", "only these alerts (default: all)")
    .option("--out <dir>", "where to write; replaced as a whole, unless it holds other files", "out/alert-tests")
    .option("--promtool <path>", "the promtool to run", "promtool")
    .option("--no-run", "only write the tests; run them with: promtool test rules <out>/*/*/*.test.yaml")
    .exitOverride()
    .action((options: TestAlertsOptions) => finish(testAlerts(options) ? 0 : 1));
  program
    .command("preview")
    .description(
      "Draw the dashboards as a page and as pictures, for a look at layout, units, limits and legends: <out>/<environment>/index.html.",
    )
    .option("--app <file>", "compiled module that exports environments and build()", "dist/stacks/build.js")
    .option("--env <name...>", "only these environments (default: all)")
    .option("--dashboard <uid...>", "only these dashboards (default: all)")
    .option("--out <dir>", "where to write; replaced as a whole, unless it holds other files", "out/preview")
    .option("--png", "draw a picture of each dashboard, too: <out>/<environment>/<uid>.png")
    .option("--theme <name>", "of the pictures: dark or light; the page has both", "dark")
    .option("--prometheus <url>", "show what this Prometheus knows (default: a made-up hour)")
    .option("--loki <url>", "with --prometheus: show what this Loki knows (default: no logs)")
    .option("--jaeger <url>", "with --prometheus: show what this Jaeger knows (default: no traces)")
    .option("--var <name=value...>", "choose this value of a variable, such as service=checkout")
    .exitOverride()
    .action((options: PreviewOptions) => preview(options));
  program
    .command("review")
    .description(
      "Tell what a change means: alerts that page later, what is replaced, lost, opened or restarted, and what it costs. Each side is a git ref, a folder of YAML, or - for what the working tree renders.",
    )
    .argument("<base>", "what there is, such as main")
    .argument("[head]", "what is to come", "-")
    .option("--app <file>", "compiled module that exports environments and build(), for -", "dist/stacks/build.js")
    .option("--env <name...>", "only these environments (default: all)")
    .option("--path <folder>", "of a git ref: where its YAML lies (default: each folder that synth wrote)")
    .option("--build <command>", "of a git ref: run this in a fresh copy of it first, to have its YAML rendered")
    .option("--format <name>", "how it is printed: markdown, text or json", "markdown")
    .option("--output <file...>", "write it to files, too; each .md, .txt or .json")
    .option("--fail-on <severity>", "exit with 1 on danger, or on danger and warning: none, danger or warning", "none")
    .option("--limit <characters>", "of Markdown: what is least urgent is left out first", "60000")
    .option("--nodes <count>", "of the cluster, for the estimate of series", "3")
    .exitOverride()
    .action((base: string, head: string, options: ReviewOptions) => finish(review(base, head, options) ? 0 : 1));
  program
    .command("explain")
    .description(
      "Tell where an object or an alert came from: the construct and its properties, given or default; what watches it, who is told, and what it costs.",
    )
    .argument("<what>", "Kind/namespace/name, such as Deployment/shop/checkout, or an alert, such as ServiceErrors5xx")
    .argument("[service]", "<namespace>/<service> of the alert (default: all that have it)")
    .option("--app <file>", "compiled module that exports environments and build()", "dist/stacks/build.js")
    .option("--env <name...>", "only these environments (default: all)")
    .option("--json", "print it as JSON")
    .exitOverride()
    .action((what: string, service: string | undefined, options: ExplainOptions) => explain(what, service, options));
  program
    .command("openslo")
    .description(
      "Write the objectives of every service as OpenSLO v1 to <out>/<environment>/<namespace>.<service>.yaml.",
    )
    .option("--app <file>", "compiled module that exports environments and build()", "dist/stacks/build.js")
    .option("--env <name...>", "only these environments (default: all)")
    .option("--out <dir>", "where to write; replaced as a whole, unless it holds other files", "out/openslo")
    .exitOverride()
    .action((options: OpenSloOptions) => openSlo(options));
  program
    .command("runbook")
    .description(
      "Print what to do about an alert, with the names of the service put in; without an alert, list the pages.",
    )
    .argument("[alert]", "such as ServiceErrors5xx")
    .argument("[service]", "<namespace>/<service> of the alert")
    .option("--app <file>", "compiled module that declares the service (default: dist/stacks/build.js, if it is there)")
    .exitOverride()
    .action((alert: string | undefined, service: string | undefined, options: RunbookOptions) =>
      runbook(alert, service, options),
    );
  return program;
}

function packageVersion(): string {
  const path = require.resolve("cdk8s-observability/package.json");
  return String(asRecord(JSON.parse(readFileSync(path, "utf8")))["version"]);
}

/** What nobody foresaw, such as an error within build(). Its stack is for whoever asks for it. */
function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env["DEBUG"] ? (error.stack ?? error.message) : `${error.message} (DEBUG=1 tells where)`;
}

function fail(message: string, code: number): number {
  process.stderr.write(`error: ${message}\n`);
  return code;
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
