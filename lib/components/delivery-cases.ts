import { growing, type AlertCase } from "../signals";
import { labelled, others, type Labels } from "./alert-cases";
import { shareCases, type Counters } from "./share-cases";

/**
 * `min by (pod) (errors / (errors + sent)) > 0.03` of `<prefix>_errors_total` and `<prefix>_sent_total`: alerts that reach
 * no Alertmanager. `own` are the labels of one pod.
 */
export function deliveryCases(prefix: string, own: Labels & Readonly<Record<"job" | "pod", string>>): AlertCase[] {
  const one = { ...own, alertmanager: "one" };
  const [errors, sent] = namesOf(prefix);
  return [
    ...shareCases({
      limit: 0.03,
      window: "5m",
      for: "10m",
      labels: { pod: own.pod },
      of: (counters) => [
        ...sentTo(prefix, one, counters),
        // The other one gets none at all.
        labelled(errors, { ...own, alertmanager: "two" }, ...counters.bad),
        labelled(sent, { ...own, alertmanager: "two" }, growing(0, "2h")),
      ],
    }),
    {
      name: "one of two Alertmanagers gets all of them",
      series: [
        labelled(errors, one, growing(5, "1h")),
        labelled(sent, one, growing(0, "1h")),
        labelled(errors, { ...own, alertmanager: "two" }, growing(0, "1h")),
        labelled(sent, { ...own, alertmanager: "two" }, growing(5, "1h")),
      ],
      stays: "inactive",
    },
  ];
}

/** The same for each Alertmanager: `errors / (errors + sent) > 0.01`. */
export function oneAlertmanagerCases(
  prefix: string,
  own: Labels & Readonly<Record<"job" | "pod", string>>,
): AlertCase[] {
  const one = { ...own, alertmanager: "one" };
  const [errors, sent] = namesOf(prefix);
  return shareCases({
    limit: 0.01,
    window: "5m",
    for: "15m",
    labels: { pod: own.pod, alertmanager: "one" },
    of: (counters) => [
      ...sentTo(prefix, one, counters),
      labelled(errors, { ...own, alertmanager: "two" }, growing(0, "1h")),
      labelled(sent, { ...own, alertmanager: "two" }, ...counters.other),
    ],
  });
}

function sentTo(prefix: string, one: Labels, { bad, good, other }: Counters) {
  const [errors, sent] = namesOf(prefix);
  return [
    labelled(errors, one, ...bad),
    labelled(sent, one, ...good),
    ...others(one, "job").flatMap((labels) => [errors, sent].map((metric) => labelled(metric, labels, ...other))),
  ];
}

function namesOf(prefix: string): readonly [string, string] {
  return [`${prefix}_errors_total`, `${prefix}_sent_total`];
}
