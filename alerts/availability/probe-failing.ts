import { max, series, steady, type AlertCase } from "../../lib/signals";
import { patient, plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { afterStartFromZero, scaledTo, scaledToZeroCases, unlessScaledToZero } from "../scaled-to-zero";
import { where } from "../text";
import { addresses, isCalled, probe, probeSeries } from "./probe-series";

/** The service does not answer a client: what users notice, whatever the pods say of themselves. */
export const probeFailing = conditionAlert({
  property: "probeFailing",
  alert: "ServiceProbeFailing",
  option: (alerts) => alerts.probeFailing,
  severity: "critical",
  for: "2m",
  forOf: (target) => afterStartFromZero(target, "2m"),
  interval: null,
  appliesTo: isCalled,
  rule: (target, { for: wait }) => ({
    // By address: the one that people call may fail while the one within the cluster answers.
    expr: unlessScaledToZero(target, `${max(probeSeries(target, "probe_success"), ["instance"])} == 0`),
    summary: `${target.service} does not answer at {{ $labels.instance }}`,
    description:
      `For ${wait} no call of the blackbox exporter to {{ $labels.instance }} of ${where(target)} was answered with 2xx. ` +
      `If its pods are ready, look at the Service's endpoints and at what lies between.`,
  }),
  cases: (target, { for: wait }) => {
    const long = plus(wait, "5m");
    const end = plus(long, "1h");
    const all = addresses(target);
    const [first, second] = all;
    const success = "probe_success";
    const here = scaledTo(target, 2, end);
    return [
      ...all.map(
        (failing): AlertCase => ({
          name: `${failing} does not answer any more, and later it does`,
          series: [
            ...here,
            ...all.map((address) =>
              address === failing
                ? probe(target, success, address, steady(1, "5m"), steady(0, long), steady(1, "5m"))
                : probe(target, success, address, steady(1, end)),
            ),
            // Others answer at the same address.
            ...neighbours(target).map((other) => probe(other, success, failing, steady(1, end))),
          ],
          fires: { since: "5m", until: plus("5m", long), labels: { instance: failing } },
        }),
      ),
      {
        name: "every address fails",
        series: [...here, ...all.map((address) => probe(target, success, address, steady(0, end)))],
        fires: { since: "0s", labels: all.map((instance) => ({ instance })) },
      },
      ...patient(wait, 0, {
        name: "not quite long enough",
        series: [...here, probe(target, success, first, steady(1, "5m"), steady(0, wait), steady(1, "30m"))],
        stays: "pending" as const,
      }),
      {
        name: "one of two exporters is answered",
        series: [
          ...here,
          probe(target, success, first, steady(1, end)),
          series(
            `probe_success{namespace="${target.namespace}",service="${target.service}",instance="${first}",job="another"}`,
            steady(0, end),
          ),
        ],
        stays: "inactive",
      },
      {
        name: "other services do not answer",
        series: [
          ...here,
          probe(target, success, first, steady(1, end)),
          ...neighbours(target).map((other) => probe(other, success, second, steady(0, end))),
        ],
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
      ...scaledToZeroCases(target, {
        series: [probe(target, success, first, steady(0, "2h"))],
        labels: { instance: first },
        step: "15s",
      }),
    ];
  },
});
