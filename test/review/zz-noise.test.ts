import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathText } from "../../lib/review/diff";
import { findingsOf } from "../../lib/review/findings";
import { Inventory } from "../../lib/review/inventory";
import { objectChanges } from "../../lib/review/match";
import { parseYaml } from "../../lib/review/yaml";
import { edited } from "./edit";
import { objectsBelow } from "./objects-below";
test("noise", () => {
  const inv = new Map<string, Inventory>();
  const out: string[] = [];
  for (const file of readdirSync(join(__dirname, "scenarios"))) for (const s of parseYaml(readFileSync(join(__dirname, "scenarios", file), "utf8")) as any[]) {
    const before = inv.get(s.base) ?? new Inventory(objectsBelow(s.base === "any" ? join(__dirname, "base/any") : join(__dirname, "../golden", s.base)));
    inv.set(s.base, before);
    for (const edits of [s.change, s.neighbour.change]) {
      const after = edited(before.objects, edits);
      const changes = { objects: objectChanges(before.objects, after), before, after: new Inventory(after) };
      const f = findingsOf(changes);
      const others = f.filter((one) => one.rule !== "fields-changed");
      const claimed = new Map<unknown, string[]>();
      for (const one of others) for (const e of one.explains) claimed.set(e, [...(claimed.get(e) ?? []), `${one.rule}: ${one.text}`]);
      for (const one of f) if (one.rule === "fields-changed") for (const e of one.explains) if (claimed.has(e) && "path" in e) out.push(`${file} ${s.title}\n   ${pathText(e.path)} ${JSON.stringify(e.before)?.slice(0, 80)} -> ${JSON.stringify(e.after)?.slice(0, 80)}\n   ${claimed.get(e)?.[0]}`);
    }
  }
  process.stdout.write(out.length + "\n" + out.join("\n") + "\n");
});
