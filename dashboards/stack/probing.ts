import { max, sum } from "../../lib/signals";
import { count, topTen } from "../expressions";
import type { Row } from "../model";

const ADDRESS = ["instance"];

/** The blackbox exporter, which calls services as their clients would. */
export function probing(): Row {
  const answered = max("probe_success", ADDRESS);
  return {
    title: "Probes",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Addresses",
          description:
            "Addresses that are called, by whether they answer 2xx. All unanswered at once is the exporter, or its network.",
          unit: "short",
          stacked: true,
          noData: "No probes",
          series: [
            { expr: sum(answered), legend: "answered", color: "green" },
            { expr: `${count(answered)} - ${sum(answered)}`, legend: "unanswered", color: "red" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Slowest probes",
          description: "How long a call of the ten slowest addresses takes.",
          unit: "s",
          noData: "No probes",
          series: [{ expr: topTen(max, "probe_duration_seconds", ADDRESS), legend: "{{instance}}" }],
        },
        {
          kind: "timeSeries",
          title: "Certificates",
          description: "How long the certificates of the addresses are still good, of the ten that end first.",
          unit: "s",
          noData: "No address with TLS",
          series: [
            {
              expr: `bottomk(10, max by (instance) (probe_ssl_earliest_cert_expiry) - time())`,
              legend: "{{instance}}",
            },
          ],
        },
      ],
    ],
  };
}
