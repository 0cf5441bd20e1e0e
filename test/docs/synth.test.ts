/** What the README says of `synth` is what it prints. */
import { page } from "./markdown";
import { source, writeCompiled } from "./project";
import { inDirectory, runCommand, thisRepository } from "./synth";

const readme = page("README.md");

test("prints the table of dev", async () => {
  const table = readme.blocks.find(({ language, text }) => language === "text" && text.startsWith("dev "));

  const { stdout } = await runCommand(["synth"], thisRepository);

  expect(stdout.startsWith(table?.text ?? "no table")).toBe(true);
  expect(table?.text).toContain("\nwrote out/dev\n");
});

test("tells every problem at once, writes nothing and exits with 1", async () => {
  const { file, code } = source("stacks/build.ts");
  const wrong = code.replace("min: 2", "min: 12").replace('"800ms"', '"12s"');
  const directory = inDirectory("wrong", (created) => writeCompiled(created, file, wrong));
  const announced = readme.blocks.find(({ text }) => text.startsWith("error: "));

  const result = await runCommand(["synth", "--env", "staging"], directory);

  expect(result).toEqual({ code: 1, stdout: "", stderr: announced?.text });
});

test("has the options and the exit codes of the table", async () => {
  const rows = readme.tables.find(({ header }) => header[0] === "`synth` option")?.rows ?? [];
  const options = rows.map(([option = ""]) => /`(--[\w-]+)/.exec(option)?.[1]);

  const { stdout: help } = await runCommand(["synth", "--help"], thisRepository);

  expect(options.filter((option) => !help.includes(`${option} `))).toEqual([]);
  expect(rows.map(([, , code]) => code)).toEqual(["0", "1", "2"]);
  expect((await runCommand(["synth", "--env", "nowhere"], thisRepository)).code).toBe(2);
  expect(JSON.parse((await runCommand(["synth", "--json"], thisRepository)).stdout)).toHaveLength(3);
});
