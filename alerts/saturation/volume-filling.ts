import type { Percent } from "../../lib/core";
import { selector, type ServiceTarget } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { percentage, where } from "../text";
import { volumeFillingCases } from "./volume-filling-cases";
import { volumeMetrics } from "./volume-series";

/**
 * One of its volumes is nearly full. Below `critical` it must also be on its way: a volume that keeps its share for months
 * is of the right size. Told of no volume that is only read, nor of one whose claim has the label
 * `excluded-from-alerts: "true"`, as in the alerts of others.
 * @see https://github.com/kubernetes-monitoring/kubernetes-mixin/blob/master/alerts/storage_alerts.libsonnet
 */
export const volumeFilling = thresholdAlert<Percent>({
  property: "volumeFilling",
  alert: "ServiceVolumeFilling",
  option: (alerts) => alerts.volumeFilling,
  default: { warning: { above: "85%", for: "1h" }, critical: { above: "97%", for: "1m" } },
  unit: "percent",
  severity: "warning",
  for: "1h",
  drawn: false,
  appliesTo: ({ claims }) => claims !== undefined,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, beyond which nothing can be written"]),
  rule: (target, { limit, severity }) => {
    const predicted = severity !== "critical";
    const { available, capacity, accessMode, labels } = volumeMetrics;
    const all = { namespace: target.namespace };
    const mine = { ...all, persistentvolumeclaim: claimMatcher(target) };
    // Which claims are meant is told once, where it costs least: the prediction reads six hours.
    const free = min(selector(available, predicted ? all : mine));
    const size = `max by (${CLAIM}) (${selector(capacity, all)})`;
    const full = min(`predict_linear(${selector(available, mine)}[6h], ${4 * 24 * 3600})`);
    const readOnly = selector(accessMode, { ...all, access_mode: "ReadOnlyMany" });
    const excluded = selector(labels, { ...all, label_excluded_from_alerts: "true" });
    return {
      expr:
        `1 - ${free} / on (${CLAIM}) ${size} > ${limit}` +
        (predicted ? ` and on (${CLAIM}) ${full} < 0` : "") +
        ` unless on (${CLAIM}) ${readOnly} == 1 unless on (${CLAIM}) ${excluded} == 1`,
      // What is written and deleted in turns would be full in four days at one time and not at another.
      keepFiringFor: predicted ? "1h" : "5m",
      summary: `A volume of ${target.service} is {{ $value | humanizePercentage }} full`,
      description:
        `The volume of the claim {{ $labels.${CLAIM} }} of ${where(target)} is {{ $value | humanizePercentage }} full ` +
        `(the limit is ${percentage(limit)})${predicted ? ", and will be completely full within four days if it goes on like this" : ""}. ` +
        `Look at what grows in it; if all of it is needed, raise the claim's storage request, where its StorageClass allows expansion.`,
    };
  },
  cases: volumeFillingCases,
});

const CLAIM = "persistentvolumeclaim";

/** Of an RWX volume, each node that mounts it tells. */
function min(series: string): string {
  return `min by (${CLAIM}) (${series})`;
}

/** One name needs no regular expression. */
function claimMatcher({ claims = "" }: ServiceTarget): string | { readonly re: string } {
  return /^[a-z0-9-]+$/.test(claims) ? claims : { re: claims };
}
