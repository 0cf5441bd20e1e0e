import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Draws some dashboards, in an order of its own, and prints each. */
const SCRIPT = `
const { drawDashboard, standalone } = require("./lib/preview/draw");
const { someDashboards } = require("./test/preview/some-dashboards");
const order = process.argv[1] === "backwards" ? someDashboards.toReversed() : someDashboards;
const drawn = order.map((it) => [it.dashboard.uid, standalone(drawDashboard(it, 1280))]);
process.stdout.write(JSON.stringify(Object.fromEntries(drawn.toSorted())));
`;

it("draws the same bytes in any process, time zone, language and order", async () => {
  const [one, other] = await Promise.all([
    drawn("forwards", { TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8" }),
    drawn("backwards", { TZ: "America/Los_Angeles", LANG: "C" }),
  ]);

  expect(one.length).toBeGreaterThan(10_000);
  expect(other === one).toBe(true);
});

async function drawn(order: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await run(process.execPath, ["-r", join(__dirname, "typescript.cjs"), "-e", SCRIPT, order], {
    cwd: join(__dirname, "../../.."),
    env: { ...process.env, ...env },
    maxBuffer: 64e6,
  });
  return stdout;
}
