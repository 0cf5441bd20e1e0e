import { createHash } from "node:crypto";
import { checkDataKey, type Problems } from "../core";

/** Files that the program reads when it starts, none of them secret. A change of any of them rolls the pods. */
export interface ConfigFiles {
  /** Contents by file name. Together less than 1 MiB. */
  readonly files: Readonly<Record<string, string>>;
  /** The directory in which the program finds them. @default "/etc/<name>" */
  readonly mountPath?: `/${string}`;
}

/** The name of the ConfigMap that holds the files. */
export function configMapName(serviceName: string): string {
  return `${serviceName}-config`;
}

/** Notes what is wrong with the files. */
export function checkConfig({ files }: ConfigFiles, problems: Problems): void {
  const entries = Object.entries(files);
  problems.check(entries.length > 0, "config.files", files, "at least one file");
  for (const [name] of entries) checkDataKey("config.files", name, problems);
  const bytes = entries.reduce((sum, [name, text]) => sum + Buffer.byteLength(name) + Buffer.byteLength(text), 0);
  problems.check(bytes < 2 ** 20, "config.files", `${bytes} bytes`, "less than 1 MiB, the most that a ConfigMap holds");
}

/** A hash of the files: it stands on the pods, which thereby change with them. */
export function configChecksum({ files }: ConfigFiles): string {
  const sorted = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
