import { text } from "../../../lib/review";
import { aFinding, aReview } from "./a-review";

test("tells each finding on a line, with what follows below it", () => {
  const review = aReview([
    aFinding({ severity: "warning", text: "readiness probe is removed", consequence: "Pods get requests too early." }),
    aFinding(),
  ]);

  expect(text(review)).toBe(`1 warning, 1 other change
main → the working tree

shop/checkout
  warning  readiness probe is removed
           Pods get requests too early.
  change   image of checkout 1.0.0 → 1.0.1
`);
});

test("shows longer values of what is urgent line by line, and of the rest not at all", () => {
  const detail = { before: "sum(\n  x\n)", after: "sum(y)" };

  const review = aReview([
    aFinding({ severity: "warning", text: "another condition", detail }),
    aFinding({ text: "another summary", detail }),
  ]);

  expect(text(review)).toContain(`  warning  another condition
           - sum(
           -   x
           - )
           + sum(y)
  change   another summary
`);
});
