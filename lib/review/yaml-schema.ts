import { CORE_SCHEMA, defineScalarTag, intCoreTag, mergeTag } from "js-yaml";

/**
 * YAML as kubectl reads it, which is 1.1 in what matters: merge keys, and octal numbers such as the mode `0644`. Its `yes` and
 * `on` stay texts here: Kubernetes has no field in which they would be read as anything but a mistake.
 * @see https://github.com/kubernetes-sigs/yaml
 */
export const KUBERNETES_YAML = CORE_SCHEMA.withTags(
  mergeTag,
  defineScalarTag(intCoreTag.tagName, {
    ...intCoreTag,
    resolve: (source, isExplicit, tagName) =>
      /^0[0-7]+$/.test(source) ? Number.parseInt(source, 8) : intCoreTag.resolve(source, isExplicit, tagName),
    identify: () => false,
  }),
);
