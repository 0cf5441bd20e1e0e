/**
 * The number that a Kubernetes quantity stands for, in cores or bytes: `"250m"`, `"0.5"`, `"128Mi"`, `134217728`, `"1e3"`.
 * NaN for what is none, which whoever shows it says. Objects that others wrote may hold whatever the API server accepts.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantity(value: unknown): number {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(String(value));
  if (!match) return NaN;
  const [, digits = "", exponent = "", suffix = ""] = match;
  return Number(digits + exponent) * (MULTIPLIERS.get(suffix) ?? 1);
}

const MULTIPLIERS = new Map([
  ["n", 1e-9],
  ["u", 1e-6],
  ["m", 1e-3],
  ...["k", "M", "G", "T", "P", "E"].map((suffix, i): [string, number] => [suffix, 1000 ** (i + 1)]),
  ...["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix, i): [string, number] => [suffix, 1024 ** (i + 1)]),
]);
