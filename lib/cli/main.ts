#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { asRecord, SynthesisError } from "../core";
import { synth, type SynthOptions } from "./synth";
import { UsageError } from "./usage-error";

/** Runs the command and returns its exit code: 0 done, 1 the declarations are wrong or something failed, 2 wrong usage. */
export function main(argv: readonly string[]): number {
  try {
    command().parse(argv, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) return fail(error.message, 2);
    if (error instanceof SynthesisError) return fail(error.message, 1);
    return fail(unexpected(error), 1);
  }
}

function command(): Command {
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

if (require.main === module) process.exitCode = main(process.argv.slice(2));
