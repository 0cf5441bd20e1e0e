import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../../lib/core";
import { parseAllYaml } from "../../lib/review/yaml";

/** The objects of all YAML files below a directory. */
export function objectsBelow(directory: string): readonly KubernetesObject[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .toSorted()
    .flatMap((file) => parseAllYaml(readFileSync(join(directory, file), "utf8")) as readonly KubernetesObject[]);
}
