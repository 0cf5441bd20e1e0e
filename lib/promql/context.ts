import type { Span, StringLiteral } from "./expression";
import { nearest } from "./nearest";
import type { ExpressionProblem } from "./problem";
import type { Names } from "./series";

/** What is passed along while an expression is looked at. */
export class Context {
  readonly problems: ExpressionProblem[] = [];
  /** Where the texts begin whose content matters to what is found. */
  readonly relevant = new Set<number>();
  /** Whether names stand within texts, so that nothing is known of another expression of this shape. */
  hasQuotedNames = false;

  constructor(
    readonly text: string,
    readonly names: Names,
    private readonly suggested = new Map<string, readonly string[]>(),
  ) {}

  /** Names that are like one that is unknown. Services that make one mistake make it a thousand times. */
  suggestions(name: string): readonly string[] {
    const found = this.suggested.get(name) ?? nearest(name, this.names.all());
    this.suggested.set(name, found);
    return found;
  }

  /** Notes a problem of a part of the expression. */
  report(part: Span, expected: string, fix?: string): void {
    const got = this.slice(part);
    if (this.problems.some((other) => other.got === got && other.expected === expected)) return;
    this.problems.push({ got, expected, ...(fix === undefined ? {} : { fix }) });
  }

  /** The content of a text, noted as one that matters. */
  read(literal: StringLiteral): string {
    this.relevant.add(literal.from);
    return literal.value;
  }

  slice({ from, to }: Span): string {
    return this.text.slice(from, to);
  }
}
