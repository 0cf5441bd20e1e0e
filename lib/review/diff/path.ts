/** One step into a value: the key of an object, or an item of a list. */
export type Step = string | Item;

/** An item of a list, by what tells it from the others. */
export interface Item {
  /** The fields that make its key, such as `name`; `value` for a plain one; `position` for one that has no key. */
  readonly by: string;
  readonly key: string;
}

/** The way to a value within an object. What stands in a text is entered like everything else. */
export type Path = readonly Step[];

/** `spec.template.spec.containers[checkout].image`, `data["prometheus.yml"].scrape_configs[pods].metrics_path` */
export function pathText(path: Path): string {
  return path
    .map((step, i) => {
      if (typeof step !== "string") return `[${step.key}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join("");
}

/** Whether the path starts with these keys; `*` stands for any one step. */
export function startsWith(path: Path, start: readonly string[]): boolean {
  return start.every((key, i) => {
    const step = path[i];
    return step !== undefined && (key === "*" || step === key);
  });
}
