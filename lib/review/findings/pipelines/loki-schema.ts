import { asRecord, asRecords, type JsonRecord } from "../../../core";
import { differences } from "../../diff";
import { word } from "../../values";
import type { Setting, SettingChange } from "./setting";
import type { Told } from "./told";

/**
 * The periods of Loki's schema: each tells how what was written since then is to be read. A new one behind the others
 * is how a schema is changed; one that stands must stay as it is.
 */
export const lokiSchema: Setting = { at: ["schema_config", "configs"], tell: periods };

function periods({ before, after, document }: SettingChange): Told {
  const [old, now] = [byDate(before), byDate(after)];
  const gone = [...old.keys()].filter((from) => !now.has(from));
  const edited = [...old].filter(([from, one]) => now.has(from) && differences(one, now.get(from)).length > 0);
  const last = [...old.keys()].toSorted().at(-1) ?? "";
  const added = [...now.keys()].filter((from) => !old.has(from));
  const early = added.filter((from) => from <= last);
  const bad = gone[0] ?? edited[0]?.[0] ?? early[0];
  if (bad !== undefined) {
    const what =
      gone.length > 0 ? "is removed" : early.length > 0 && edited.length === 0 ? "is put before others" : "is changed";
    return {
      severity: "danger",
      rule: "log-schema",
      text: `schema period of ${document.program} from ${bad} ${what}: logs written since then cannot be read`,
      consequence: "Leave the periods that stand as they are, and add a new one that begins in the future.",
    };
  }
  return {
    severity: "info",
    rule: "log-schema-added",
    text: `schema period of ${document.program} from ${added.join(", ")} is new: ${described(now.get(added[0] ?? ""))}`,
    consequence:
      "It must begin in the future when it is deployed: what was already written since then could not be read.",
  };
}

function byDate(value: unknown): ReadonlyMap<string, JsonRecord> {
  return new Map(asRecords(value).map((one) => [dateOf(one["from"]), one]));
}

/** YAML reads a bare date as one. */
function dateOf(from: unknown): string {
  return from instanceof Date ? from.toISOString().slice(0, 10) : word(from);
}

function described(period: JsonRecord | undefined): string {
  const { store, schema, object_store: objects } = asRecord(period);
  return [store, schema, objects].filter((one) => typeof one === "string").join(", ");
}
