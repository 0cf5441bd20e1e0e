/** What a program tells under `/metrics`: the type of each metric, and the labels of its series. */
export type Told = ReadonlyMap<string, { readonly type: string; readonly labels: ReadonlySet<string> }>;

/** Reads Prometheus' text format. */
export function readMetrics(text: string): Told {
  const told = new Map<string, { readonly type: string; readonly labels: Set<string> }>();
  for (const line of text.split("\n")) {
    const [, named, type] = /^# TYPE (\S+) (\w+)/.exec(line) ?? [];
    if (named !== undefined && type !== undefined) told.set(named, { type, labels: new Set() });
    const [, name = "", labels = ""] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    const family = told.get(name) ?? told.get(name.replace(/_(?:bucket|sum|count)$/, ""));
    for (const [, label = ""] of labels.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) {
      if (label !== "le" && label !== "quantile") family?.labels.add(label);
    }
  }
  return told;
}

/** The metrics of several answers of one program. */
export function together(all: readonly Told[]): Told {
  return new Map(all.flatMap((told) => [...told]));
}

/** What a program tells at an address. */
export async function metricsAt(url: string): Promise<Told> {
  return readMetrics(await (await fetch(url)).text());
}
