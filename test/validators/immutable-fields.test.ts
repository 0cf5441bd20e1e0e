/**
 * What the review says must be replaced is what a real API server refuses, and nothing else is. The cases are those of
 * test/review/immutable-fields; they need `kube-apiserver` and `etcd` on the PATH.
 */
import { identityOf } from "../../lib/core";
import { immutableCases, type ImmutableCase } from "../review/immutable-fields/cases";
import { aKubernetes, kubernetesPrograms, type Kubernetes } from "./a-kubernetes";

const programs = kubernetesPrograms();
const cases = immutableCases();
/** Validation says 422, the admission of larger claims says 403. */
const REFUSED = [403, 422];

(programs ? describe : describe.skip)(`an API server${programs ? "" : " (skipped: it is not on the PATH)"}`, () => {
  let kubernetes: Kubernetes;

  beforeAll(async () => {
    if (!programs) return;
    kubernetes = await aKubernetes(programs);
    await makeAll(kubernetes);
  }, 120_000);

  test("is of the version that the table is written for", () => {
    expect(kubernetes.version).toMatch(/^v1\.34\./);
  });

  const certain = cases.filter(({ fate }) => fate !== "uncertain");
  test.each(certain.map((one) => [`${one.title} is ${one.fate}`, one] as const))("%s", async (_, one) => {
    const answer = await kubernetes.apply(one.after, { dryRun: true });

    expect(one.fate === "refused" ? REFUSED : [200]).toContain(answer.code);
  });

  test.each(cases.filter(({ fate }) => fate === "kept").map((one) => [one.title, one] as const))(
    "%s changes nothing",
    async (_, { before, after }) => {
      const answer = await kubernetes.apply(after, { dryRun: true });

      const { body } = await kubernetes.apply(before, { dryRun: true });
      expect(answer.body["spec"]).toEqual(body["spec"]);
    },
  );

  test.each(cases.filter(({ fate }) => fate === "refused").map((one) => [one.title, one] as const))(
    "%s would be a valid object",
    async (_, { after }) => {
      const answer = await kubernetes.create(after, { dryRun: true });

      // Whether the name is free is asked last.
      expect(answer).toMatchObject({ code: 409, body: { reason: "AlreadyExists" } });
    },
  );
});

async function makeAll(kubernetes: Kubernetes): Promise<void> {
  const objects = new Map(cases.map((one) => [identityOf(one.before), one]));
  await Promise.all([...objects.values()].map(make));

  async function make({ before, status }: ImmutableCase): Promise<void> {
    const made = await kubernetes.apply(before);
    if (made.code >= 300) throw new Error(`${identityOf(before)}: ${JSON.stringify(made.body)}`);
    if (status) await kubernetes.report(before, status);
  }
}
