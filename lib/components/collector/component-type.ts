import { renamedComponents, type ComponentKind } from "./distribution";

/** The type of a component as its id says it: `otlp_grpc` of `otlp_grpc/jaeger`. */
export function writtenType(id: string): string {
  return id.split("/")[0] ?? id;
}

/** The type of a component by the name that it has now, whichever it is called by. */
export function componentType(kind: ComponentKind, id: string): string {
  const type = writtenType(id);
  return renamedComponents[kind][type] ?? type;
}

/** Those of the ids that are of one of the types. */
export function ofType(kind: ComponentKind, ids: readonly string[], types: readonly string[]): string[] {
  return ids.filter((id) => types.includes(componentType(kind, id)));
}
