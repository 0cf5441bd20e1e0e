import type { Problems } from "../../core";
import type { AlertmanagerConfig } from "./alertmanager-config";
import type { CheckedPart, StackLabels } from "./checked-part";
import { WATCHDOG } from "./heartbeat";
import { SEVERITIES } from "./matchers";
import type { AlertingOptions } from "./options";
import { commonSilence, possibleEnds } from "./possible-ends";
import { routeTree, type RouteNode } from "./route-tree";
import { knownValue, verdict, type StackAlert } from "./stack-alert";

/** A branch below the root that somebody has asked for, and what it was seen to take. */
interface Branch {
  readonly node: RouteNode;
  readonly property: string;
  readonly got: unknown;
  readonly groupBy: readonly string[];
  /** Whether some alert can match. */
  matched: boolean;
  /** Whether one of them comes that far. */
  reached: boolean;
  /** Earlier branches that keep alerts for themselves. */
  readonly takers: Set<string>;
  /** The labels of its groups that alerts have. */
  readonly carried: Set<string>;
}

/** Routes that take nothing, groups by labels that no alert has, and critical alerts of which nobody is told. */
export function checkedRoutes(alerting: AlertingOptions, config: AlertmanagerConfig): CheckedPart {
  const root = routeTree(config.route);
  const branches = branchesOf(alerting, root);
  const usual = grouping(alerting.groupBy);
  const carried = new Set<string>();
  const silences = new Map<
    string,
    { readonly names: readonly string[]; readonly alert: StackAlert; also: () => number }
  >();

  const walk = (alert: StackAlert): void => {
    const takers: string[] = [];
    for (const branch of branches) {
      const matches = verdict(branch.node.matchers, alert);
      if (matches === false) continue;
      branch.matched = true;
      if (takers.length > 0) branch.takers.add(takers.join());
      else {
        branch.reached = true;
        for (const label of branch.groupBy) if (knownValue(alert, label) !== "") branch.carried.add(label);
      }
      if (matches === true && !branch.node.continues) takers.push(branch.property);
    }
  };
  const listen = (alert: StackAlert, also: () => number): void => {
    if (alert.severity !== "critical") return;
    for (const ends of possibleEnds(root, (matchers) => verdict(matchers, alert))) {
      const names = commonSilence(ends);
      if (!names) continue;
      const property = branches.find(
        ({ node }) => node === ends[0] || (ends[0] && node.children.includes(ends[0])),
      )?.property;
      silences.set(property ?? "alerting.routes", { names, alert, also });
    }
  };

  return {
    matchers: matchersOf(root),
    presence: [...usual, ...branches.flatMap(({ groupBy }) => groupBy)],
    firstOfClass: (alert, also) => {
      if (alert.alert === WATCHDOG) return;
      for (const label of usual) if (knownValue(alert, label) !== "") carried.add(label);
      walk(alert);
      listen(alert, also);
    },
    report: (problems, stack) => {
      checkGroups(usual, carried, "alerting.groupBy", stack, problems);
      for (const branch of branches) checkBranch(branch, stack, problems);
      for (const [property, { names, alert, also }] of silences) {
        const others = also() > 0 ? ` and ${also()} more` : "";
        problems.add(
          property,
          names,
          `somebody who is told at any time of critical alerts, such as "${alert.alert}" of monitor "${alert.monitor}"${others}`,
          "in the time intervals where this route is silent, let another one take them: continue here, and the same names as activeTimeIntervals there",
        );
      }
    },
  };
}

function branchesOf(alerting: AlertingOptions, root: RouteNode): readonly Branch[] {
  // The first child is the Watchdog's.
  const own = root.children.slice(1);
  const routes = (alerting.routes ?? []).flatMap((route, i) => {
    const node = own[i];
    const property = `alerting.routes[${i}]`;
    return node ? [{ ...fresh(), node, property, got: route.match, groupBy: grouping(route.groupBy) }] : [];
  });
  const severities = SEVERITIES.flatMap((severity) => {
    const node = own.slice(routes.length).find(({ matchers }) => matchers.every(({ accepts }) => accepts(severity)));
    const got = alerting[severity];
    const property = `alerting.${severity}`;
    return node && got !== undefined ? [{ ...fresh(), node, property, got, groupBy: [] }] : [];
  });
  return [...routes, ...severities];
}

function fresh(): Pick<Branch, "matched" | "reached" | "takers" | "carried"> {
  return { matched: false, reached: false, takers: new Set(), carried: new Set() };
}

function grouping(groupBy: readonly string[] = []): readonly string[] {
  return groupBy.filter((label) => label !== "...");
}

function matchersOf(node: RouteNode): RouteNode["matchers"] {
  return [...node.matchers, ...node.children.flatMap(matchersOf)];
}

function checkBranch(branch: Branch, stack: StackLabels, problems: Problems): void {
  const { node, property, got, matched, reached, takers } = branch;
  const isRoute = typeof got !== "string";
  if (matched && reached) {
    checkGroups(branch.groupBy, branch.carried, `${property}.groupBy`, stack, problems);
  } else if (matched) {
    const others = [...new Set([...takers].flatMap((names) => names.split(",")[0] ?? []))].toSorted().join(" and ");
    const fix = `put it before ${others}, or set continue there`;
    problems.add(
      isRoute ? `${property}.match` : property,
      got,
      `alerts that ${others} leaves to it; it takes all of them`,
      fix,
    );
  } else if (isRoute) {
    problems.add(`${property}.match`, got, "labels that an alert of this stack has", whyNone(node, stack));
  }
}

/** Which label it is that no alert has, or which value. */
function whyNone({ matchers }: RouteNode, { names, valuesOf }: StackLabels): string {
  const missing = matchers.find(({ label, accepts }) => !names.includes(label) && !accepts(""));
  if (missing) return `none has the label "${missing.label}", but there are: ${names.join(", ")}`;
  const wrong = matchers.find(
    ({ label, accepts }) => names.includes(label) && !valuesOf(label).some(accepts) && !accepts(""),
  );
  if (!wrong) return "each of them is on some alert, but no alert has all of them";
  const values = valuesOf(wrong.label);
  const known = values
    .slice(0, 10)
    .map((value) => JSON.stringify(value))
    .join(", ");
  return `none matches ${wrong.text}, but there are: ${known}${values.length > 10 ? ` and ${values.length - 10} more` : ""}`;
}

function checkGroups(
  labels: readonly string[],
  carried: ReadonlySet<string>,
  property: string,
  { names }: StackLabels,
  problems: Problems,
): void {
  for (const label of labels) {
    const expected = `a label that an alert has which comes here; there are: ${names.join(", ")}`;
    problems.check(carried.has(label), property, label, expected);
  }
}
