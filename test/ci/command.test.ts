/** What the scripts pass is what the command takes, and what it writes is what they read. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { captured } from "../cli/captured";
import { callsOf, fakeCommand } from "./fake-command";
import { onGitHub } from "./on-github";

const claim = (name: string): string => `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: ${name}
  namespace: shop
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 1Gi
`;

const on = onGitHub();

test("the command's own report of a volume that is deleted is posted", async () => {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: on.job.path("deploy"),
      encoding: "utf8",
    });
  on.job.write("deploy/clusters/prod/orders.yaml", claim("orders"));
  on.job.write("deploy/clusters/prod/carts.yaml", claim("carts"));
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message=first");
  git("rm", "--quiet", "clusters/prod/carts.yaml");
  git("commit", "--quiet", "--message=second");
  fakeCommand(on.job);
  const settings = {
    REVIEW_WORKING_DIRECTORY: "deploy",
    REVIEW_BASE: "HEAD^",
    REVIEW_HEAD: "HEAD",
    REVIEW_PATH: "clusters",
  };
  await on.job.script("review.mjs", { ...settings, REVIEW_ENV: "prod" });
  const passed = callsAll(on.job.read("calls"));
  mkdirSync(on.job.path("reports"), { recursive: true });

  const before = process.cwd();
  process.chdir(on.job.path("deploy"));
  const { code, stderr } = await captured(passed);
  process.chdir(before);
  const posted = await on.job.script("post-review.mjs");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(callsOf(on.job)).toHaveLength(1);
  expect(posted.code).toBe(1);
  expect(on.service.statuses).toMatchObject([{ state: "failure", description: "1 danger" }]);
  expect(on.service.comments[0]?.body).toContain("PersistentVolumeClaim carts is removed with its data");
}, 30_000);

function callsAll(calls = ""): string[] {
  const { args } = JSON.parse(calls.split("\n")[0] ?? "") as { readonly args: string[] };
  return args;
}
