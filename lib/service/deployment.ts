import type { Body, ParsedResources } from "../core";
import type { ParsedService } from "./parse";
import { podTemplate } from "./pod";
import { rollout } from "./rollout";

/** The Deployment of the service, which sends OTLP to `otlpEndpoint` unless it says otherwise itself. */
export function deployment(
  service: ParsedService,
  resources: ParsedResources,
  otlpEndpoint: string | undefined,
): Body<"Deployment"> {
  const { identity, replicas, probes } = service;
  return {
    spec: {
      // A number here would undo what the autoscaler has set, at each deployment.
      ...(replicas.autoscaler ? {} : { replicas: replicas.min }),
      ...rollout(probes.startupSeconds),
      selector: { matchLabels: identity.selector },
      template: podTemplate(service, resources, otlpEndpoint),
    },
  };
}
