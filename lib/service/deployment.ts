import type { Body, ParsedResources } from "../core";
import type { ParsedService } from "./parse";
import { podTemplate } from "./pod";
import { rollout } from "./rollout";

/** The Deployment of the service. */
export function deployment(service: ParsedService, resources: ParsedResources): Body<"Deployment"> {
  const { identity, replicas, probes } = service;
  return {
    spec: {
      // A number here would undo what the autoscaler has set, at each deployment.
      ...(replicas.autoscaler ? {} : { replicas: replicas.min }),
      ...rollout(probes.startupSeconds),
      selector: { matchLabels: identity.selector },
      template: podTemplate(service, resources),
    },
  };
}
