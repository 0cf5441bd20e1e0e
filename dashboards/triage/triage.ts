import { namespaceVariable, serviceVariable } from "../expressions";
import type { Dashboard, Row } from "../model";
import { serviceLinks, type Parts } from "../parts";
import { events } from "../service/annotations";
import { targetVariables } from "../service/target";
import { changes } from "./changes";
import { dependencies } from "./dependencies";
import { failing } from "./failing";
import { lines } from "./lines";
import { nextSteps } from "./next-steps";
import { restarts } from "./restarts";
import { saturation } from "./saturation";
import type { Step } from "./step";
import { summary } from "./summary";
import { traces } from "./traces";
import { workloadVariables } from "./workload";

/** From a 5xx to its cause: the questions in the order in which an engineer asks them. */
export function triageDashboard(parts: Parts = {}): Dashboard {
  return {
    uid: "triage",
    title: "5xx triage",
    description:
      "From a 5xx to its cause, one question after the other, for one service. Choose the time so that it begins shortly before the trouble does.",
    variables: [namespaceVariable, serviceVariable, ...targetVariables, ...workloadVariables],
    rows: [summary(), ...numbered(steps(parts))],
    annotations: events,
    links: [
      { title: "All services", dashboard: "services" },
      ...serviceLinks(parts, "triage"),
      { title: "Objectives", dashboard: "objectives" },
    ],
  };
}

/** Without logs or traces, what they would answer is not asked. */
function steps(parts: Parts): Step[] {
  return [
    failing(),
    changes(),
    saturation(),
    restarts(),
    ...(parts.traces ? [dependencies()] : []),
    ...(parts.logs ? [lines()] : []),
    ...(parts.traces ? [traces()] : []),
    nextSteps(parts),
  ];
}

function numbered(steps: readonly Step[]): Row[] {
  return steps.map(({ question, lines }, i) => ({ title: `${i + 1}. ${question}`, lines }));
}
