import { shownField, shownPath } from "../secrets";
import type { Finding, ObjectChange } from "../model";
import type { EnvironmentReview, Review } from "../review";
import { countOf, linesOf } from "./line";

/** The review for programs; schemas/review-1.json in the package describes it. */
export function json(review: Review): object {
  const services = linesOf(review);
  return {
    schemaVersion: 1,
    base: review.base,
    head: review.head,
    summary: countOf(services),
    services: services.map(({ service, lines }) => ({ service, lines })),
    environments: review.environments.map(environmentJson),
  };
}

function environmentJson({ name, changes, findings, cost }: EnvironmentReview): object {
  return {
    name,
    findings: findings.map(findingJson),
    objects: changes.objects.map(objectJson),
    cost: { ...cost, byService: Object.fromEntries(cost.byService) },
  };
}

function findingJson({ severity, rule, service, object, text, consequence, detail }: Finding): object {
  return {
    severity,
    rule,
    service,
    object,
    text,
    ...(consequence !== undefined && { consequence }),
    ...(detail && { detail }),
  };
}

function objectJson(change: ObjectChange): object {
  const { kind, identity } = change;
  if (kind === "added" || kind === "removed") return { kind, identity };
  return {
    kind,
    identity,
    ...(change.kind === "moved" && { from: change.from }),
    fields: change.fields.map((field) => {
      const { before, after } = shownField(field);
      return {
        path: shownPath(field.path),
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      };
    }),
  };
}
