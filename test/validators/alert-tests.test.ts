/** The unit tests of the alerts, as the command writes them and promtool runs them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../lib/cli/main";
import { environments } from "../../stacks/environments";
import { programPath } from "./check";

const APP = join(__dirname, "..", "..", "stacks", "build.ts");

test.each(Object.keys(environments))(
  "every alert of %s fires when it should, and only then",
  async (environment) => {
    const out = join(mkdtempSync(join(tmpdir(), "alert-tests-")), "out");
    const options = ["--app", APP, "--env", environment, "--out", out, "--promtool", programPath("promtool")];
    const failures: string[] = [];
    const spies = [
      jest.spyOn(process.stdout, "write").mockReturnValue(true),
      jest.spyOn(process.stderr, "write").mockImplementation((text) => failures.push(String(text)) > 0),
    ];

    const code = await main(["test-alerts", ...options]);

    for (const spy of spies) spy.mockRestore();
    expect(failures.join("")).toBe("");
    expect(code).toBe(0);
  },
  600_000,
);
