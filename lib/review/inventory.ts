import { identityOf, type KubernetesObject } from "../core";
import { documentsOf, type Document, type DocumentKind } from "./documents";
import { grouped } from "./grouped";
import { duplicatesOf, flattened } from "./objects";

/** All objects of one side of an environment. What is expensive is found out when it is first asked for. */
export class Inventory {
  readonly objects: readonly KubernetesObject[];
  private byIdentity: ReadonlyMap<string, KubernetesObject> | undefined;
  private byKind: ReadonlyMap<DocumentKind, readonly Document[]> | undefined;

  constructor(objects: readonly KubernetesObject[]) {
    this.objects = flattened(objects);
  }

  object(identity: string): KubernetesObject | undefined {
    this.byIdentity ??= new Map(this.objects.map((object) => [identityOf(object), object]));
    return this.byIdentity.get(identity);
  }

  /** Identities that more than one object has: the cluster gets the last one of them. */
  duplicates(): readonly string[] {
    return duplicatesOf(this.objects);
  }

  /** All configurations of a kind. Reads all of them once: to be asked for only when a change demands it. */
  documentsOfKind(kind: DocumentKind): readonly Document[] {
    this.byKind ??= grouped(this.objects.flatMap(documentsOf), ({ kind }) => kind);
    return this.byKind.get(kind) ?? [];
  }
}
