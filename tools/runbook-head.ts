/** What stands at the top of a runbook, made from the rules of its alert: no text here can be older than the rules are. */

/** A rule file of one service or program of one app, with its alerts. */
export interface RuleFile {
  /** `shop.checkout` */
  readonly name: string;
  readonly language: "promql" | "logql";
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What tunes the alert of a service, and what it says where nobody does. */
export interface Tuning {
  readonly property: string;
  /** Such as `warning above 1 % for 5m`. */
  readonly byDefault: string;
}

/** The head of each alert's page, by alert. Of apps that have the same alert, the first tells it. */
export function heads(
  apps: readonly (readonly RuleFile[])[],
  tuning: ReadonlyMap<string, Tuning>,
): Map<string, string> {
  const alerts = new Set(apps.flat().flatMap(({ rules }) => rules.map(({ alert }) => alert)));
  return new Map([...alerts].map((alert) => [alert, headOf(rulesOf(alert, apps), tuning.get(alert))]));
}

/** The page with this head between its title and what people wrote. */
export function withHead(page: string, head: string): string {
  const [title = "", ...rest] = page.split("\n");
  const end = rest.indexOf(END);
  const body = end < 0 ? rest : rest.slice(end + 1);
  return [title, BEGIN, ...head.split("\n"), END, ...body].join("\n");
}

/** What `alerts.…` says of its default, by property: the `@default` of each docstring. */
export function defaultsIn(source: string): Map<string, string> {
  const properties = [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*readonly (\w+)\?:/g)];
  return new Map(
    properties.map(([, docstring = "", property = ""]) => [
      property,
      (/@default (?:- )?(.*)/.exec(docstring.replaceAll(/\s*\n\s*\*? ?/g, " "))?.[1] ?? "").trim(),
    ]),
  );
}

/** What tunes each alert of a service: its property, or the objectives. */
export function tuningOf(
  catalogue: readonly { readonly alert: string; readonly property: string }[],
  defaults: ReadonlyMap<string, string>,
): Map<string, Tuning> {
  const tuned = catalogue.map(({ alert, property }): [string, Tuning] => [
    alert,
    { property: `alerts.${property}`, byDefault: defaults.get(property) ?? "" },
  ]);
  const objectives: Tuning = { property: "slo", byDefault: "a service has no objective, and not this alert" };
  return new Map([...tuned, ["ServiceErrorBudgetBurn", objectives]]);
}

const BEGIN = "<!-- This head is made of the rules by: npm run runbooks -->";
const END = "<!-- Below, write by hand. -->";

interface GenericRule extends Rule {
  readonly language: string;
}

/**
 * The rules of one service that has it, or of all programs of the stack; of the stack also what later apps have of other
 * severities. What a later app has of a service's alert is how that service tunes it.
 */
function rulesOf(alert: string, apps: readonly (readonly RuleFile[])[]): GenericRule[] {
  const found: GenericRule[] = [];
  for (const files of apps) {
    const having = files.filter(({ rules }) => rules.some((rule) => rule.alert === alert));
    const ofStack = having.every(({ name }) => isStack(name));
    if (!ofStack && found.length > 0) continue;
    const own = ofStack ? having : having.slice(0, 1);
    const rules = own.flatMap((file) => genericRules(file).filter((rule) => rule.alert === alert));
    const known = new Set(found.map(({ labels }) => labels["severity"]));
    found.push(...rules.filter(({ labels }) => !known.has(labels["severity"])));
  }
  return found.toSorted((a, b) => rank(a) - rank(b));
}

function isStack(file: string): boolean {
  return file.startsWith("observability");
}

function rank({ labels }: Rule): number {
  return ["info", "warning", "critical"].indexOf(labels["severity"] ?? "");
}

/** The names of the sample service become what a reader puts in. */
function genericRules({ name, language, rules }: RuleFile): GenericRule[] {
  const [namespace = "", ...service] = name.split(".");
  return rules.map((rule) => ({
    ...rule,
    language,
    expr: isStack(name) ? rule.expr : generic(rule.expr, namespace, service.join(".")),
  }));
}

function generic(expr: string, namespace: string, service: string): string {
  return expr
    .replaceAll(/(persistentvolumeclaim=~?)"[^"]*"/g, '$1"$$CLAIM"')
    .replaceAll(new RegExp(String.raw`(?<![\w-])${namespace}/${service}(?![\w-])`, "g"), "$$NAMESPACE/$$SERVICE")
    .replaceAll(new RegExp(String.raw`(namespace\w*|k8s_namespace_name)="${namespace}"`, "g"), '$1="$$NAMESPACE"')
    .replaceAll(new RegExp(String.raw`(\w+=~?)"${service}(?=["-])`, "g"), '$1"$$SERVICE');
}

