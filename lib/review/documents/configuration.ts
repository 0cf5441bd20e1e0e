import { isRecord, type JsonRecord } from "../../core";
import { NotYaml, parseYaml } from "../yaml";
import { parseIni } from "./ini";

/** An object of JSON, YAML or ini; undefined for any other text. */
export function configuration(text: string): JsonRecord | undefined {
  const ini = /^\[[^\]\n]+\]$/m.test(text) ? parseIni(text) : undefined;
  if (ini) return ini;
  if (!/^\s*\{|^[\w"'./-]+\s*:(\s|$)/m.test(text)) return undefined;
  try {
    const value = parseYaml(text);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof NotYaml) return undefined;
    throw error;
  }
}
