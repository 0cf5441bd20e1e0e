import { transformSync } from "@swc/core";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { blocksOf, ROOT, type Block } from "./markdown";

/** One file of the project that the TypeScript blocks of all pages make up together. */
export interface Source {
  readonly block: Block;
  /** Such as `stacks/build.ts`. */
  readonly file: string;
  readonly code: string;
  /** Whether it continues an app that is there, and exports `example` for it. */
  readonly isFragment: boolean;
}

/** What stands around a fragment: an app with the service checkout, and the stack that watches it. */
const SURROUNDINGS = [
  'app: import("cdk8s").App',
  'shop: import("cdk8s-observability").ManifestChart',
  'checkout: import("cdk8s-observability").WebService',
  'observability: import("cdk8s-observability").Observability',
].join(", ");

/** A block that begins with `// stacks/build.ts` is that file; whatever exports nothing is a fragment. */
export const sources: readonly Source[] = blocksOf("ts").map((block) => {
  const named = /^\/\/ (stacks\/[\w-]+\.ts)\n/.exec(block.text)?.[1];
  const isFragment = named === undefined && !/^export /m.test(block.text);
  return {
    block,
    file: named ?? `stacks/${basename(block.page, ".md")}-${block.line}.ts`,
    code: isFragment ? fragment(block.text) : block.text,
    isFragment,
  };
});

export function source(file: string): Source {
  const found = sources.find((candidate) => candidate.file === file);
  if (!found) throw new Error(`${file}: no block begins with // ${file}`);
  return found;
}

/** Writes the project as TypeScript. */
export function writeSources(directory: string): void {
  for (const { file, code } of sources) write(join(directory, file), code);
}

/** Writes a file of the project as JavaScript that the tests can load from anywhere, and returns its path. */
export function writeCompiled(directory: string, file: string, code: string): string {
  const options = {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  } as const;
  const compiled = transformSync(code, options).code;
  const path = join(directory, "dist", file.replace(/\.ts$/, ".js"));
  write(
    path,
    compiled.replaceAll(
      /(?<![.\w])require\("([^".][^"]*)"\)/g,
      (_, name: string) => `require(${JSON.stringify(moduleOf(name))})`,
    ),
  );
  return path;
}

/** Where a name leads that is not a file of the project. */
function moduleOf(name: string): string {
  if (name === "cdk8s-observability") return join(ROOT, "lib", "index.ts");
  return name === "cdk8s-observability/pulumi" ? join(ROOT, "lib", "pulumi", "index.ts") : require.resolve(name);
}

/** The imports, and the rest as a function of what stands around it; it returns a value that is meant for a property. */
function fragment(text: string): string {
  const imports = /^(import [^;]+;\n)*/.exec(text)?.[0] ?? "";
  const value = /^const (alerts|alerting)\b/m.exec(text)?.[1];
  const body = `${text.slice(imports.length)}${value === undefined ? "" : `return { ${value} };\n`}`;
  return `${imports}export function example(${SURROUNDINGS}) {\n${body}}\n`;
}

function write(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}
