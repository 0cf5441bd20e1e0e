import { examples } from "./rules-examples.mjs";
import { selects } from "./rules-selectors.mjs";
import { valueOf } from "./rules-values.mjs";

/** Pods of each service. */
const PODS = 2;
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * What the world tells of one service under normal traffic, as far as its rules ask. Which series there are follows from
 * the selectors: the labels that they ask for exactly are set, each label that they match by a pattern gets values of that
 * pattern, and what a program is known to split its metric by is added. A selector that these series leave empty gets one of
 * its own, at rest.
 */
export function seriesFor(selectors) {
  const byMetric = Map.groupBy
    ? Map.groupBy(selectors, ({ metric }) => metric)
    : selectors.reduce((map, one) => map.set(one.metric, [...(map.get(one.metric) ?? []), one]), new Map());
  const patterns = selectors.flatMap(({ matchers }) =>
    matchers.filter(({ label, operator }) => label === "pod" && operator === "=~"),
  );
  const pods = patterns.length > 0 ? examples(patterns[0].value, PODS) : ["pod-a", "pod-b"];
  return [...byMetric].flatMap(([metric, asked]) => seriesOf(metric, asked, pods));
}

function seriesOf(metric, asked, pods) {
  const history = Math.max(...asked.map(({ reach }) => reach));
  const split = splits(metric, asked, pods);
  const series = new Map();
  const add = (labels) =>
    series.set(JSON.stringify(Object.entries(labels).toSorted()), {
      metric,
      labels: { ...origin(metric, labels), ...labels },
      history,
      value: valueOf(metric, labels),
    });
  for (const base of distinct(asked.map(subject))) {
    // What is asked of another program, such as whether kube-state-metrics answers, there is once and not for each service.
    const ofOther =
      base.service === undefined && asked.some(({ matchers }) => matchers.some(({ label }) => label === "service"));
    for (const one of product(base, ofOther ? {} : split)) add(one);
  }
  for (const selector of asked) {
    if ([...series.values()].some(({ labels }) => selects(selector, labels))) continue;
    for (const one of product(exact(selector), dimensions(selector)))
      add({ ...one, ...(metric.endsWith("_bucket") && !one.le && { le: "+Inf" }) });
  }
  return [...series.values()];
}

/** Whose series a selector asks for: its labels without those that the program splits its metric by. */
function subject(selector) {
  const own = Object.keys(splits(selector.metric, [selector], []));
  const matchers = selector.matchers.filter(({ label, operator }) => operator.startsWith("=") && !own.includes(label));
  return { ...selector, matchers };
}

function distinct(asked) {
  const all = asked.flatMap((one) => product(exact(one), dimensions(one)));
  const unique = [
    ...new Map(all.map((labels) => [JSON.stringify(Object.entries(labels).toSorted()), labels])).values(),
  ];
  // The one that says the most stands for those that say less of the same.
  return unique.filter(
    (one) =>
      !unique.some(
        (other) =>
          other !== one &&
          Object.keys(other).length > Object.keys(one).length &&
          Object.entries(one).every(([k, v]) => other[k] === v),
      ),
  );
}

function exact({ matchers }) {
  return Object.fromEntries(
    matchers
      .filter(({ operator, value }) => operator === "=" && value !== "")
      .map(({ label, value }) => [label, value]),
  );
}

function dimensions({ matchers }) {
  const result = {};
  for (const { label, operator, value } of matchers) {
    if (operator === "=~") result[label] = examples(value, label === "pod" ? PODS : 1);
    if (operator === "!=" && value === "") result[label] = ["some"];
  }
  return result;
}

/** The values that programs split their metrics by, beyond the labels that rules ask for. */
function splits(metric, asked, names) {
  const pods = { pod: names };
  if (/^http_.*_bucket$/.test(metric))
    return { ...pods, route: ["/a", "/b"], code: ["200", "500"], le: boundsOf(asked) };
  if (metric.startsWith("http_")) return { ...pods, route: ["/a", "/b"], code: ["200", "500"] };
  if (metric.endsWith("_bucket")) return { le: boundsOf(asked) };
  if (/^kube_.*_condition$/.test(metric)) return { status: ["true", "false", "unknown"] };
  if (metric === "prober_probe_total") return { result: ["successful", "failed", "unknown"] };
  if (metric === "up" && asked.some(({ matchers }) => matchers.some(({ label }) => label === "service"))) return pods;
  return {};
}

/** What discovery and relabelling add to a series. */
function origin(metric, { namespace, service }) {
  if (metric.startsWith("kube_")) return { job: "kube-state-metrics" };
  if (metric.startsWith("container_")) return { job: "cadvisor", node: "node-1" };
  if (/^http_|^up$/.test(metric) && service)
    return { job: `${namespace}/${service}`, container: service, node: "node-1", version: "1.2.3" };
  return {};
}

function boundsOf(asked) {
  const named = asked.flatMap(({ matchers }) =>
    matchers.filter(({ label, operator }) => label === "le" && operator === "=").map(({ value }) => value),
  );
  const numbers = new Set([...BOUNDS, ...named.filter((value) => value !== "+Inf").map(Number)]);
  return [
    ...[...numbers].toSorted((a, b) => a - b).map((bound) => (Number.isInteger(bound) ? `${bound}.0` : `${bound}`)),
    "+Inf",
  ];
}

function product(base, dimension) {
  return Object.entries(dimension).reduce(
    (all, [label, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [label]: value }))),
    [base],
  );
}
