import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { readPlainYaml } from "../../lib/review/plain-yaml";
import { KUBERNETES_YAML } from "../../lib/review/yaml-schema";

function every(text: string): readonly unknown[] {
  return loadAll(text, { schema: KUBERNETES_YAML });
}

/** What both readers may be given: most of it is read by the plain one, and never otherwise than by the whole one. */
const TEXTS: readonly string[] = [
  "a: 1\nb: text\nc: true\nd: null\ne: ~\nf:\ng: 1.5\nh: -3\ni: 0644\nj: 0x1f\nk: 1e3\nl: .5\nm: 2024-04-01\nn: 08\n",
  "a: \"10\"\nb: 'it'\nc: ''\nd: \"\"\ne: 'it''s'\nf: \"a\\nb\"\ng: {}\nh: []\ni: [a, 1, 'b']\nj: { a: 1, b: [c] }\n",
  "a:\n- b\n- c: 1\n  d: 2\n-\n  e: 3\n- - f\n  - g\n-\nh: 1\n",
  "a:\n  - b:\n    - c\n    d: 1\n  - e\n",
  "a: |\n  b: c\n    deeper\n\n  last\n\n\nd: 1\n",
  "a: |-\n    b\n   \n    c\n",
  "a: |-\n  b\n\n",
  "- |\n  a\n  b\n- |-\n  c\n",
  "a: |\n  # no comment\n  b\n# a comment\nc: 1\n  # another\n",
  "# head\n---\na: 1\n---\n# nothing\n---\nb: |\n  ---\n  c\n---\nd: 2\n",
  "a: b # comment\nc: 'd' # comment\ne: \"f#g\"\nh: i#j\nk: http://l:80/m\n",
  "a: - b\n",
  "a: b: c\n",
  'a: "b": "c"\n',
  'a:\n  - "b": "c"\n',
  "a: b\n  goes on\nc: d\n",
  "a: [\n  b\n]\n",
  "a: &b 1\nc: *b\n",
  "a: &b { c: 1 }\nd:\n  <<: *b\n",
  "a: !!str 1\nb: >\n  folded\n  text\n",
  "a: |+\n  kept\n\nb: |2\n    indented\n",
  "a: |\n\n  late\n",
  "a: |\nb: 1\n",
  "a: |\n  b\n c\n",
  "a: 1\na: 2\n",
  "  a: 1\n  b: 2\n",
  "a: 1\n  b: 2\n",
  "  a: 1\nb: 2\n",
  "a:\n    b: 1\n  c: 2\n",
  "a:\n  - b\n - c\n",
  "a: 1\n...\nb: 2\n",
  "%YAML 1.2\n---\na: 1\n",
  "--- text\n",
  "a: ---\nb: ...\nc: -\nd: --flag=e\ne: -x\nf: --\n",
  "a: 1\r\nb: 2\r\n",
  "a:\t1\n",
  "a: yes\nb: y\nc: off\nyes: 1\ny: 2\nnull: 3\n1: 4\ntrue: 5\n",
  '"a b": 1\n? c\n: d\n',
  "a: @b\n",
  "a: %b\n",
  "a: `b`\n",
  "a: b:\n",
  'a: (sum by (x) (rate(y{z=~"1"}[5m])) > 1) or on() vector(0)\nb: $(c)\nd: ${e}\nf: /g\nh: -1 * i\n',
  "a: .inf\nb: -.inf\nc: .nan\nd: NaN\ne: Infinity\nf: +1\ng: 1_000\nh: 0o17\ni: 0b11\nj: 12:30\nk: 1.2.3\nl: 1,2\n",
  "__proto__: 1\nconstructor: 2\n",
  "a: text with trailing spaces   \nb: 1   \nc:   \n  - d\n",
  "a: \u00fc \u2192 \ud83d\ude00\n",
  "\ufeffa: 1\n",
  "a: b\u0000c\n",
  "a: \u0007\n",
  "",
  "\n# nothing\n",
  "text\n",
  "- a\n- b\n",
  "a: |\n  no newline at the end",
  "a: |-\n  no newline at the end",
  "a: no newline at the end",
  "- a: 1\n  b: 2\n- # comment\n  c: 3\n",
  "a: # comment\n  b: 1\n",
  "-   a: 1\n    b: 2\n-   - c\n    - d\n",
  "- a\nb: 1\n",
  "a: 1\n- b\n",
  "a: ,b\nc: ]\n",
  "a: '\n  b'\n",
  'a: "b\\\n  c"\n',
  "a:b\n",
  "a : 1\n",
  "a: [b]: c\n",
];

test.each(TEXTS)("reads no otherwise than the reader of all YAML: %j", (text) => {
  const found = readPlainYaml(text);

  expect(found === undefined || isSame(found, text)).toBe(true);
});

test("reads each text that is changed a little no otherwise than the reader of all YAML", () => {
  const differing = TEXTS.flatMap((text) => [...changed(text)]).filter((text) => {
    const found = readPlainYaml(text);
    return found !== undefined && !isSame(found, text);
  });

  expect(differing).toEqual([]);
});

test("reads all that synth writes", () => {
  const files = readdirSync("test/golden", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".yaml"),
  );

  for (const file of files) {
    const text = readFileSync(join("test/golden", file), "utf8");
    expect({ file, values: readPlainYaml(text) }).toEqual({ file, values: every(text) });
  }
  expect(files.length).toBeGreaterThan(100);
});

function notEmpty(documents: readonly unknown[]): readonly unknown[] {
  return documents.filter((document) => document !== null);
}

function isSame(found: readonly unknown[], text: string): boolean {
  try {
    expect(notEmpty(found)).toEqual(notEmpty(every(text)));
    return true;
  } catch {
    return false;
  }
}

/** Each line left out, moved to the right, and put at the end; and each character that means something put at its end. */
function* changed(text: string): Iterable<string> {
  const lines = text.split("\n");
  for (const [i, line] of lines.entries()) {
    const others = [...lines.slice(0, i), ...lines.slice(i + 1)];
    yield others.join("\n");
    yield [...others, line].join("\n");
    for (const other of [` ${line}`, line.replace(/^ /, ""), `- ${line}`, `${line} #`])
      yield [...lines.slice(0, i), other, ...lines.slice(i + 1)].join("\n");
    for (const end of [":", " ", "|", " |", " |-", "'", '"', " -", "- ", "\n", "\n---"])
      yield [...lines.slice(0, i), line + end, ...lines.slice(i + 1)].join("\n");
  }
}
