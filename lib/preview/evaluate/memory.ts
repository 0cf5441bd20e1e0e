/** What was computed of moments. It is bounded: a thousand services would not have room otherwise. */
export interface Memory {
  /** Computes once for each moment, as long as there is room. `weigh` says how many values a result holds. */
  readonly byMoment: <T>(compute: (time: number) => T, weigh: (result: T) => number) => (time: number) => T;
}

/** A memory of so many values. When it is full, all of it is forgotten: what a panel asks for is asked for at once. */
export function memory(most = MOST): Memory {
  const all: { clear: () => void }[] = [];
  let held = 0;
  return {
    byMoment: (compute, weigh) => {
      const known = new Map<number, ReturnType<typeof compute>>();
      all.push(known);
      return (time) => {
        const hit = known.get(time);
        if (hit !== undefined) return hit;
        const fresh = compute(time);
        held += 1 + weigh(fresh);
        if (held > most) {
          for (const each of all) each.clear();
          held = 0;
        }
        known.set(time, fresh);
        return fresh;
      };
    },
  };
}

/** Some 200 MB of them, at the most. */
const MOST = 3_000_000;
