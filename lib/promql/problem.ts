/** What is wrong with an expression. */
export interface ExpressionProblem {
  /** The part that it is about. */
  readonly got: string;
  /** What is accepted, as the end of the sentence "expected …". */
  readonly expected: string;
  /** How to put it right. */
  readonly fix?: string;
}
