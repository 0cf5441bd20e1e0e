import type { IConstruct } from "constructs";
import type { Monitor } from "../monitor";
import type { World } from "./world";

/** A construct, as the one who looks for it in the code needs it. */
export interface ConstructName {
  /** `shop/checkout/deployment`, as in the messages about what is wrong. */
  readonly path: string;
  /** Its class: `WebService`. */
  readonly type: string;
}

/** The constructs around a path and the one at it, from the inside out; without the app. */
export function constructsAt({ app }: World, path: string): readonly IConstruct[] {
  const found: IConstruct[] = [];
  let current: IConstruct = app;
  for (const id of path.split("/")) {
    const child = current.node.tryFindChild(id);
    if (!child) break;
    found.unshift(child);
    current = child;
  }
  return found;
}

export function nameOf(construct: IConstruct): ConstructName {
  return { path: construct.node.path, type: construct.constructor.name };
}

/** Whether a construct is watched, or can be. */
export function isMonitor(value: object): value is Monitor {
  return "monitorName" in value && "alerts" in value && typeof value.alerts === "function";
}
