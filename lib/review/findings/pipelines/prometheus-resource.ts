import { asRecord } from "../../../core";
import type { Changes, Finding } from "../../model";
import { isEdited } from "../../object-change";
import { serviceOf } from "../../service-of";
import { retention, retentionSize } from "./retention";
import { word } from "../../values";

/** How long a `Prometheus` of the Prometheus operator keeps what it stores. */
export function prometheusResources(changes: Changes): Finding[] {
  return changes.objects
    .filter(isEdited)
    .filter(({ after }) => after.kind === "Prometheus" && after.apiVersion.startsWith("monitoring.coreos.com/"))
    .flatMap((change): Finding[] => {
      const { before, after, identity } = change;
      const [old, now] = [asRecord(before["spec"]), asRecord(after["spec"])];
      const name = `Prometheus ${after.metadata.name}`;
      const about = { service: serviceOf(after), object: identity };
      const at = (key: string): Finding["explains"] =>
        change.fields.filter(({ path }) => path[0] === "spec" && path[1] === key);
      const claim = asRecord(asRecord(asRecord(asRecord(now["storage"])["volumeClaimTemplate"])["spec"])["resources"]);
      return [
        ...(at("retention").length > 0
          ? [
              {
                ...retention({
                  what: "metrics",
                  program: name,
                  before: old["retention"],
                  after: now["retention"],
                  byDefault: now["retentionSize"] === undefined ? BY_DEFAULT : FOR_EVER,
                  claim: word(asRecord(claim["requests"])["storage"]) || undefined,
                  lookedInto: changes,
                }),
                ...about,
                explains: at("retention"),
              },
            ]
          : []),
        ...(at("retentionSize").length > 0
          ? [
              {
                ...retentionSize(name, old["retentionSize"], now["retentionSize"]),
                ...about,
                explains: at("retentionSize"),
              },
            ]
          : []),
      ];
    });
}

/** @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec */
const BY_DEFAULT = "24h";
const FOR_EVER = "100y";
