import { asRecord, isRecord, type JsonRecord } from "../../core";
import { equal } from "./equal";
import type { Pair } from "./pair";

/**
 * Panels compared without their ids and places, which all shift when one is put in between. Where those differ, that is
 * one pair of its own, `position: layout`.
 */
export function layoutApart(panels: readonly Pair[]): Pair[] {
  const before: string[] = [];
  const after: string[] = [];
  const found = panels.map((pair) => {
    if (!isRecord(pair.before) || !isRecord(pair.after)) return pair;
    const [old, now] = [placeOf(pair.before), placeOf(pair.after)];
    if (!equal(old, now)) {
      before.push(`${pair.item.key} ${placeText(old)}`);
      after.push(`${pair.item.key} ${placeText(now)}`);
    }
    return { ...pair, before: without(pair.before), after: without(pair.after) };
  });
  if (before.length === 0) return found;
  return [...found, { item: { by: "position", key: "layout" }, before: before.join(", "), after: after.join(", ") }];
}

function placeOf({ id, gridPos }: JsonRecord): JsonRecord {
  return { id, gridPos };
}

function without(whole: JsonRecord): JsonRecord {
  const { id: _id, gridPos: _gridPos, ...panel } = whole;
  return panel;
}

/** `at 0,8 12x8 id 3`, with whatever else is written there. */
function placeText({ id, gridPos }: JsonRecord): string {
  const { x, y, w, h, ...more } = asRecord(gridPos);
  const rest =
    Object.keys(more).length === 0 && (gridPos === undefined || isRecord(gridPos)) ? "" : ` ${JSON.stringify(gridPos)}`;
  const place = gridPos === undefined ? "nowhere" : `at ${String(x)},${String(y)} ${String(w)}x${String(h)}${rest}`;
  return id === undefined ? place : `${place} id ${JSON.stringify(id)}`;
}
