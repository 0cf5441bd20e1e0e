import type { ServiceTarget } from "../../../signals";

/** What a service can be asked for. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** The share of requests that ask for it, 0 to 1. */
  readonly share: number;
  /** Whether others are called for it: such requests fail where those do. */
  readonly calls: boolean;
}

/** The routes of a service: of one at which requests arrive, and of one that others call. */
export function routesOf({ service }: ServiceTarget, isCalled: boolean): readonly Route[] {
  if (isCalled) return [{ method: "GET", path: `/${service}/:id`, share: 1, calls: true }];
  return [
    { method: "POST", path: `/${service}`, share: 0.55, calls: true },
    { method: "GET", path: "/catalog", share: 0.45, calls: false },
  ];
}
