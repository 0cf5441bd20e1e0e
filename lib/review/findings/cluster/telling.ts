import type { KubernetesObject } from "../../../core";
import type { Finding, ObjectChange, Severity } from "../../model";
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

/** The object as it is now; as it was, where it is gone. */
export function present(change: ObjectChange): KubernetesObject {
  return change.kind === "removed" ? change.before : change.after;
}

/** The object as it was; undefined where it is new. */
export function past(change: ObjectChange): KubernetesObject | undefined {
  return change.kind === "added" ? undefined : change.before;
}

/** `Deployment checkout`: enough of a name beside the service that a finding belongs to. */
export function called({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}

/** `Deployment checkout, CronJob report and 3 more` */
export function listed(names: readonly string[], most = 3): string {
  const unique = [...new Set(names)];
  if (unique.length <= 1) return unique.join("");
  const shown = unique.slice(0, unique.length > most ? most : -1);
  const last = unique.length > most ? `${unique.length - most} more` : unique.at(-1);
  return `${shown.join(", ")} and ${last}`;
}
