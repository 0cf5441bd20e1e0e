import type { Labels } from "../sources";
import { argument, type Compiled, type CompiledVector } from "./compiled";
import { NAME } from "./label-sets";
import type { Scope } from "./scope";

/** `histogram_quantile(φ, buckets)` of classic buckets, which are told apart by `le`. */
export function histogramQuantile(args: readonly Compiled[], { sets }: Scope): CompiledVector {
  const q = argument(args, 0, "scalar");
  const vector = argument(args, 1, "vector");
  const project = sets.dropping(["le", NAME]);
  return {
    type: "vector",
    at: (moment) => {
      const histograms = new Map<Labels, Bucket[]>();
      for (const { labels, value } of vector.at(moment)) {
        const bound = boundOf(labels["le"]);
        if (bound === undefined) continue;
        const key = project(labels);
        const buckets = histograms.get(key);
        if (buckets) buckets.push({ bound, count: value });
        else histograms.set(key, [{ bound, count: value }]);
      }
      const at = q.at(moment);
      return [...histograms].map(([labels, buckets]) => ({ labels, value: quantileOf(at, buckets) }));
    },
  };
}

interface Bucket {
  readonly bound: number;
  /** Of observations up to the bound. */
  readonly count: number;
}

function boundOf(le: string | undefined): number | undefined {
  if (le === undefined || le === "") return undefined;
  const bound = /^\+?Inf$/i.test(le) ? Infinity : Number(le);
  return Number.isNaN(bound) ? undefined : bound;
}

/** @see https://github.com/prometheus/prometheus/blob/main/promql/quantile.go for `BucketQuantile` */
function quantileOf(q: number, unsorted: readonly Bucket[]): number {
  if (Number.isNaN(q)) return NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const buckets = rising(unsorted.toSorted((a, b) => a.bound - b.bound));
  const last = buckets.at(-1);
  const beforeLast = buckets.at(-2);
  if (last?.bound !== Infinity || !beforeLast || !(last.count > 0)) return NaN;
  const rank = q * last.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  if (!bucket || bucket === last) return beforeLast.bound;
  const before = buckets[index - 1];
  if (!before && bucket.bound <= 0) return bucket.bound;
  const { bound: start, count: below } = before ?? { bound: 0, count: 0 };
  return start + (bucket.bound - start) * ((rank - below) / (bucket.count - below));
}

/** One bucket of each bound, none of which holds less than the one before it. */
function rising(sorted: readonly Bucket[]): readonly Bucket[] {
  const buckets: Bucket[] = [];
  for (const { bound, count } of sorted) {
    const previous = buckets.at(-1);
    if (previous?.bound === bound) {
      buckets[buckets.length - 1] = { bound, count: previous.count + count };
    } else buckets.push({ bound, count });
  }
  let most = -Infinity;
  return buckets.map(({ bound, count }) => ({ bound, count: (most = Math.max(most, count)) }));
}
