/** What the services of test/alerts/every-alert.cjs render, which together have every alert of the catalogue. */
import type { App } from "cdk8s";
import { render, type KubernetesObject } from "../../lib/core";

interface AppModule {
  readonly environments: Readonly<Record<string, unknown>>;
  readonly build: (environment: unknown) => App;
}

// It is written for what is compiled; here it takes the sources.
jest.mock("../../dist/lib", () => jest.requireActual<object>("../../lib"), { virtual: true });
const app = jest.requireActual<AppModule>("../alerts/every-alert.cjs");

export const everyAlert: readonly KubernetesObject[] = Object.values(app.environments).flatMap((environment) =>
  render(app.build(environment)).map(({ object }) => object),
);
