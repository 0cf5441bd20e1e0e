import { setTimeout } from "node:timers/promises";
import type { AlertmanagerConfig } from "../../lib/components/alertmanager/alertmanager-config";
import type { AlertLabels } from "../../lib/components/alertmanager";
import { asRecord, toYaml } from "../../lib/core";
import { field, list, text } from "./golden-tree";
import { answers, freePorts, start, type Running } from "./running";
import { layOut } from "./sandbox";

/** A real Alertmanager. */
export interface RunningAlertmanager extends Running {
  readonly url: string;
  /** Has alerts fire. */
  readonly fire: (alerts: readonly AlertLabels[]) => Promise<void>;
  /** What it makes of each alert that it knows. */
  readonly alerts: () => Promise<readonly KnownAlert[]>;
  /** Starts it again with the same configuration and data, at the same address. */
  readonly again: () => Promise<RunningAlertmanager>;
}

export interface KnownAlert {
  readonly labels: AlertLabels;
  readonly receivers: readonly string[];
  /** The labels of the alerts that silence it. */
  readonly inhibitedBy: readonly AlertLabels[];
  /** The time intervals that mute it. */
  readonly mutedBy: readonly string[];
}

/** Runs Alertmanager with a configuration, whose templates it does not need, until the tests of this file are over. */
export async function anAlertmanager(config: AlertmanagerConfig): Promise<RunningAlertmanager> {
  const root = layOut([["alertmanager.yml", toYaml({ ...config, templates: [] })]]);
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const run = async (): Promise<RunningAlertmanager> => {
    const args = [
      `--config.file=${root}/alertmanager.yml`,
      `--storage.path=${root}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--cluster.listen-address=",
    ];
    const running = await start("alertmanager", args, { ready: () => answers(`${url}/-/ready`) });
    return { ...running, url, fire: (alerts) => fire(url, alerts), alerts: () => knownAlerts(url), again: run };
  };
  return run();
}

async function fire(url: string, alerts: readonly AlertLabels[]): Promise<void> {
  const answer = await fetch(`${url}/api/v2/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(alerts.map((labels) => ({ labels }))),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  // It takes alerts into account after it has answered.
  await setTimeout(500);
}

async function knownAlerts(url: string): Promise<readonly KnownAlert[]> {
  // Only groups know of time intervals: an alert is in as many of them as routes take it.
  const groups: unknown = await (await fetch(`${url}/api/v2/alerts/groups`)).json();
  const alerts = list(groups).flatMap((group) => list(field(group, "alerts")));
  const answer = [...new Map(alerts.map((alert) => [text(field(alert, "fingerprint")), alert])).values()];
  const labelsOf = (alert: unknown): AlertLabels =>
    Object.fromEntries(Object.entries(asRecord(field(alert, "labels"))).map(([name, value]) => [name, text(value)]));
  const byFingerprint = new Map(answer.map((alert) => [text(field(alert, "fingerprint")), labelsOf(alert)]));
  return answer.map((alert) => ({
    labels: byFingerprint.get(text(field(alert, "fingerprint"))) ?? {},
    receivers: list(field(alert, "receivers")).map((receiver) => text(field(receiver, "name"))),
    inhibitedBy: list(field(alert, "status", "inhibitedBy")).map((by) => byFingerprint.get(text(by)) ?? {}),
    mutedBy: list(field(alert, "status", "mutedBy")).map(text),
  }));
}
