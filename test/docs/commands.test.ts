/**
 * Every command of the README and of the guides is checked: those of this package are run with the arguments that stand
 * there, the others must name what is rendered.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import packageJson from "../../package.json";
import { asRecord, inTurn } from "../../lib/core";
import { Cluster } from "./cluster";
import { blocksOf, page, pages, ROOT } from "./markdown";
import { source } from "./project";
import { commandsOf, operandsOf, optionOf, type Command } from "./shell";
import { ownStack, runCommand, thisRepository } from "./synth";

const SCRIPTS: Readonly<Record<string, string>> = packageJson.scripts;
const PEERS = Object.keys(packageJson.peerDependencies);
const commands = blocksOf("sh").flatMap(commandsOf);
const title = ({ block, words }: Command): string => `${block.page}:${block.line} ${words.join(" ")}`;
const of = (program: string): [string, Command][] =>
  commands.filter(({ words }) => words[0] === program).map((command) => [title(command), command]);

test("there is no command that nobody checks", () => {
  const checked = ["npm", "npx", "kubectl", "pulumi", "curl", "sleep", "base64"];

  expect(commands.filter(({ words }) => !checked.includes(words[0] ?? "")).map(title)).toEqual([]);
});

test("the first command renders, the second tests", () => {
  const first = page("README.md").blocks.find(({ language }) => language === "sh");

  expect(first && commandsOf(first).map(({ words }) => words.join(" "))).toEqual([
    "npm ci",
    "npm run synth",
    "npm ci",
    "npm test",
  ]);
});

test.each(of("npm"))("%s", async (_, { words }) => {
  const [, verb = "", ...rest] = words;
  if (verb === "install") return expectPackages(rest);
  if (verb === "ci") return expect(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"))).toBeDefined();

  const [script = "", separator, ...args] = verb === "run" ? rest : [verb];
  expect(Object.keys(SCRIPTS)).toContain(script);
  expect(separator ?? "--").toBe("--");
  if (script === "synth") expect(await synthInRepository(args)).toMatchObject({ code: 0, stderr: "" });
});

test.each(of("npx"))("%s", async (_, { words }) => {
  const [, program = "", ...args] = words;
  if (program === "tsc") return;
  expect(Object.keys(packageJson.bin)).toEqual([program]);
  expect(await runCommand(args, ownStack)).toMatchObject({ code: 0, stderr: "" });
});

test("every script that the text names is there", () => {
  const named = pages.flatMap(({ text }) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script));

  expect(named.filter((script) => !(script in SCRIPTS))).toEqual([]);
});

describe("with everything rendered", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = new Cluster(thisRepository);
    const renders = commands.filter(({ words }) => words[0] === "npm" && words[2] === "synth");
    await inTurn(renders, ({ words }) => synthInRepository(words.slice(4)));
  });

  test.each(of("kubectl"))("%s", (_, { words }) => {
    expect(cluster.problemsOf(words)).toEqual([]);
  });

  test.each(["README.md", "docs/guides/deploy.md"])(
    "%s makes the Secrets that pods wait for, and no others",
    (path) => {
      const creates = commands.filter(({ block, words }) => block.page === path && words[1] === "create");
      const made = creates.map(({ words }) => {
        const keys = words.flatMap((word) => /^--from-literal=([^=]+)=/.exec(word)?.[1] ?? []);
        return `${words[4]}: ${keys.toSorted().join(", ")}`;
      });

      expect(made.toSorted()).toEqual(cluster.secretsOf(path === "README.md" ? "prod" : "staging"));
    },
  );

  test.each(blocksOf("yaml").map((block): [string, string] => [`${block.page}:${block.line}`, block.text]))(
    "%s is YAML, and its paths are written by some command",
    (_, text) => {
      const { spec } = asRecord(load(text));
      const paths = [asRecord(spec)["path"], asRecord(asRecord(spec)["source"])["path"]].flatMap((path) =>
        typeof path === "string" ? [join(path)] : [],
      );

      expect(paths.filter((path) => !cluster.paths().includes(path))).toEqual([]);
    },
  );
});

test.each(blocksOf("json").map((block): [string, string] => [`${block.page}:${block.line}`, block.text]))(
  "%s is JSON",
  (_, text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  },
);

test.each(of("pulumi"))("%s", (_, { words }) => {
  const [, verb = "", ...rest] = words;
  const [noun = "", name = ""] = operandsOf(rest, []);
  const program = readFileSync(join(ROOT, "stacks", "index.ts"), "utf8") + source("stacks/index.ts").code;

  expect(["stack init", "config set", "preview", "up"]).toContain([verb, noun].join(" ").trim());
  if (verb === "stack") expect(["dev", "staging", "prod"]).toContain(name);
  if (verb === "config")
    expect(program).toMatch(
      new RegExp(`${rest.includes("--secret") ? "requireSecret" : "(get|require)"}\\("${name}"\\)`),
    );
});

test.each(of("curl"))("%s", (_, { block, words }) => {
  const url = words.find((word) => word.startsWith("localhost:")) ?? "";
  const [, port, path = "nowhere"] = /^localhost:(\d+)(\/\w+)$/.exec(url) ?? [];
  const forwarded = commandsOf(block).find((command) => command.words.includes("port-forward"));
  const shop = readFileSync(join(ROOT, "examples", "gin-shop", "README.md"), "utf8");
  const route = shop.split("\n").find((line) => line.startsWith("|") && line.includes(path));

  expect(forwarded?.words).toContain(port);
  expect(route).toContain(optionOf(words, "-X") ?? "GET");
  for (const [key] of (optionOf(words, "-d") ?? "").matchAll(/\w+(?=:)/g)) expect(shop).toContain(`| \`${key}\` |`);
});

function synthInRepository(args: readonly string[]) {
  return runCommand(["synth", ...args], thisRepository);
}

/** The package with the peers that it cannot do without, those of Pulumi, those that draw, or a compiler that Pulumi takes. */
function expectPackages(names: readonly string[]): void {
  const optional = Object.keys(packageJson.peerDependenciesMeta);
  const required = PEERS.filter((name) => !optional.includes(name));
  const [compiler] = /@\d+/.exec(packageJson.devDependencies.typescript.replace(/^npm:@/, "")) ?? [];
  const ofPulumi = optional.filter((name) => name.startsWith("@pulumi/"));
  const drawing = optional.filter((name) => !ofPulumi.includes(name));
  const sets = [
    [packageJson.name, ...required],
    ofPulumi,
    ["--save-dev", ...drawing],
    ["--save-dev", `typescript${compiler}`],
  ];

  expect(sets.map((set) => set.toSorted().join(" "))).toContain(names.toSorted().join(" "));
}
