import { identityOf, type KubernetesObject } from "../core";
import { documentsOf, type Document, type DocumentKind } from "./documents";

/** All objects of one side of an environment. What is expensive is found out when it is first asked for. */
export class Inventory {
  private readonly byIdentity: ReadonlyMap<string, KubernetesObject>;
  private documents: readonly Document[] | undefined;

  constructor(readonly objects: readonly KubernetesObject[]) {
    this.byIdentity = new Map(objects.map((object) => [identityOf(object), object]));
  }

  object(identity: string): KubernetesObject | undefined {
    return this.byIdentity.get(identity);
  }

  /** All configurations of a kind. Reads all of them once: to be asked for only when a change demands it. */
  documentsOfKind(kind: DocumentKind): readonly Document[] {
    this.documents ??= this.objects.flatMap(documentsOf);
    return this.documents.filter((document) => document.kind === kind);
  }
}
