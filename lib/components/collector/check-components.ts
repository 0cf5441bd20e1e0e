import { isRecord, type Problems } from "../../core";
import type { CollectorConfig, Components } from "./collector-config";
import { componentType, writtenType } from "./component-type";
import {
  COLLECTOR_VERSION,
  distributionOf,
  k8sDistribution,
  replacedComponents,
  type ComponentKind,
  type Distribution,
} from "./distribution";
import { pipelinesOf } from "./pipelines";
import type { CollectorRole } from "./role";

const KINDS: readonly ComponentKind[] = ["receivers", "processors", "exporters", "connectors", "extensions"];

/** Notes components that the image lacks or calls otherwise, that are used but not defined, and that are defined but not used. */
export function checkComponents(config: CollectorConfig, { image }: CollectorRole, problems: Problems): void {
  const distribution = distributionOf(image);
  for (const kind of KINDS) {
    for (const id of Object.keys(definitionsOf(config, kind))) checkType(kind, id, distribution, problems);
  }
  checkDefinitions(config, problems);
  checkUse(config, problems);
  checkReferences(config, problems);
}

function definitionsOf(config: CollectorConfig, kind: ComponentKind): Components {
  return config[kind] ?? {};
}

function checkType(kind: ComponentKind, id: string, distribution: Distribution, problems: Problems): void {
  const type = writtenType(id);
  const name = componentType(kind, id);
  const isThere = distribution !== "otelcol-k8s" || k8sDistribution[kind].includes(name);
  const property = `config.${kind}`;
  if (!isThere) {
    const known = replacedComponents[kind]?.[name];
    const fix = known ?? "use another one, or an image of otelcol-contrib if that has it";
    problems.add(property, id, `a component of otelcol-k8s ${COLLECTOR_VERSION}`, fix);
  } else if (name !== type) {
    problems.add(property, id, `the name that it has since it was renamed`, `call it "${id.replace(type, name)}"`);
  }
}

function checkDefinitions(config: CollectorConfig, problems: Problems): void {
  const connectors = Object.keys(definitionsOf(config, "connectors"));
  const check = (property: string, ids: readonly string[], kind: ComponentKind, also: readonly string[]): void => {
    const defined = [...Object.keys(definitionsOf(config, kind)), ...also];
    for (const id of ids.filter((used) => !defined.includes(used))) {
      problems.add(property, id, `one of ${list(defined)}`, `define it in config.${kind}, or leave it out`);
    }
  };
  check("config.service.extensions", config.service.extensions, "extensions", []);
  for (const { id, receivers, processors, exporters } of pipelinesOf(config)) {
    const property = `config.service.pipelines.${id}`;
    check(`${property}.receivers`, receivers, "receivers", connectors);
    check(`${property}.processors`, processors, "processors", []);
    check(`${property}.exporters`, exporters, "exporters", connectors);
    problems.check(receivers.length > 0, `${property}.receivers`, receivers, "at least one receiver or connector");
    problems.check(exporters.length > 0, `${property}.exporters`, exporters, "at least one exporter or connector");
  }
}

function checkUse(config: CollectorConfig, problems: Problems): void {
  const pipelines = pipelinesOf(config);
  const used: Readonly<Record<ComponentKind, readonly string[]>> = {
    receivers: pipelines.flatMap(({ receivers }) => receivers),
    processors: pipelines.flatMap(({ processors }) => processors),
    exporters: pipelines.flatMap(({ exporters }) => exporters),
    connectors: pipelines.flatMap(({ receivers, exporters }) => [...receivers, ...exporters]),
    extensions: config.service.extensions,
  };
  for (const kind of KINDS) {
    const place = kind === "extensions" ? "config.service.extensions" : "a pipeline";
    for (const id of Object.keys(config[kind] ?? {}).filter((defined) => !used[kind].includes(defined))) {
      problems.add(`config.${kind}`, id, `a component that is used`, `name it in ${place}, or take it out`);
    }
  }
}

/** Settings whose value is the id of an extension. */
const REFERENCES = new Set(["storage", "authenticator"]);

function checkReferences(config: CollectorConfig, problems: Problems): void {
  for (const kind of ["receivers", "exporters"] as const) {
    for (const [id, component] of Object.entries(config[kind])) {
      for (const [path, extension] of referencesIn(component, `config.${kind}.${id}`)) {
        const fix = "define it in config.extensions and name it in config.service.extensions";
        problems.check(config.service.extensions.includes(extension), path, extension, "an extension that runs", fix);
      }
    }
  }
}

function referencesIn(value: unknown, path: string): (readonly [string, string])[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    REFERENCES.has(key) && typeof inner === "string"
      ? [[`${path}.${key}`, inner] as const]
      : referencesIn(inner, `${path}.${key}`),
  );
}

function list(ids: readonly string[]): string {
  return ids.map((id) => JSON.stringify(id)).join(", ");
}
