import { rolesOf } from "../../../lib/preview/world";
import { environment } from "./dev";

const dev = environment("dev");
const prod = environment("prod");

describe("the cluster of an app", () => {
  test("has a chain of calls from the service that people reach to the database", () => {
    const { calls } = dev.cluster;

    const roles = rolesOf(dev.cluster);

    expect(calls).toEqual([
      { from: "shop/inventory", to: "shop/redis" },
      { from: "shop/checkout", to: "shop/inventory" },
    ]);
    expect(Object.fromEntries(roles)).toEqual({
      "shop/checkout": "hero",
      "shop/inventory": "between",
      "shop/redis": "database",
    });
  });

  test("names pods as Kubernetes does", () => {
    const named = (kind: string) => dev.cluster.workloads.filter((workload) => workload.kind === kind);

    for (const { name, pods } of named("Deployment")) {
      for (const pod of pods)
        expect(pod.name).toMatch(new RegExp(`^${name}-[bcdf-hj-np-tv-z2-9]{10}-[bcdf-hj-np-tv-z2-9]{5}$`));
    }
    for (const { name, pods } of named("StatefulSet")) {
      expect(pods.map((pod) => pod.name)).toEqual(pods.map((_, index) => `${name}-${index}`));
    }
    for (const { pods } of named("DaemonSet")) expect(pods.map(({ node }) => node)).toEqual(dev.cluster.nodes);
  });

  test("gives each pod a name and an address of its own", () => {
    const pods = prod.cluster.workloads.flatMap(({ namespace, pods: own }) =>
      own.map((pod) => ({ ...pod, namespace })),
    );

    expect(new Set(pods.map(({ name, namespace }) => `${namespace}/${name}`)).size).toBe(pods.length);
    expect(new Set(pods.map(({ ip }) => ip)).size).toBe(pods.length);
  });

  test("has a second revision of the hero alone, of another version, with as many pods", () => {
    const fresh = prod.cluster.workloads.filter(({ pods }) => pods.some(({ ofNewRevision }) => ofNewRevision));

    expect(fresh.map(({ name }) => name)).toEqual(["checkout"]);
    const [checkout] = fresh;
    const versions = checkout?.pods.map(({ version }) => version);
    expect(versions).toEqual(["0.2.0", "0.2.0", "0.2.0", "0.3.0", "0.3.0", "0.3.0"]);
    expect(new Set(checkout?.pods.map(({ revision }) => revision)).size).toBe(2);
  });

  test("is the same for the same app", () => {
    expect(environment("dev").cluster).toEqual(dev.cluster);
  });

  test("has what is probed and what must not be disrupted", () => {
    expect(dev.cluster.probes).toContainEqual({
      url: "http://checkout.shop.svc:80/ready",
      job: "service-probes",
      labels: { namespace: "shop", service: "checkout" },
    });
    expect(dev.cluster.disruptionBudgets).toEqual([{ namespace: "shop", name: "checkout", of: "shop/checkout" }]);
  });
});
