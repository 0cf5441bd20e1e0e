import type { Problems } from "../core";

/** Notes an address, if there is one, that is not `host:port`, such as the `example`: a URL, or a host alone. */
export function checkAddress(property: string, address: string | undefined, example: string, problems: Problems): void {
  const holds = address === undefined || /^([\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5}$/.test(address);
  problems.check(holds, property, address, `a host and a port such as "${example}"`);
}
