/** What the API server refuses, by the same cases: test/validators/immutable-fields.test.ts asks a real one. */
import { immutableCases, type Fate } from "./cases";
import { replacementsToldOf } from "./told";

const CANNOT = [{ severity: "danger", rule: "cannot" }];

const TOLD: Readonly<Record<Fate, readonly object[]>> = {
  refused: CANNOT,
  kept: CANNOT,
  uncertain: [{ severity: "warning", rule: "maybe-immutable" }],
  accepted: [],
};

test.each(immutableCases().map((one) => [`${one.title} is ${one.fate}`, one] as const))("%s", (_, one) => {
  const told = replacementsToldOf(one);

  expect(told).toEqual(TOLD[one.fate]);
});
