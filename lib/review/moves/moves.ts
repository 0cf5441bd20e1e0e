import { qualifiedKind, type KubernetesObject } from "../../core";
import { likenessOf, shared, type Likeness } from "./likeness";
import { placeOf, type Place } from "./renamed";
import { stemOf } from "./generated-name";

/** What arrived, and what it was before. */
export type Moves = ReadonlyMap<KubernetesObject, KubernetesObject>;

/**
 * Objects that are gone and are there again under another name or in another namespace. By what is surest first: a
 * generated end of the name, the same name elsewhere, the same content, nearly the same content, and what goes with one
 * of these. Linear: each is compared with few others.
 */
export function findMoves(gone: readonly KubernetesObject[], arrived: readonly KubernetesObject[]): Moves {
  const search = new Search(gone, arrived);
  search.pair(({ kind, place, object }) => `${kind} ${place.namespace} ${stemOf(object) ?? `\n${place.name}`}`, always);
  search.pair(({ kind, place }) => `${kind} ${place.name}`, alike);
  search.pair(
    (one) => (telling(one) ? `${one.kind} ${one.place.namespace} ${one.likeness().text}` : undefined),
    always,
  );
  search.pair((one) => (telling(one) ? `${one.kind} ${one.likeness().text}` : undefined), always);
  search.nearest();
  search.company();
  return search.moves;
}

interface Candidate {
  readonly object: KubernetesObject;
  readonly kind: string;
  readonly place: Place;
  readonly likeness: () => Likeness;
}

function candidate(object: KubernetesObject): Candidate {
  let likeness: Likeness | undefined;
  return {
    object,
    kind: qualifiedKind(object),
    place: placeOf(object),
    likeness: () => (likeness ??= likenessOf(object)),
  };
}

type Accept = (before: Candidate, after: Candidate) => boolean;
const always: Accept = () => true;
const alike: Accept = (before, after) => shared(before.likeness(), after.likeness()) >= ALIKE;
/** From this share of equal leaves on it is the same object. */
const ALIKE = 0.8;
/** The best candidate must be better than the next one by this share. */
const CLEARLY = 0.05;
/** A service account looks like any other: objects of fewer leaves are not told by what they hold. */
const TELLING_LEAVES = 8;
/** What more objects than these have in common tells none of them. */
const COMMON = 8;

function telling(one: Candidate): boolean {
  return one.likeness().leaves.size >= TELLING_LEAVES;
}

/** The search as far as it has come: what is paired in one step is not looked at in the next. */
class Search {
  readonly moves = new Map<KubernetesObject, KubernetesObject>();
  private gone: readonly Candidate[];
  private arrived: readonly Candidate[];

  constructor(gone: readonly KubernetesObject[], arrived: readonly KubernetesObject[]) {
    const kinds = new Set(arrived.map(qualifiedKind));
    this.gone = gone.map(candidate).filter(({ kind }) => kinds.has(kind));
    const left = new Set(this.gone.map(({ kind }) => kind));
    this.arrived = arrived.map(candidate).filter(({ kind }) => left.has(kind));
  }

  /** Pairs what has the same key, if it is the only one on both sides. */
  pair(key: (one: Candidate) => string | undefined, accept: Accept): void {
    if (this.gone.length === 0 || this.arrived.length === 0) return;
    const [old, now] = [byKey(this.gone, key), byKey(this.arrived, key)];
    for (const [text, [after, ...more]] of now) {
      const [before, ...others] = old.get(text) ?? [];
      if (before && after && more.length + others.length === 0 && accept(before, after)) this.found(before, after);
    }
    this.settle();
  }

  /** Pairs what has most leaves in common that few others have. */
  nearest(): void {
    const index = new Map<string, Candidate[]>();
    for (const one of this.gone) for (const leaf of leavesOf(one)) put(index, leaf, one);
    const taken = new Set<Candidate>();
    for (const after of this.arrived) {
      const votes = new Map<Candidate, number>();
      for (const leaf of leavesOf(after)) {
        const holders = index.get(leaf) ?? [];
        if (holders.length > COMMON) continue;
        for (const holder of holders) votes.set(holder, (votes.get(holder) ?? 0) + 1);
      }
      const [best, next] = [...votes]
        .toSorted(([, a], [, b]) => b - a)
        .slice(0, 3)
        .map(([before]) => ({ before, share: shared(before.likeness(), after.likeness()) }))
        .toSorted((a, b) => b.share - a.share);
      if (!best || best.share < ALIKE || taken.has(best.before) || (next && best.share - next.share < CLEARLY))
        continue;
      taken.add(best.before);
      this.found(best.before, after);
    }
    this.settle();
  }

  /** Pairs small objects whose names go the same way as those of what they belong to. */
  company(): void {
    const ways = new Map<string, Place>();
    for (const [after, before] of this.moves) {
      ways.set(JSON.stringify(placeOf(before)), placeOf(after));
      const [from, to] = [placeOf(before).namespace, placeOf(after).namespace];
      if (from !== to) ways.set(JSON.stringify({ name: from, namespace: "" }), { name: to, namespace: "" });
    }
    const way = ({ place }: Candidate): Place | undefined => {
      const namespace = ways.get(JSON.stringify({ name: place.namespace, namespace: "" }))?.name;
      return ways.get(JSON.stringify(place)) ?? (namespace === undefined ? undefined : { ...place, namespace });
    };
    const arrived = byKey(this.arrived, ({ kind, place }) => `${kind} ${JSON.stringify(place)}`);
    for (const before of this.gone) {
      const to = way(before);
      const [after] = to ? (arrived.get(`${before.kind} ${JSON.stringify(to)}`) ?? []) : [];
      if (after && shared(before.likeness(), after.likeness()) >= ALIKE) this.found(before, after);
    }
    this.settle();
  }

  private found(before: Candidate, after: Candidate): void {
    this.moves.set(after.object, before.object);
  }

  private settle(): void {
    const left = new Set(this.moves.values());
    this.gone = this.gone.filter(({ object }) => !left.has(object));
    this.arrived = this.arrived.filter(({ object }) => !this.moves.has(object));
  }
}

function leavesOf(one: Candidate): string[] {
  return telling(one) ? [...one.likeness().leaves].map((leaf) => `${one.kind} ${leaf}`) : [];
}

function byKey(all: readonly Candidate[], key: (one: Candidate) => string | undefined): Map<string, Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const one of all) {
    const text = key(one);
    if (text !== undefined) put(found, text, one);
  }
  return found;
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
