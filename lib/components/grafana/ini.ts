/** A file of sections with keys. @see https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/ */
export type Ini = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** The text of such a file. Values are plain words, numbers, paths and URLs, which need no quotes. */
export function toIni(ini: Ini): string {
  return Object.entries(ini)
    .filter(([, keys]) => Object.keys(keys).length > 0)
    .map(([name, keys]) =>
      [`[${name}]`, ...Object.entries(keys).map(([key, value]) => `${key} = ${value}`), ""].join("\n"),
    )
    .join("\n");
}
