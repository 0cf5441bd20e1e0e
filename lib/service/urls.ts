import type { Problems } from "../core";
import type { UrlProbe } from "../monitor";
import { identityLabels, type ServiceTarget } from "../signals";

/** Notes an address that the blackbox exporter could not call, and one whose user and password everybody would see. */
export function checkProbedUrl(text: string, property: string, problems: Problems): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const callable =
    (url?.protocol === "https:" || url?.protocol === "http:") && url.username === "" && url.password === "";
  const expected = 'a URL such as "https://shop.example.com/ready", without a user and a password';
  problems.check(callable, property, text, expected);
}

/** What the blackbox exporter calls from outside, as people do. */
export function urlProbes(target: ServiceTarget): UrlProbe[] {
  return target.urls.map((url) => ({ url, labels: identityLabels(target) }));
}
