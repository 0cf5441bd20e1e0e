/** How far one version is from another. */
export type VersionStep = "major" | "minor" | "patch" | "newer" | "downgrade" | "other";

/**
 * What lies between two tags, by semantic versioning where they are versions: `v1.2`, `7.0.15-bookworm`, `2.0.0-rc.1`.
 * Years and numbers of builds only tell what is newer. Anything else, such as a commit, is `other`.
 * @see https://semver.org
 */
export function versionStep(before: string, after: string): VersionStep {
  const [old, now] = [parse(before), parse(after)];
  if (!old || !now) return "other";
  const at = old.numbers.findIndex((number, i) => number !== now.numbers[i]);
  if (at < 0) {
    if (old.isPrerelease === now.isPrerelease) return "other";
    return old.isPrerelease ? "patch" : "downgrade";
  }
  // From a date to a version, or back: another way of counting.
  if (isCount(old) !== isCount(now)) return "other";
  if ((old.numbers[at] ?? 0) > (now.numbers[at] ?? 0)) return "downgrade";
  if (isCount(now)) return "newer";
  return STEPS[at] ?? "patch";
}

const STEPS: readonly VersionStep[] = ["major", "minor", "patch"];

/** From here on it is a year or the number of a build. */
const LARGEST_MAJOR = 1_000;

function isCount({ numbers: [first = 0] }: Version): boolean {
  return first >= LARGEST_MAJOR;
}

interface Version {
  readonly numbers: readonly number[];
  readonly isPrerelease: boolean;
}

function parse(tag: string): Version | undefined {
  const match = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:[-+._](.*))?$/.exec(tag);
  if (!match) return undefined;
  return {
    numbers: [match[1], match[2], match[3]].map((digits) => Number(digits ?? 0)),
    isPrerelease: /^(alpha|beta|rc|pre|dev|snapshot)/i.test(match[4] ?? ""),
  };
}
