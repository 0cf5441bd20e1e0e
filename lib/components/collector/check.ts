import type { Problems } from "../../core";
import { checkComponents } from "./check-components";
import { checkConnectors } from "./check-connectors";
import { checkPipelines } from "./check-pipelines";
import { checkTraces } from "./check-traces";
import type { CollectorConfig } from "./collector-config";
import type { CollectorRole } from "./role";

/**
 * Notes what a collector would refuse at its start, and what it would take but lose or falsify data with: components that
 * are missing, renamed or left over, connectors that lead nowhere, and an order that makes numbers wrong. The generated
 * configuration passes through here with whatever a user changed of it.
 */
export function checkCollectorConfig(config: CollectorConfig, role: CollectorRole, problems: Problems): void {
  checkComponents(config, role, problems);
  checkConnectors(config, problems);
  checkPipelines(config, role, problems);
  checkTraces(config, role, problems);
}
