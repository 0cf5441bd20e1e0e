import { asRecord } from "../../../core";
import type { Changes } from "../../model";
import { milliseconds } from "./amount";

/**
 * How far the rules of the side after look back at most, such as `30d`, if it is days at all. Reads the texts of all rules
 * without taking them apart: to be asked only when the retention is cut.
 */
export function objectiveWindow({ after }: Changes): string | undefined {
  const windows = new Set(
    after.objects
      .filter(({ kind }) => kind === "ConfigMap")
      .flatMap((object) => Object.values(asRecord(object["data"])))
      .flatMap((text) =>
        typeof text === "string" && text.startsWith("groups:")
          ? [...text.matchAll(/\[(\d+[dw])[:\]]/g)].map(([, window]) => window ?? "")
          : [],
      ),
  );
  return [...windows].toSorted((one, other) => (milliseconds(other) ?? 0) - (milliseconds(one) ?? 0))[0];
}
