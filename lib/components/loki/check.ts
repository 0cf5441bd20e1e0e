import { asRecord, parseDuration, splitImage, type Duration, type Problems } from "../../core";
import { checkAddress } from "../address";
import { images } from "../versions";
import { checkLimits } from "./limits";
import type { LokiProps } from "./props";
import { checkRetention, type Retention } from "./retention";
import type { LokiSize } from "./size";
import { checkStorage, type LokiStorage } from "./storage";

/** What is checked: what was said, and what the profile says where nothing was. */
export interface CheckInput {
  readonly props: LokiProps;
  readonly size: Omit<LokiSize, "storage">;
  readonly storage: LokiStorage | undefined;
  readonly retention: Retention;
  readonly ruleShards: number;
  readonly evaluationInterval: Duration;
}

/** Notes what Loki would refuse, and what it would take but mean something else by. */
export function checkLoki(input: CheckInput, problems: Problems): void {
  const { props, size, storage, retention, ruleShards, evaluationInterval } = input;
  checkMode(props, problems);
  if (props.image !== undefined) checkImage(props.image, problems);
  problems.check(isBetween(ruleShards, 1, 100), "ruleShards", ruleShards, "a whole number from 1 to 100");
  checkReplicas(size.replicas, problems);
  checkStorage(storage, size.replicas, problems);
  checkRetention(retention, problems);
  checkLimits(size.limits, problems);
  const interval = problems.parse("evaluationInterval", evaluationInterval, parseDuration);
  const isInterval = interval === undefined || (interval >= 10_000 && interval <= 300_000);
  problems.check(isInterval, "evaluationInterval", evaluationInterval, "a duration from 10s to 5m");
  if (props.grafanaUrl !== undefined) checkUrl("grafanaUrl", props.grafanaUrl, "https://grafana.example.com", problems);
  props.alertmanagers.forEach((address, i) =>
    checkAddress(`alertmanagers[${i}]`, address, "alertmanager.observability.svc:9093", problems),
  );
  props.remoteWrite.forEach((url, i) => {
    checkUrl(
      `remoteWrite[${i}]`,
      url,
      "http://prometheus-0.prometheus-headless.observability.svc:9090/api/v1/write",
      problems,
    );
  });
}

/**
 * What people bring along from other installations, and why it is not here. The compiler knows none of it, so that this
 * is for plain JavaScript.
 */
function checkMode(props: LokiProps, problems: Problems): void {
  const fix = "leave it out: each replica does everything (`-target=all`), and more of them share the work";
  for (const property of ["deploymentMode", "mode", "target", "targets"]) {
    const value = asRecord(props)[property];
    const expected = "nothing, as the simple scalable mode (read, write, backend) is gone in Loki 4";
    problems.check(value === undefined, property, value, expected, fix);
  }
}

/** Notes programs that the configuration is not for, as far as a name and a tag tell. */
function checkImage(image: string, problems: Problems): void {
  const { name, tag = "" } = splitImage(image);
  const isPromtail = /(^|\/)promtail$/.test(name);
  const instead = "the OpenTelemetry Collector of this package reads log files";
  problems.check(!isPromtail, "image", image, "Loki, and not Promtail, whose life ended on 2026-03-02", instead);
  const isOld = /(^|\/)loki$/.test(name) && /^v?[0-2](\.|$)/.test(tag);
  const reason = "an older one takes no OTLP, and refuses keys of the configuration that it does not know";
  problems.check(!isOld, "image", image, `Loki 3, such as ${images.loki}`, reason);
}

function checkReplicas(replicas: number, problems: Problems): void {
  const holds = replicas === 1 || isBetween(replicas, 3, 20);
  const fix = "of two, the loss of one would stop everything";
  problems.check(holds, "replicas", replicas, "1, or a whole number from 3 to 20", fix);
}

function checkUrl(property: string, url: string, example: string, problems: Problems): void {
  const holds = URL.canParse(url) && /^https?:\/\//.test(url);
  problems.check(holds, property, url, `a URL such as ${JSON.stringify(example)}`);
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
