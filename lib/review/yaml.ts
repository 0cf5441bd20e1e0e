import { load, loadAll, YAMLException } from "js-yaml";

/** A text that is no YAML; the message tells where. */
export class NotYaml extends Error {}

/** The value that a text of one document holds. Throws {@link NotYaml}. */
export function parseYaml(text: string): unknown {
  return attempt(() => load(text));
}

/** The values of all documents of a text; empty ones are left out. Throws {@link NotYaml}. */
export function parseAllYaml(text: string): readonly unknown[] {
  return attempt(() => loadAll(text).filter((value) => value !== null && value !== undefined));
}

function attempt<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof YAMLException) throw new NotYaml(error.message);
    throw error;
  }
}
