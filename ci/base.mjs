import { spawnSync } from "node:child_process";

/** The commit that a request is compared with. Fetched where it is not there, as a checkout has one commit only. */
export function baseOf(given, host, directory) {
  const git = (...args) => {
    const { status, stdout } = spawnSync("git", args, { cwd: directory, encoding: "utf8" });
    return status === 0 ? stdout : undefined;
  };
  const base = given || mergedInto(git, host) || (isNone(host.base) ? "" : host.base);
  const isCommit = /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(base);
  if (isCommit && git("cat-file", "-e", `${base}^{commit}`) === undefined) {
    git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", base);
  }
  return base;
}

/**
 * Workflows check out what merging would give. What it changes is told against its first parent, which may be newer than the
 * base that the event names.
 */
function mergedInto(git, { head }) {
  const commit = git("cat-file", "-p", "HEAD")?.split("\n\n")[0] ?? "";
  const [first, second, ...more] = [...commit.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent);
  return second === head && more.length === 0 ? first : undefined;
}

/** The first push of a branch has a base of zeros. */
function isNone(base) {
  return /^0*$/.test(base ?? "");
}
