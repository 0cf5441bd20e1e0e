const PREFIX = "#/definitions/";

/** Described as strings, yet the API server takes numbers too: `cpu: 2`, `targetPort: 8080`. */
const ALTERNATIVES = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { type: ["string", "number"] },
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { type: ["string", "integer"] },
};

/**
 * One JSON schema per kind, named as kubeconform looks for it (deployment-apps-v1.json), from Kubernetes' OpenAPI v2
 * description. Stricter than the API server where that hides mistakes: unknown fields and null are refused.
 */
export function* schemaFiles(swagger) {
  const definitions = Object.fromEntries(
    Object.entries(swagger.definitions).map(([name, definition]) => [name, ALTERNATIVES[name] ?? strict(definition)]),
  );
  for (const [name, definition] of Object.entries(swagger.definitions)) {
    const kinds = definition["x-kubernetes-group-version-kind"] ?? [];
    // DeleteOptions and WatchEvent belong to every group: they are parts of calls, nobody writes them to a file.
    if (kinds.length !== 1) continue;
    yield [fileName(kinds[0]), kindSchema(kinds[0], definitions[name], definitions)];
  }
}

function fileName({ group, version, kind }) {
  const [shortGroup] = group.split(".");
  return `${[kind, shortGroup, version].filter(Boolean).join("-").toLowerCase()}.json`;
}

function kindSchema({ group, version, kind }, definition, definitions) {
  const reachable = new Set();
  collect(definition, definitions, reachable);
  return {
    ...definition,
    properties: {
      ...definition.properties,
      apiVersion: { enum: [group ? `${group}/${version}` : version] },
      kind: { enum: [kind] },
    },
    required: [...new Set(["apiVersion", "kind", ...(definition.required ?? [])])],
    definitions: Object.fromEntries([...reachable].toSorted().map((name) => [name, definitions[name]])),
  };
}

function collect(schema, definitions, reachable) {
  for (const child of children(schema)) collect(child, definitions, reachable);
  const name = schema.$ref?.slice(PREFIX.length);
  if (name === undefined || reachable.has(name)) return;
  reachable.add(name);
  collect(definitions[name], definitions, reachable);
}

function children({ properties, items, additionalProperties }) {
  return [...Object.values(properties ?? {}), items, additionalProperties].filter((child) => child instanceof Object);
}

function strict(schema) {
  if (schema.$ref) return { $ref: schema.$ref };
  const { type, required, properties, items, additionalProperties } = schema;
  return {
    ...(type && { type }),
    ...(schema.format === "int32" && { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }),
    ...(required && { required }),
    ...(items && { items: strict(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, strict(child)])),
      additionalProperties: false,
    }),
    ...(additionalProperties && { additionalProperties: strict(additionalProperties) }),
  };
}
