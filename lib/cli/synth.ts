import { join } from "node:path";
import { render, SynthesisError, writeManifests } from "../core";
import { loadAppModule, selectEnvironments } from "./app-module";
import { Progress } from "./progress";
import { summarise, type Summary } from "./summary";
import { table } from "./table";

/** Options of `cdk8s-observability synth`. */
export interface SynthOptions {
  readonly app: string;
  readonly env?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
}

/** Renders the environments, writes their files and prints what was written. Nothing is written if any has a problem. */
export function synth(options: SynthOptions): void {
  const module = loadAppModule(options.app);
  const environments = selectEnvironments(module, options.env ?? []);
  const progress = new Progress(process.stderr);

  const problems: string[] = [];
  const rendered = environments.flatMap(([name, environment]) => {
    progress.update(`${name}: rendering`);
    try {
      return [{ name, manifests: render(module.build(environment)) }];
    } catch (error) {
      if (!(error instanceof SynthesisError)) throw error;
      problems.push(...error.problems.map((problem) => `[${name}] ${problem}`));
      return [];
    }
  });
  if (problems.length > 0) {
    progress.done();
    throw new SynthesisError(problems);
  }

  const summaries = rendered.map(({ name, manifests }) => {
    const directory = join(options.out, name);
    const { bytes } = writeManifests(manifests, directory, {
      onFile: (written, total) => progress.update(`${name}: ${written} of ${total} files`),
    });
    return summarise(name, directory, manifests, bytes);
  });
  progress.done();
  process.stdout.write(options.json ? `${JSON.stringify(summaries, null, 2)}\n` : summaries.map(toText).join("\n"));
}

function toText(summary: Summary): string {
  const rows = [...summary.components, { ...summary.total, component: "total" }].map((row) => [
    row.component,
    String(row.objects),
    String(row.alerts),
    String(row.dashboards),
    row.cpu,
    row.memory,
  ]);
  const header = [summary.environment, "objects", "alerts", "dashboards", "CPU", "memory"];
  return `${table([header, ...rows])}${summary.note}wrote ${summary.directory}\n`;
}
