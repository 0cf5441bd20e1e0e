import { join } from "node:path";
import { render, toYaml, writeFiles, type OutputFile } from "../core";
import { Observability } from "../observability";
import { openSloDocuments } from "../openslo";
import { loadAppModule, selectEnvironments } from "./app-module";

/** Options of `cdk8s-observability openslo`. */
export interface OpenSloOptions {
  readonly app: string;
  readonly env?: readonly string[];
  readonly out: string;
}

/** Writes the objectives of every monitor as OpenSLO v1, one file for each: `<out>/<environment>/<namespace>.<service>.yaml`. */
export function openSlo(options: OpenSloOptions): void {
  const module = loadAppModule(options.app);
  const files = selectEnvironments(module, options.env ?? []).flatMap(([name, environment]): OutputFile[] => {
    const app = module.build(environment);
    // What cannot be rendered has no objectives that hold.
    render(app, module.renderOptions);
    const stacks = app.node.findAll().filter((construct) => construct instanceof Observability);
    return stacks
      .flatMap((stack) => stack.watched())
      .flatMap((monitor) => {
        const documents = openSloDocuments(monitor);
        if (documents.length === 0) return [];
        const path = join(name, `${monitor.monitorName.replace("/", ".")}.yaml`);
        return [{ path, content: () => documents.map(toYaml).join("---\n") }];
      });
  });
  if (files.length > 0) writeFiles(files, options.out);
  const written = files.length === 0 ? "" : `wrote ${options.out}\n`;
  process.stdout.write(`${files.length} service${files.length === 1 ? "" : "s"} with objectives\n${written}`);
}
