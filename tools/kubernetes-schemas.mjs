import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadModule } from "./go.mjs";
import { stage } from "./stage.mjs";
import { schemaFiles } from "./strict-schema.mjs";

/** The JSON schemas of one Kubernetes release, from the API description that its Go module carries. */
export function installSchemas(version, sum, target) {
  const swagger = readSwagger(version, sum);
  stage(target, (directory) => {
    for (const [name, schema] of schemaFiles(swagger)) writeFileSync(join(directory, name), JSON.stringify(schema));
  });
}

function readSwagger(version, sum) {
  // A cache of its own: 110 MB per release, of which one file is read, should not stay in the user's.
  const cache = mkdtempSync(join(tmpdir(), "kubernetes-"));
  try {
    const module = downloadModule("k8s.io/kubernetes", `v${version}`, sum, {
      cwd: cache,
      env: { GOMODCACHE: cache },
      flags: ["-modcacherw"],
    });
    return JSON.parse(readFileSync(join(module.Dir, "api", "openapi-spec", "swagger.json"), "utf8"));
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}
