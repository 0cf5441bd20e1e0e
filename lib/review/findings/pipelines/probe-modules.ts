import { settingsReader } from "./setting";
import { limit, lost } from "./tellers";

/** How the blackbox exporter probes. */
export const probeModules = settingsReader([
  lost(["modules", "*"], ({ names, document }) => ({
    severity: "warning",
    rule: "probe-module-removed",
    text: `module ${names[0] ?? ""} of ${document.program} is removed`,
    consequence: "Probes that ask for it fail, as if their targets were down.",
  })),
  limit(["modules", "*", "timeout"], {
    what: "timeout of module *",
    rule: "probe-module",
    worse: "lower",
    consequence: "A target that answers slower than that counts as down.",
  }),
]);
