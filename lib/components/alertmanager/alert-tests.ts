import { growing, steady, type AlertCase, type AlertTest, type Phase } from "../../signals";
import { labelled, limitCases, others, proof } from "../alert-cases";
import { shareCases } from "../share-cases";
import { downCases, replicaDownCases } from "../up-cases";
import type { AlertmanagerTarget } from "./alerts";
import { HEARTBEAT } from "./heartbeat";

/** When the alerts of Alertmanager fire, and when they do not. */
export function alertmanagerAlertTests({ namespace, service, replicas }: AlertmanagerTarget): AlertTest[] {
  const own = { namespace, service };
  return [
    proof("AlertmanagerDown", "critical", downCases(own)),
    proof("AlertmanagerNotificationsFailing", "critical", notificationCases(own)),
    ...(replicas === 1
      ? []
      : [
          proof("AlertmanagerReplicaDown", "warning", replicaDownCases(own, replicas)),
          proof("AlertmanagerMembersInconsistent", "warning", memberCases(own, replicas)),
          proof("AlertmanagerConfigInconsistent", "warning", configCases(own)),
        ]),
  ];
}

type Own = Readonly<Record<"namespace" | "service", string>>;

function notificationCases(own: Own): AlertCase[] {
  const labels = { integration: "slack", receiver_name: "chat" };
  const [failed, all] = ["alertmanager_notifications_failed_total", "alertmanager_notifications_total"];
  const notified = { ...own, pod: "a", ...labels };
  const elsewhere = [
    ...others(notified, "namespace", "service"),
    { ...notified, integration: "webhook", receiver_name: HEARTBEAT },
  ];
  return [
    ...shareCases({
      limit: 0.1,
      window: "15m",
      for: "5m",
      labels,
      of: (counters) => [
        labelled(failed, { ...notified, reason: "clientError" }, ...counters.bad),
        labelled(all, notified, ...counters.all),
        // Other receivers get theirs.
        labelled(all, { ...notified, integration: "email" }, ...counters.other),
        labelled(all, { ...notified, receiver_name: "oncall" }, ...counters.other),
        ...others(notified, "namespace", "service").map((other) => labelled(failed, other, ...counters.other)),
        ...others(notified, "namespace", "service").map((other) => labelled(all, other, ...counters.other)),
      ],
    }),
    {
      name: "what the heartbeat or other programs send fails",
      series: elsewhere.flatMap((other) => [failed, all].map((metric) => labelled(metric, other, growing(1, "1h")))),
      stays: "inactive",
    },
  ];
}

function memberCases(own: Own, replicas: number): AlertCase[] {
  const metric = "alertmanager_cluster_members";
  const of = (...phases: readonly Phase[]) => [labelled(metric, { ...own, pod: "a" }, ...phases)];
  const elsewhere = others(own, "namespace", "service").map((other) =>
    labelled(metric, { ...other, pod: "b" }, steady(1, "1h")),
  );
  return [
    {
      // Five minutes remember that it saw all of them.
      name: "a replica does not see the others, until it does",
      series: [...of(steady(replicas, "15m"), steady(replicas - 1, "35m"), steady(replicas, "10m")), ...elsewhere],
      fires: { since: "19m", until: "50m", value: replicas - 1, labels: { pod: "a" } },
    },
    { name: "each sees all", series: [...of(steady(replicas, "1h")), ...elsewhere], stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

function configCases(own: Own): AlertCase[] {
  const metric = "alertmanager_config_hash";
  const elsewhere = others(own, "namespace", "service").map((other) =>
    labelled(metric, { ...other, pod: "a" }, steady(3, "1h")),
  );
  return limitCases({
    of: (...phases) => [
      labelled(metric, { ...own, pod: "a" }, steady(1, "1h")),
      labelled(metric, { ...own, pod: "b" }, ...phases),
      ...elsewhere,
    ],
    past: 2,
    fine: 1,
  });
}
