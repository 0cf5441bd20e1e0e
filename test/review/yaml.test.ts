import { NotYaml, parseAllYaml, parseYaml } from "../../lib/review/yaml";

test.each([
  ["an octal mode", "mode: 0644", { mode: 420 }],
  ["an octal mode of 1.2", "mode: 0o644", { mode: 420 }],
  ["a merge key", "a: &a { b: 1 }\nc: { <<: *a, d: 2 }", { a: { b: 1 }, c: { b: 1, d: 2 } }],
  ["a date as a text", "from: 2024-04-01", { from: "2024-04-01" }],
  ["times as texts", "at: 1:30", { at: "1:30" }],
  ["numbers", "a: 10\nb: 1e3\nc: 0x1f\nd: 08", { a: 10, b: 1000, c: 31, d: 8 }],
  ["yes as a text", "a: yes\ny: true", { a: "yes", y: true }],
])("reads %s", (_, text, expected) => {
  expect(parseYaml(text)).toEqual(expected);
});

test("leaves empty documents out", () => {
  expect(parseAllYaml("---\n---\na: 1\n---\n# nothing\n---\nb: 2\n")).toEqual([{ a: 1 }, { b: 2 }]);
});

test("tells where a text is no YAML", () => {
  expect(() => parseYaml("a: [\n")).toThrow(NotYaml);
  expect(() => parseAllYaml("a: 1\n---\nb: [\n")).toThrow(/\(\d+:\d+\)/);
});
