/** The mean of values, of which there is one at least. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The variance of the whole of the values. */
export function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
}

/** The φ-quantile of values, between the two that are nearest. */
export function quantile(q: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(q)) return NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const sorted = values.toSorted((a, b) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b));
  const rank = q * (sorted.length - 1);
  const lower = Math.floor(rank);
  const weight = rank - lower;
  const below = sorted[lower] ?? NaN;
  return below * (1 - weight) + (sorted[Math.min(sorted.length - 1, lower + 1)] ?? below) * weight;
}

/** A line through points, by least squares: its value at a moment, and how it rises in a second. */
export function line(
  times: readonly number[],
  values: readonly number[],
  moment: number,
): { readonly slope: number; readonly intercept: number } {
  const [first = NaN] = values;
  if (values.every((value) => value === first)) {
    return Number.isFinite(first) ? { slope: 0, intercept: first } : { slope: NaN, intercept: NaN };
  }
  const xs = times.map((time) => time - moment);
  const middleX = mean(xs);
  const middleY = mean(values);
  let covariance = 0;
  let spread = 0;
  for (const [i, x] of xs.entries()) {
    covariance += (x - middleX) * ((values[i] ?? NaN) - middleY);
    spread += (x - middleX) ** 2;
  }
  const slope = covariance / spread;
  return { slope, intercept: middleY - slope * middleX };
}

/** A number as Prometheus writes it into a label. */
export function formatted(value: number): string {
  if (value === Infinity) return "+Inf";
  if (value === -Infinity) return "-Inf";
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
