/** The checker of LogQL says of every expression what Loki itself says. */
import { accepted, refused } from "../observability/logql-expressions";
import { startLoki, type LokiServer } from "./loki-server";

let loki: LokiServer;

beforeAll(async () => {
  loki = await startLoki();
}, 90_000);

test.each(accepted)("Loki takes %s", async (expr) => {
  expect(await loki.refusal(expr)).toBeUndefined();
});

test.each(refused)("Loki refuses %s", async (expr) => {
  expect(await loki.refusal(expr)).toEqual(expect.any(String));
});
