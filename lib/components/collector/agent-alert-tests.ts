import { podJob, type AlertTest } from "../../signals";
import { proof } from "../alert-cases";
import { nodeDownCases } from "../up-cases";
import { collectorAlertTests } from "./alert-tests";

/** When the alerts of the agents fire, and when they do not. */
export function agentAlertTests(namespace: string, name: string): AlertTest[] {
  const job = podJob(namespace, name);
  return [proof("CollectorAgentDown", "warning", nodeDownCases(job)), ...collectorAlertTests(job, namespace, name)];
}
