import { inputNames } from "../core/input";
import { identityOf, type Manifest } from "../core/manifest";

/**
 * What is wrong between the inputs that manifests mention and the inputs that are given: each message says where, and how to
 * put it right.
 */
export function inputProblems(manifests: readonly Manifest[], inputs: Readonly<Record<string, unknown>>): string[] {
  const given = new Set(Object.keys(inputs).filter((name) => inputs[name] !== undefined));
  const used = new Set<string>();
  const problems = manifests.flatMap((manifest) => {
    const names = inputNames(manifest.object);
    names.forEach((name) => used.add(name));
    return names.size === 0 ? [] : problemsOf(manifest, names, given);
  });
  const unused = [...given].filter((name) => !used.has(name));
  return [
    ...problems,
    ...unused.map(
      (name) => `inputs.${name}: no manifest uses it; write input("${name}") where it belongs, or remove it`,
    ),
  ];
}

function problemsOf({ object, source }: Manifest, names: ReadonlySet<string>, given: ReadonlySet<string>): string[] {
  const where = `${source}: ${identityOf(object)}`;
  const problems = [...names]
    .filter((name) => !given.has(name))
    .map((name) => `${where} needs input "${name}"; pass it as inputs.${name}`);
  for (const name of inputNames([object.apiVersion, object.kind, object.metadata.name, object.metadata.namespace])) {
    problems.push(
      `${where} is identified by input "${name}": expected an identity that is known before the deployment; write it literally`,
    );
  }
  const base64 = object.apiVersion === "v1" ? BASE64_FIELDS[object.kind] : undefined;
  for (const name of base64 === undefined ? [] : inputNames(object[base64.field])) {
    problems.push(
      `${where} mentions input "${name}" in ${base64?.field}, whose values are base64: expected plain text; use ${base64?.instead}`,
    );
  }
  return problems;
}

/** Fields whose values are base64, by kind of the core API: a placeholder is not, and what replaces it need not be. */
const BASE64_FIELDS: Readonly<Record<string, { readonly field: string; readonly instead: string }>> = {
  Secret: { field: "data", instead: "stringData" },
  ConfigMap: { field: "binaryData", instead: "data" },
};
