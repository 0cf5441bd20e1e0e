import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadModule, go } from "./go.mjs";
import { stage } from "./stage.mjs";

/** Builds `program` (a row of versions.json) into the folder of `target`. */
export function buildProgram(name, program, target) {
  const { version, versionVariable, versionPrefix = "", tags = [] } = program;
  stage(dirname(target), (directory) => {
    const { cwd, main, mode } = sourceOf(program, directory);
    const linker = `-s -w -X ${versionVariable}=${versionPrefix}${version}`;
    const flags = [mode, "-trimpath", "-buildvcs=false", "-tags", tags.join(","), "-ldflags", linker];
    go(["build", ...flags, "-o", join(directory, name), main], { cwd });
    if (program.generated) rmSync(cwd, { recursive: true });
  });
}

function sourceOf(program, directory) {
  if (program.directory) return ownModule(program);
  return program.generated ? completedModule(program, directory) : publishedModule(program, directory);
}

function ownModule({ directory }) {
  return { cwd: fileURLToPath(new URL(directory, import.meta.url)), main: ".", mode: "-mod=readonly" };
}

/**
 * `go install module@version` refuses a module with replace directives. So the build runs in a module of its own whose
 * go.mod and go.sum are the authors': their replacements and exclusions hold, every dependency is the one they locked.
 * The program's module stays an ordinary dependency, and all packages come from Go's build cache when another build
 * of the same versions put them there.
 */
function publishedModule(program, directory) {
  const module = downloadModule(program.module, program.moduleVersion, program.sum, { cwd: directory });
  const main = [program.module, program.package].filter(Boolean).join("/");
  return { cwd: directory, main, mode: adoptLocks(module, directory) };
}

/**
 * Web pages that a program embeds and its authors do not publish. Nobody looks at them here: empty ones in a copy of the
 * module let it be built, with the authors' own go.mod and go.sum.
 */
function completedModule(program, directory) {
  const module = downloadModule(program.module, program.moduleVersion, program.sum, { cwd: directory });
  const copy = join(directory, "module");
  cpSync(module.Dir, copy, { recursive: true });
  // Folders of the module cache are read-only, and so are copies: nothing could be added to them, nor removed.
  chmodSync(copy, 0o755);
  for (const entry of readdirSync(copy, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
  for (const file of program.generated) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), "");
  }
  return { cwd: copy, main: `./${program.package}`, mode: "-mod=readonly" };
}

function adoptLocks(module, directory) {
  for (const file of ["go.mod", "go.sum"]) {
    copyFileSync(join(module.Dir, file), join(directory, file));
    chmodSync(join(directory, file), 0o644); // the module cache is read-only, and so are copies
  }
  const { Path: path, Version: version, Sum: sum, GoModSum: goModSum } = module;
  appendFileSync(join(directory, "go.sum"), `${path} ${version} ${sum}\n${path} ${version}/go.mod ${goModSum}\n`);

  const { Replace: replacements } = JSON.parse(go(["mod", "edit", "-json"], { cwd: directory }));
  const local = (replacements ?? []).filter(({ New }) => New.Path.startsWith("."));
  const drops = local.map(({ Old }) => `-dropreplace=${Old.Path}${Old.Version ? `@${Old.Version}` : ""}`);
  go(["mod", "edit", "-module=build", `-require=${path}@${version}`, ...drops], { cwd: directory });

  // Parts that the authors keep beside their module are published too, but their go.sum has no checksums of them.
  return local.length > 0 ? "-mod=mod" : "-mod=readonly";
}
