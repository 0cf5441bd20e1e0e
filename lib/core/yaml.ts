import { dump } from "js-yaml";

/**
 * YAML as it is read in a review: multi-line text as literal blocks, long lines unbroken, no anchors, and quotes around
 * whatever a YAML 1.1 reader such as kubectl would take for a boolean or a number.
 */
export function toYaml(value: object): string {
  return dump(value, { noRefs: true, lineWidth: -1 });
}
