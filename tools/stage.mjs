import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Fills a new folder and gives it its name at the end: whoever sees `target` sees all of it. */
export function stage(target, fill) {
  mkdirSync(dirname(target), { recursive: true });
  const directory = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    fill(directory);
    chmodSync(directory, 0o755); // temporary folders are their owner's alone, the tools may be shared
    renameSync(directory, target);
  } catch (error) {
    // Two installers at once: the other one was faster, and what it made is the same.
    if (error.code !== "ENOTEMPTY" || !existsSync(target)) throw error;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
