import { join } from "node:path";
import { checkManifests, render, SynthesisError, writeManifests, type Manifest } from "../core";
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
  const rendered = environments.map(([name, environment]) => {
    progress.update(`${name}: rendering`);
    const directory = join(options.out, name);
    const { manifests, problems: found } = attempt(() => render(module.build(environment), module.renderOptions));
    found.push(...checkManifests(manifests, directory));
    problems.push(...found.map((problem) => `[${name}] ${problem}`));
    return { name, directory, manifests };
  });
  if (problems.length > 0) {
    progress.done();
    throw new SynthesisError(problems);
  }

  const summaries = rendered.map(({ name, directory, manifests }) => {
    const { bytes } = writeManifests(manifests, directory, {
      onFile: (written, total) => progress.update(`${name}: ${written} of ${total} files`),
    });
    return summarise(name, directory, manifests, bytes);
  });
  progress.done();
  process.stdout.write(options.json ? `${JSON.stringify(summaries, null, 2)}\n` : summaries.map(toText).join("\n"));
}

interface Attempt {
  readonly manifests: readonly Manifest[];
  readonly problems: string[];
}

function attempt(produce: () => readonly Manifest[]): Attempt {
  try {
    return { manifests: produce(), problems: [] };
  } catch (error) {
    if (!(error instanceof SynthesisError)) throw error;
    return { manifests: [], problems: [...error.problems] };
  }
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
