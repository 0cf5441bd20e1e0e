import type { Reader } from "../../model";
import { arrived } from "./arrived";
import { bindings } from "./bindings";
import { brokenReferences } from "./broken-references";
import { claims } from "./claims";
import { dataLoss } from "./data-loss";
import { exposure } from "./exposure";
import { gone } from "./gone";
import { limits } from "./limits";
import { moved } from "./moved";
import { networkPolicies } from "./network-policy";
import { ports } from "./ports";
import { roles } from "./rbac";
import { resourceDefinitions } from "./resource-definitions";
import { reachability } from "./reachability";
import { replacement } from "./replacement";
import { secrets } from "./secrets";
import { selections } from "./selections";
import { serviceAccounts } from "./service-accounts";
import { webhooks } from "./webhooks";

/** What concerns the objects themselves: whether they can be changed, what goes with them, who may do and reach what. */
export const clusterReaders: readonly Reader[] = [
  dataLoss,
  replacement,
  claims,
  gone,
  moved,
  brokenReferences,
  selections,
  ports,
  roles,
  bindings,
  serviceAccounts,
  exposure,
  networkPolicies,
  reachability,
  secrets,
  limits,
  webhooks,
  resourceDefinitions,
  arrived,
];
