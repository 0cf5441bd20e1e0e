import { wholeMatch } from "../../../lib/components/alertmanager/pattern";
import { noPatterns, patterns } from "./some-patterns";

test.each(patterns)("%j matches what RE2 matches", (pattern, yes, no) => {
  const matched = [...yes, ...no].filter((value) => wholeMatch(pattern)?.test(value));

  expect(matched).toEqual(yes);
});

test.each(noPatterns)("%j is no pattern", (pattern) => {
  expect(wholeMatch(pattern)).toBeUndefined();
});

test("flags after the beginning are refused, as they cannot be told here", () => {
  expect(wholeMatch("a(?i)b")).toBeUndefined();
  expect(wholeMatch("a(?i:b)")).toBeUndefined();
});
