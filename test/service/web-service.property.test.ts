import * as fc from "fast-check";
import { load } from "js-yaml";
import { asRecord, asRecords, SynthesisError, toYaml, type JsonRecord, type KubernetesObject } from "../../lib/core";
import type { WebServiceSpec } from "../../lib/service";
import { aService, renderService } from "./a-service";
import { arbitrarySpec } from "./arbitrary-service";

const RUNS = { numRuns: 100 };

function outcomeOf(spec: WebServiceSpec): readonly KubernetesObject[] | SynthesisError {
  try {
    return renderService(aService(spec));
  } catch (error) {
    if (error instanceof SynthesisError) return error;
    throw error;
  }
}

/** Runs the check on whatever renders, and makes sure that enough did. */
function forAllRendered(check: (objects: readonly KubernetesObject[], spec: WebServiceSpec) => void): void {
  let rendered = 0;
  fc.assert(
    fc.property(arbitrarySpec, (spec) => {
      const outcome = outcomeOf(spec);
      if (outcome instanceof SynthesisError) return;
      rendered++;
      check(outcome, spec);
    }),
    RUNS,
  );
  expect(rendered).toBeGreaterThan(RUNS.numRuns / 5);
}

test("renders, or tells which properties are wrong", () => {
  const problem = new RegExp(`^shop/checkout: (${PROPERTIES.join("|")})\\b.* expected `, "s");
  fc.assert(
    fc.property(arbitrarySpec, (spec) => {
      const outcome = outcomeOf(spec);
      if (!(outcome instanceof SynthesisError)) return;

      expect(outcome.problems.filter((message) => !problem.test(message))).toEqual([]);
    }),
    RUNS,
  );
});

test("renders the same objects each time", () => {
  forAllRendered((objects, spec) => {
    expect(outcomeOf(spec)).toEqual(objects);
  });
});

test("renders plain data that YAML brings back as it was", () => {
  forAllRendered((objects) => {
    for (const object of objects) {
      expect(load(toYaml(object))).toEqual(object);
      expect(JSON.parse(JSON.stringify(object))).toStrictEqual(object);
    }
  });
});

test("selects its own pods with every selector", () => {
  forAllRendered((objects) => {
    const { template, selector } = deploymentOf(objects);
    const labels = asRecord(asRecord(asRecord(template)["metadata"])["labels"]);

    expect(labels).toMatchObject(asRecord(asRecord(selector)["matchLabels"]));
    expect(labels).toMatchObject(asRecord(specOf(objects, "Service")["selector"]));
    for (const budget of objects.filter(({ kind }) => kind === "PodDisruptionBudget")) {
      expect(labels).toMatchObject(asRecord(asRecord(asRecord(budget["spec"])["selector"])["matchLabels"]));
    }
  });
});

test("refers only to ports, volumes and accounts that exist", () => {
  forAllRendered((objects) => {
    const pod = podOf(objects);
    const container = containerOf(objects);
    const ports = asRecords(container["ports"]).flatMap(({ name, containerPort }) => [name, containerPort]);
    const volumes = asRecords(pod["volumes"]).map(({ name }) => name);

    const probed = ["startupProbe", "readinessProbe", "livenessProbe"].flatMap((name) =>
      ["httpGet", "tcpSocket", "grpc"].flatMap((kind) => asRecord(asRecord(container[name])[kind])["port"] ?? []),
    );
    const offered = asRecords(specOf(objects, "Service")["ports"]).map(({ targetPort }) => targetPort);

    expect(ports).toEqual(expect.arrayContaining([...probed, ...offered]));
    for (const { name } of asRecords(container["volumeMounts"])) expect(volumes).toContain(name);
    expect(
      objects.some(({ kind, metadata }) => kind === "ServiceAccount" && metadata.name === pod["serviceAccountName"]),
    ).toBe(true);
  });
});

test("names each variable, volume, mount and port once", () => {
  forAllRendered((objects) => {
    const container = containerOf(objects);
    const lists: [unknown, string][] = [
      [container["env"], "name"],
      [container["ports"], "name"],
      [container["volumeMounts"], "mountPath"],
      [podOf(objects)["volumes"], "name"],
      [specOf(objects, "Service")["ports"], "name"],
    ];

    for (const [list, key] of lists) {
      const keys = asRecords(list).map((item) => item[key]);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

test("kills no pod before it has served on, and none sooner than it stops getting requests", () => {
  forAllRendered((objects) => {
    const container = containerOf(objects);
    const sleep = asRecord(asRecord(asRecord(container["lifecycle"])["preStop"])["sleep"])["seconds"] ?? 0;

    expect(podOf(objects)["terminationGracePeriodSeconds"]).toBeGreaterThanOrEqual(Number(sleep));
    expect(failsAfter(container["livenessProbe"])).toBeGreaterThanOrEqual(failsAfter(container["readinessProbe"], 0));
  });
});

test("sets the number of replicas in one place", () => {
  forAllRendered((objects) => {
    const scales = objects.some(({ kind }) => kind === "HorizontalPodAutoscaler");

    expect("replicas" in deploymentOf(objects)).toBe(!scales);
  });
});

function specOf(objects: readonly KubernetesObject[], kind: string): JsonRecord {
  return asRecord(objects.find((object) => object.kind === kind)?.["spec"]);
}

function deploymentOf(objects: readonly KubernetesObject[]): JsonRecord {
  return specOf(objects, "Deployment");
}

function podOf(objects: readonly KubernetesObject[]): JsonRecord {
  return asRecord(asRecord(deploymentOf(objects)["template"])["spec"]);
}

function containerOf(objects: readonly KubernetesObject[]): JsonRecord {
  return asRecord(asRecords(podOf(objects)["containers"])[0]);
}

/** How long a probe must fail before it counts; without a probe, forever or as `otherwise` says. */
function failsAfter(probe: unknown, otherwise = Infinity): number {
  const { periodSeconds, failureThreshold } = asRecord(probe);
  return probe === undefined ? otherwise : Number(periodSeconds) * Number(failureThreshold);
}

/** Every property of a spec, so that a message that names none of them is found. */
const PROPERTIES = [
  "name",
  "partOf",
  "version",
  "image",
  "imagePullSecrets",
  "command",
  "args",
  "uid",
  "port",
  "ports",
  "resources",
  "replicas",
  "scaling",
  "probes",
  "shutdown",
  "env",
  "envFrom",
  "config",
  "volumes",
  "writablePaths",
  "telemetry",
  "metrics",
  "blackbox",
  "alerts",
] satisfies (keyof WebServiceSpec)[];
