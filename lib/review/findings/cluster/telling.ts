import type { KubernetesObject } from "../../../core";
import type { Finding, ObjectChange, Severity } from "../../model";
import { present } from "../../object-change";
import { serviceOf } from "../../service-of";

/** What a finding says beyond its line. */
interface More {
  readonly consequence?: string;
  /** @default - the whole change */
  readonly explains?: Finding["explains"];
  /** @default - whose object it is */
  readonly service?: string;
}

/** A finding about one object that changed. */
export function tell(severity: Severity, rule: string, change: ObjectChange, text: string, more: More = {}): Finding {
  const { consequence, explains = [change], service = serviceOf(present(change)) } = more;
  return {
    severity,
    rule,
    service,
    object: change.identity,
    text,
    ...(consequence === undefined ? {} : { consequence }),
    explains,
  };
}

/** `Deployment checkout`: enough of a name beside the service that a finding belongs to. */
export function called({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}
