import { secretTexts } from "../documents/secret";
import type { Changes, Finding, ObjectChange } from "../model";
import { once } from "../once";
import { withoutSecrets } from "../secret-words";
import { HIDDEN, secretsAt } from "../secrets";

/** Findings without the secrets of their objects, whoever wrote them into a line. */
export function redacted(findings: readonly Finding[], { objects }: Changes): Finding[] {
  const byIdentity = new Map(objects.map((change) => [change.identity, change]));
  return findings.map((finding) => {
    const change = byIdentity.get(finding.object);
    const known = change ? secretsOf(change) : [];
    const clear = (text: string): string =>
      known.reduce((left, secret) => left.replaceAll(secret, HIDDEN), withoutSecrets(text));
    const { text, consequence, detail } = finding;
    return {
      ...finding,
      text: clear(text),
      ...(consequence !== undefined && { consequence: clear(consequence) }),
      ...(detail && { detail: { before: clear(detail.before), after: clear(detail.after) } }),
    };
  });
}

/** A shorter one stands in many a word by chance. */
const SHORTEST = 6;

const secretsOf = once((change: ObjectChange): readonly string[] => {
  const found = [
    ...("before" in change && change.before.kind === "Secret" ? Object.values(secretTexts(change.before)) : []),
    ...("after" in change && change.after.kind === "Secret" ? Object.values(secretTexts(change.after)) : []),
    ...("fields" in change
      ? change.fields.flatMap(({ path, before, after }) => [...secretsAt(path, before), ...secretsAt(path, after)])
      : []),
  ];
  return [...new Set(found)].filter((secret) => secret.length >= SHORTEST && secret !== HIDDEN);
});
