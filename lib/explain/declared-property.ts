/** A property of a declaration, and what became of it. */
export interface DeclaredProperty {
  /** `resources.memory` */
  readonly property: string;
  /** As one would write it in TypeScript: `"128Mi"`. Values that may be secret are not shown. */
  readonly value: string;
  /** False for the default. */
  readonly given: boolean;
  /** Fields that it sets, in words or as the end of a path. @default - the object as a whole */
  readonly shapes?: string;
}

/** How a property becomes fields of objects of a kind. */
export interface Shaping<P extends string = string> {
  readonly property: P;
  /** The kinds of objects that it shapes. */
  readonly kinds: readonly string[];
  readonly shapes: string;
  /** What applies where it is not given, as one would write it. @default - nothing applies, and nothing is told of it */
  readonly default?: string;
  /** A property that makes the default none. @default - it applies always */
  readonly unless?: string;
  /** A property without which there is no default. @default - it needs none */
  readonly needs?: string;
  /** Whether it is told of only where it is false, as its parts are told one by one. @default - of every value */
  readonly switchedOff?: true;
  /** Whether each of its entries is told by itself. @default - all on one line */
  readonly each?: true;
  /** Whether only the names of its entries are told, as their values are long. @default - the values, too */
  readonly namesOnly?: true;
}
