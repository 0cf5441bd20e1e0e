import type { Construct } from "constructs";
import { UnitError } from "./units";

/**
 * Collects what is wrong with one declaration, so that all of it is told at once. Each message names the property, what
 * it got, what is accepted and, where it is not obvious, the fix; `render` puts the construct's path before it.
 */
export class Problems {
  private readonly messages: string[] = [];

  /** Notes that `property` has the value `got` where `expected` is accepted. */
  add(property: string, got: unknown, expected: string, fix?: string): void {
    const value = got === undefined ? "missing" : JSON.stringify(got);
    this.report(`${property} ${value}: expected ${expected}${fix === undefined ? "" : `; ${fix}`}`);
  }

  /** Notes a problem in words of its own, which say where, what and how to put it right. */
  report(message: string): void {
    // One value may stand for two, such as a request that is the limit too.
    if (!this.messages.includes(message)) this.messages.push(message);
  }

  /** Notes a problem unless `holds`. */
  check(holds: boolean, property: string, got: unknown, expected: string, fix?: string): void {
    if (!holds) this.add(property, got, expected, fix);
  }

  /** The parsed value, or undefined after noting why it cannot be parsed. */
  parse<T>(property: string, text: string, parser: (text: string) => T): T | undefined {
    try {
      return parser(text);
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
      this.add(property, text, error.message);
      return undefined;
    }
  }

  get found(): boolean {
    return this.messages.length > 0;
  }

  /** Makes `render` (and `app.synth()`) fail with these problems, next to everybody else's. */
  reportOn(construct: Construct): void {
    construct.node.addValidation({ validate: () => [...this.messages] });
  }

  list(): readonly string[] {
    return this.messages;
  }
}

/** Thrown once with everything that is wrong. Each problem begins with where it is: a construct path or a file. */
export class SynthesisError extends Error {
  constructor(readonly problems: readonly string[]) {
    super([`${problems.length} problem${problems.length === 1 ? "" : "s"} found:`, ...problems].join("\n  "));
    this.name = "SynthesisError";
  }
}
