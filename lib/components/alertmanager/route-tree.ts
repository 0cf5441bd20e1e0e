import type { RouteConfig } from "./alertmanager-config";
import { matchesAll, parseMatchers, type AlertLabels, type LabelMatcher } from "./label-matcher";

/** A route with what it inherits. */
export interface RouteNode {
  readonly matchers: readonly LabelMatcher[];
  readonly receiver: string;
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
  readonly muteTimeIntervals: readonly string[];
  readonly activeTimeIntervals: readonly string[];
  readonly continues: boolean;
  readonly children: readonly RouteNode[];
}

/** What Alertmanager takes where the root says nothing. */
const DEFAULTS = { receiver: "", groupBy: [], groupWait: "30s", groupInterval: "5m", repeatInterval: "4h" };

type Inherited = Pick<RouteNode, keyof typeof DEFAULTS>;

/** The tree as Alertmanager understands it: a route has what its parent has, but for matchers and time intervals. */
export function routeTree(route: RouteConfig, parent: Inherited = DEFAULTS): RouteNode {
  const own: Inherited = {
    receiver: route.receiver ?? parent.receiver,
    groupBy: route.group_by ?? parent.groupBy,
    groupWait: route.group_wait ?? parent.groupWait,
    groupInterval: route.group_interval ?? parent.groupInterval,
    repeatInterval: route.repeat_interval ?? parent.repeatInterval,
  };
  return {
    ...own,
    matchers: parseMatchers(route.matchers),
    muteTimeIntervals: route.mute_time_intervals ?? [],
    activeTimeIntervals: route.active_time_intervals ?? [],
    continues: route.continue === true,
    children: (route.routes ?? []).map((child) => routeTree(child, own)),
  };
}

/**
 * The routes at which an alert ends, in their order: the first child that matches decides, and further ones as long as
 * each says `continue`; the route itself only where no child does.
 */
export function matchingRoutes(node: RouteNode, labels: AlertLabels): readonly RouteNode[] {
  if (!matchesAll(node.matchers, labels)) return [];
  const found: RouteNode[] = [];
  for (const child of node.children) {
    const routes = matchingRoutes(child, labels);
    found.push(...routes);
    if (routes.length > 0 && !child.continues) break;
  }
  return found.length > 0 ? found : [node];
}
