import type { Finding } from "../../lib/review";
import { scenarioFiles, scenariosOf, told } from "./told-in-scenarios";

function line({ severity, service, text }: Finding): string {
  return `${severity} ${service}: ${text}`;
}

describe.each(scenarioFiles)("%s", (file) => {
  const scenarios = scenariosOf(file);

  test.each(scenarios)("$title", (scenario) => {
    const findings = told(scenario, scenario.change);

    const urgent = findings.filter(({ severity }) => severity !== "info").map(line);
    const expectedUrgent = scenario.expect.filter((one) => !one.startsWith("info "));
    expect(urgent.toSorted()).toEqual(expectedUrgent.toSorted());
    expect(findings.map(line)).toEqual(expect.arrayContaining([...scenario.expect]));
  });

  test.each(scenarios)("$title, but not: $neighbour.title", (scenario) => {
    const findings = told(scenario, scenario.neighbour.change);

    expect(findings).not.toEqual([]);
    expect(findings.filter(({ severity }) => severity !== "info").map(line)).toEqual([]);
    expect(findings.map(line)).toEqual(expect.arrayContaining([...(scenario.neighbour.expect ?? [])]));
  });
});
