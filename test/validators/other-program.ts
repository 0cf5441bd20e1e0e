import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { answers, eventually } from "./running";
import { afterwards } from "./sandbox";

/** Where a program lies that `npm run tools` does not build; undefined where it is not on the PATH. */
export function otherProgram(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Runs it until the tests of this file are over, and returns when it is ready, or its address answers. */
export async function startOther(
  path: string,
  args: readonly string[],
  ready: string | (() => Promise<boolean>),
): Promise<void> {
  const program = spawn(path, args, { stdio: "ignore" });
  const ended = once(program, "exit");
  afterwards(async () => {
    program.kill("SIGKILL");
    await ended;
  });
  const isReady = typeof ready === "string" ? () => answers(ready) : ready;
  if (!(await eventually(30_000, () => isReady().catch(() => false)))) throw new Error(`${path} does not answer`);
}
