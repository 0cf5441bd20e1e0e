import type { Duration } from "../../lib/core";
import { missing, steady, type ServiceTarget } from "../../lib/signals";
import { minutes, patient, plus } from "../case-time";
import { thresholdAlert } from "../definition";
import { neighbours } from "../neighbours";
import { where } from "../text";
import { probe, probeSeries } from "./probe-series";

const EXPIRY = "probe_ssl_earliest_cert_expiry";

/** A certificate that nobody renews. Once it has expired, the call fails and `probeFailing` tells. */
export const certificateExpiring = thresholdAlert<Duration>({
  property: "certificateExpiring",
  alert: "ServiceCertificateExpiring",
  option: (alerts) => alerts.certificateExpiring,
  default: { warning: { below: "21d" }, critical: { below: "3d" } },
  unit: "seconds",
  severity: "warning",
  for: "1h",
  drawn: false,
  appliesTo: (target) => httpsUrls(target).length > 0,
  rule: (target, { limit }) => ({
    // A call that fails tells nothing of the certificate, and must not begin the hour anew.
    expr: `min by (instance) (last_over_time(${probeSeries(target, EXPIRY)}[10m]) - time()) < ${limit}`,
    summary: `The certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}`,
    description:
      `The certificate, or one of its chain, with which ${where(target)} answers at {{ $labels.instance }} expires in ` +
      `{{ $value | humanizeDuration }}. Look at who should have renewed it: cert-manager, the ingress or the provider.`,
  }),
  cases: (target, { limit, for: wait }) => {
    const [first = "", ...rest] = httpsUrls(target);
    const second = rest[0] ?? "https://www.example.com/ready";
    const end = plus(wait, "3h");
    // Time begins at 0.
    const soon = limit + 30 * 60;
    const late = limit * 2 + 30 * 24 * 3600;
    const firing = soon - 31 * 60 - minutes(wait) * 60;
    const others = [
      probe(target, EXPIRY, second, steady(late, end)),
      ...neighbours(target).map((other) => probe(other, EXPIRY, first, steady(1, end))),
    ];
    return [
      {
        name: "comes near, and is then renewed",
        series: [...others, probe(target, EXPIRY, first, steady(soon, plus(wait, "41m")), steady(late, "30m"))],
        fires: { since: "31m", until: plus(wait, "41m"), value: firing, labels: { instance: first } },
      },
      {
        name: "is not told for some minutes, and then the address is called no more",
        series: [
          ...others,
          probe(target, EXPIRY, first, steady(soon, "40m"), missing("8m"), steady(soon, plus(wait, "10m"))),
        ],
        // Ten minutes after the last sample.
        fires: { since: "31m", until: plus(wait, "67m"), value: firing, labels: { instance: first } },
      },
      {
        name: "is valid for long, and those of others are not",
        series: [...others, probe(target, EXPIRY, first, steady(late, end))],
        stays: "inactive",
      },
      ...patient(wait, 1, {
        name: "is renewed before the hour is over",
        series: [probe(target, EXPIRY, first, steady(soon, plus(wait, "30m")), steady(late, "1h"))],
        stays: "pending" as const,
      }),
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

function httpsUrls({ urls }: ServiceTarget): readonly string[] {
  return urls.filter((url) => url.startsWith("https:"));
}
