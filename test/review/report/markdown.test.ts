import { markdown } from "../../../lib/review";
import { aFinding, aReview } from "./a-review";

test("says that nothing changes", () => {
  expect(markdown(aReview([]))).toBe("## Nothing changes\n\nmain → the working tree\n");
});

test("tells dangers and warnings by service, what follows below, and the rest at the end", () => {
  const review = aReview({
    prod: [
      aFinding({ severity: "danger", text: "claim data is removed", consequence: "All samples are deleted." }),
      aFinding({ severity: "warning", text: "readiness probe is removed" }),
      aFinding(),
    ],
    dev: [aFinding()],
  });

  expect(markdown(review)).toBe(`## 1 danger, 1 warning, 1 other change

main → the working tree

### shop/checkout

- **Danger:** claim data is removed (prod)  
  All samples are deleted.
- **Warning:** readiness probe is removed (prod)

### Other changes

**shop/checkout**

- image of checkout 1.0.0 → 1.0.1 (prod, dev)
`);
});

test("folds what nobody has to look at when it is long", () => {
  const review = aReview(Array.from({ length: 13 }, (_, i) => aFinding({ text: `change ${i}` })));

  expect(markdown(review)).toContain("<details><summary>13 other changes</summary>");
});

test("shows longer values as a difference that nothing in them can end", () => {
  const detail = { before: "rate(x[5m]) > 1", after: "```\nrate(y[5m]) > 1" };

  const shown = markdown(aReview([aFinding({ severity: "warning", detail })]));

  expect(shown).toContain("  ````diff\n  - rate(x[5m]) > 1\n  + ```\n  + rate(y[5m]) > 1\n  ````\n");
});

test.each([
  ["mentions nobody", "owner @team-shop", "owner &#64;team-shop"],
  ["links no issue", "see #12", "see &#35;12"],
  ["makes no HTML", "<img src=x> & more", "&lt;img src=x&gt; &amp; more"],
  ["starts no code", "`rm`", "\\`rm\\`"],
  ["makes no link", "[a](https://example.com)", "[a]\\(https://example.com)"],
  ["emphasises nothing", "*a* _b_ c_d", "\\*a\\* \\_b\\_ c_d"],
  ["stays on its line", "a\n# b", "a # b"],
])("%s because of what a manifest holds", (_, text, expected) => {
  expect(markdown(aReview([aFinding({ text })]))).toContain(`- ${expected}\n`);
});

test("leaves out what is least urgent where there is no room, says how much, and never a danger", () => {
  const dangers = Array.from({ length: 5 }, (_, i) =>
    aFinding({ severity: "danger", text: `danger ${i} ${"x".repeat(100)}` }),
  );
  const others = Array.from({ length: 50 }, (_, i) => aFinding({ text: `change ${i} ${"y".repeat(100)}` }));

  const shown = markdown(aReview([...dangers, ...others]), 2_000);

  expect(shown.match(/\*\*Danger:\*\*/g)).toHaveLength(5);
  const left = Number(/(\d+) more lines are left out/.exec(shown)?.[1]);
  expect(left + (shown.match(/- change/g) ?? []).length).toBe(50);
  expect(left).toBeGreaterThan(0);
  expect(shown.length).toBeLessThanOrEqual(2_000);
});
