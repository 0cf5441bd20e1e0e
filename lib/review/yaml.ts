import { load, loadAll, YAMLException } from "js-yaml";
import { liftLiteralBlocks } from "./literal-blocks";
import { KUBERNETES_YAML } from "./yaml-schema";

/** A text that is no YAML; the message tells where. */
export class NotYaml extends Error {}

/** The value that a text of one document holds. Throws {@link NotYaml}. */
export function parseYaml(text: string): unknown {
  return json(text) ?? attempt(() => load(text, { schema: KUBERNETES_YAML }));
}

/** The values of all documents of a text; empty ones are left out. Throws {@link NotYaml}. */
export function parseAllYaml(text: string): readonly unknown[] {
  const value = json(text);
  if (value !== undefined) return [value];
  return (quickly(text) ?? attempt(() => documentsOf(text))).filter(
    (document) => document !== null && document !== undefined,
  );
}

function documentsOf(text: string): readonly unknown[] {
  return loadAll(text, { schema: KUBERNETES_YAML });
}

/** Long texts are mostly literal blocks. Where that does not work, the whole text is read, and tells what is wrong. */
function quickly(text: string): readonly unknown[] | undefined {
  const lifted = text.length > LONG ? liftLiteralBlocks(text) : undefined;
  if (!lifted) return undefined;
  try {
    return lifted.restore(documentsOf(lifted.text));
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

const LONG = 2_000;

/** JSON is YAML, too, and is read in a tenth of the time. Whatever is not quite JSON is left to the reader of YAML. */
function json(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function attempt<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof YAMLException) throw new NotYaml(error.message);
    throw error;
  }
}