function headOf(rules: readonly GenericRule[], tuning: Tuning | undefined): string {
  const distinct = rules.map(labelsOf).filter((labels, i, all) => all.indexOf(labels) === i).length > 1;
  const blocks: GenericRule[] = [];
  const rows = rules.map((rule, i) => {
    const severity = `**${rule.labels["severity"]}**`;
    return [
      severity,
      rule.for ?? "at once",
      rule.keep_firing_for ?? "-",
      ...(distinct ? [labelsOf(rule)] : []),
      ...(rules.length > 1 ? [expressionOf(rule, blocks, i)] : []),
    ];
  });
  const header = [
    "severity",
    "after",
    "keeps firing",
    ...(distinct ? ["labels"] : []),
    ...(rules.length > 1 ? ["expression"] : []),
  ];
  if (rules.length === 1) blocks.push(...rules);
  const several = blocks.length > 1;
  return [
    ...table([header, header.map(() => "---"), ...rows]),
    "",
    ...folded(
      blocks.flatMap((rule, i) => [
        ...(several ? [`Expression ${i + 1}:`] : []),
        `\`\`\`${rule.language}`,
        ...broken(rule.expr).split("\n"),
        "```",
      ]),
    ),
    ...(tuning ? [`Tuned by \`${tuning.property}\`; by default ${tuning.byDefault}.`, ""] : []),
  ].join("\n");
}

/** What would push that which helps off the screen is opened by whoever wants it. */
function folded(lines: readonly string[]): readonly string[] {
  return lines.length <= 12 ? lines : ["<details><summary>expression</summary>", "", ...lines, "</details>", ""];
}

/** Where the expression of a row stands, or how it differs from one that does. What has a block of its own is noted. */
function expressionOf(rule: GenericRule, blocks: GenericRule[], row: number): string {
  for (const [i, block] of blocks.entries()) {
    const changes = changesBetween(block.expr, rule.expr);
    if (changes === undefined) continue;
    const base = `expression ${i + 1}`;
    if (changes.length === 0) return base;
    return changes.length > 2
      ? `${base}, other windows and limits`
      : `${base}, ${changes.map(([from, to]) => `\`${to}\` for \`${from}\``).join(", ")}`;
  }
  blocks.push(rule);
  return row === 0 ? "expression 1" : `expression ${blocks.length}`;
}

/** Which words and numbers differ; undefined where the two are built otherwise. */
function changesBetween(a: string, b: string): [from: string, to: string][] | undefined {
  const [left, right] = [a, b].map((expr) => expr.match(/"(?:[^"\\]|\\.)*"|[\w.]+|[^\w.]/g) ?? []);
  if (left?.length !== right?.length) return undefined;
  const pairs = (left ?? []).flatMap((from, i): [string, string][] => {
    const to = right?.[i] ?? "";
    return from === to ? [] : [[from, to]];
  });
  return pairs.every(([from, to]) => /\w/.test(from) && /\w/.test(to))
    ? pairs.filter(([from, to], i) => pairs.findIndex((pair) => pair[0] === from && pair[1] === to) === i)
    : undefined;
}

/** What the alert says of itself beside severity and service. */
function labelsOf({ labels }: Rule): string {
  return Object.entries(labels)
    .filter(([name]) => !["severity", "namespace", "service", "cluster"].includes(name))
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

/** A long expression with a line for each of its conditions, and for those within parentheses that are long themselves. */
function broken(expr: string): string {
  if (expr.length <= LONG) return expr;
  const open: { readonly brace: number; readonly breaks: number[] }[] = [{ brace: -LONG, breaks: [] }];
  const breaks = new Map<number, number>();
  for (const { 0: token, index } of expr.matchAll(/"(?:[^"\\]|\\.)*"|[(){}]| (?=(?:and|or|unless) )/g)) {
    if (token === "(" || token === "{") open.push({ brace: index, breaks: [] });
    if (token === " ") open.at(-1)?.breaks.push(index);
    if (token !== ")" && token !== "}") continue;
    const group = open.pop();
    if (group && index - group.brace > LONG) for (const at of group.breaks) breaks.set(at, open.length);
  }
  for (const at of open[0]?.breaks ?? []) breaks.set(at, 0);
  return expr
    .split("")
    .map((char, i) => (breaks.has(i) ? `\n${"  ".repeat((breaks.get(i) ?? 0) + 1)}` : char))
    .join("");
}

const LONG = 120;

function table(rows: readonly (readonly string[])[]): string[] {
  return rows.map((row) => `| ${row.join(" | ")} |`);
}
