import type { Amounts, CostChange } from "../cost";
import type { EnvironmentReview } from "../review";
import { inParentheses, percentage } from "../wording";

/** What a change costs, as a table: an amount in each row, an environment in each column. */
export interface CostTable {
  readonly environments: readonly string[];
  readonly rows: readonly { readonly amount: string; readonly cells: readonly string[] }[];
  /** Whose cost changes most, one line for each environment. */
  readonly services: readonly string[];
  /** How many nodes it is for. */
  readonly nodes: number;
}

/** Amounts that change, of environments in which any does; undefined where none does. */
export function costTable(reviews: readonly EnvironmentReview[]): CostTable | undefined {
  const changed = reviews.filter(({ cost }) => AMOUNTS.some((amount) => isChanged(cost, amount)));
  const [first] = changed;
  if (!first) return undefined;
  const rows = AMOUNTS.filter((amount) => changed.some(({ cost }) => isChanged(cost, amount)));
  return {
    environments: changed.map(({ name }) => name || "all"),
    rows: rows.map((amount) => ({ amount: amount.name, cells: changed.map(({ cost }) => cell(cost, amount)) })),
    services: changed.flatMap(({ name, cost }) => servicesLine(name, cost)),
    nodes: first.cost.nodes,
  };
}

interface Amount {
  readonly name: string;
  readonly of: (amounts: Amounts) => number;
  readonly shown: (amount: number) => string;
}

const AMOUNTS: readonly Amount[] = [
  { name: "time series", of: ({ series }) => series, shown: whole },
  { name: "samples a second", of: ({ samplesPerSecond }) => samplesPerSecond, shown: whole },
  { name: "storage of metrics a day", of: ({ storagePerDay }) => storagePerDay, shown: megabytes },
  { name: "log streams", of: ({ logStreams }) => logStreams, shown: whole },
  { name: "requested CPU", of: ({ cpu }) => cpu, shown: cores },
  { name: "requested memory", of: ({ memory: bytes }) => bytes, shown: memory },
];

function isChanged({ before, after }: CostChange, { of, shown }: Amount): boolean {
  return shown(of(before)) !== shown(of(after));
}

function cell(cost: CostChange, { of, shown }: Amount): string {
  const [before, after] = [of(cost.before), of(cost.after)];
  if (shown(before) === shown(after)) return shown(after);
  return `${shown(before)} → ${shown(after)}${inParentheses(percentage(before, after))}`;
}

/** So many services are named. */
const MOST_SERVICES = 5;

function servicesLine(environment: string, { byService }: CostChange): string[] {
  const all = [...byService]
    .map(([service, { difference }]) => ({ service, series: Math.round(difference.series) }))
    .filter(({ series }) => series !== 0)
    .toSorted((a, b) => Math.abs(b.series) - Math.abs(a.series) || (a.service < b.service ? -1 : 1));
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_SERVICES).map(({ service, series }) => `${service} ${signed(series, whole)}`);
  const left = all.length - shown.length;
  const where = environment === "" ? "" : ` in ${environment}`;
  return [`Series${where}: ${shown.join(", ")}${left > 0 ? ` and ${left} more services` : ""}`];
}

function signed(amount: number, shown: (amount: number) => string): string {
  return `${amount < 0 ? "-" : "+"}${shown(Math.abs(amount))}`;
}

/** With a comma between thousands, wherever this runs. */
function whole(amount: number): string {
  return String(Math.round(amount)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function cores(millicores: number): string {
  return `${Number((millicores / 1_000).toFixed(2))} cores`;
}

function memory(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes < 10_240 ? `${whole(mebibytes)} Mi` : `${(mebibytes / 1_024).toFixed(1)} Gi`;
}

function megabytes(bytes: number): string {
  return `${whole(bytes / 1e6)} MB`;
}
