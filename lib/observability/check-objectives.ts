import { parseDuration, Problems, UnitError, type Duration } from "../core";
import type { Monitor } from "../monitor";

/**
 * What is wrong with the objectives of monitors: a window that looks further back than Prometheus keeps its samples, so that
 * an error budget would seem to recover as its past is forgotten. `retention` is undefined where samples go with the pod:
 * there, an error budget is openly that of the samples that there are.
 */
export function objectiveProblems(monitors: readonly Monitor[], retention: Duration | undefined): readonly string[] {
  const problems = new Problems();
  const kept = retention === undefined ? Infinity : milliseconds(retention);
  for (const monitor of monitors) {
    for (const { window } of monitor.objectives?.() ?? []) {
      const property = `monitor ${JSON.stringify(monitor.monitorName)}: slo.window`;
      const fix = "keep them longer with prometheus.retention, or judge the objective over a shorter window";
      problems.check(
        parseDuration(window) <= kept,
        property,
        window,
        `at most the ${retention} that Prometheus keeps`,
        fix,
      );
    }
  }
  return problems.list();
}

/** A retention that cannot be read is told by Prometheus itself. */
function milliseconds(duration: Duration): number {
  try {
    return parseDuration(duration);
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    return Infinity;
  }
}
