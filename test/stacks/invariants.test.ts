/** What must hold for every object of every environment, whoever wrote it. */
import {
  asRecord,
  asRecords,
  identityOf,
  isClusterScoped,
  podSpecOf,
  render,
  toYaml,
  type JsonRecord,
  type KubernetesObject,
} from "../../lib/core";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";

const WORKLOADS = ["Deployment", "StatefulSet", "DaemonSet"];
/** Programs that call the API server; nobody else gets a token. */
const CALLS_API_SERVER = ["prometheus", "kube-state-metrics", "collector-agent"];
/** The log files of containers are root's; it has none of root's capabilities. */
const RUNS_AS_ROOT = ["collector-agent"];
/** Node agents read the node's files, which no stricter level allows; they live in a namespace of their own. */
const PRIVILEGED_NAMESPACES = ["observability-node"];

describe.each(Object.values(environments))("$name", (environment) => {
  const objects = render(build(environment)).map(({ object }) => object);
  const workloads = objects.filter(({ kind }) => WORKLOADS.includes(kind));
  const each = (subset: readonly KubernetesObject[]): [string, KubernetesObject][] =>
    subset.map((object) => [identityOf(object), object]);
  const pods = workloads.map((workload) => ({
    workload,
    namespace: workload.metadata.namespace,
    labels: asRecord(asRecord(asRecord(asRecord(workload["spec"])["template"])["metadata"])["labels"]),
    containers: [...asRecords(podSpecOf(workload)["containers"]), ...asRecords(podSpecOf(workload)["initContainers"])],
  }));
  const selectedBy = (namespace: string | undefined, selector: JsonRecord): typeof pods =>
    pods.filter(
      (pod) =>
        pod.namespace === namespace && Object.entries(selector).every(([key, value]) => pod.labels[key] === value),
    );

  test.each(each(objects))("%s carries the recommended labels", (_, { metadata }) => {
    expect(Object.keys(metadata.labels ?? {})).toEqual(
      expect.arrayContaining([
        "app.kubernetes.io/name",
        "app.kubernetes.io/component",
        "app.kubernetes.io/part-of",
        "app.kubernetes.io/managed-by",
      ]),
    );
  });

  test.each(each(objects))("%s says its namespace if it has one", (_, object) => {
    expect(object.metadata.namespace === undefined).toBe(isClusterScoped(object));
  });

  test.each(each(objects))(
    "%s is small enough for a client-side apply, or a ConfigMap below its limit",
    (_, object) => {
      expect(Buffer.byteLength(toYaml(object))).toBeLessThan(object.kind === "ConfigMap" ? 1024 * 1024 : 256 * 1024);
    },
  );

  test.each(each(workloads))("%s selects its own pods", (_, workload) => {
    const selector = asRecord(asRecord(asRecord(workload["spec"])["selector"])["matchLabels"]);

    expect(Object.keys(selector)).not.toHaveLength(0);
    expect(selectedBy(workload.metadata.namespace, selector).map((pod) => pod.workload)).toEqual([workload]);
  });

  test.each(each(workloads))("%s runs pinned images with requests and a memory limit", (_, workload) => {
    for (const container of pods.find((pod) => pod.workload === workload)?.containers ?? []) {
      const { requests, limits } = asRecord(container["resources"]);
      expect(container["image"]).toMatch(/:(?!latest)[\w.-]+(@sha256:[0-9a-f]{64})?$|@sha256:[0-9a-f]{64}$/);
      expect(Object.keys(asRecord(requests)).toSorted()).toEqual(["cpu", "memory"]);
      expect(Object.keys(asRecord(limits))).toContain("memory");
    }
  });

  test.each(each(workloads))("%s has probes, on ports that exist", (_, workload) => {
    for (const container of asRecords(podSpecOf(workload)["containers"])) {
      const ports = asRecords(container["ports"]).flatMap(({ name, containerPort }) => [name, containerPort]);
      const probes = ["startupProbe", "readinessProbe", "livenessProbe"].map((probe) => asRecord(container[probe]));
      expect(Object.keys(asRecord(container["readinessProbe"]))).not.toHaveLength(0);
      expect(Object.keys(asRecord(container["livenessProbe"]))).not.toHaveLength(0);
      for (const probe of probes) {
        const port =
          asRecord(probe["httpGet"])["port"] ?? asRecord(probe["tcpSocket"])["port"] ?? asRecord(probe["grpc"])["port"];
        if (port !== undefined) expect(ports).toContain(port);
      }
    }
  });

  test.each(each(workloads))("%s passes Pod Security restricted, with a read-only root filesystem", (_, workload) => {
    const pod = podSpecOf(workload);
    const context = asRecord(pod["securityContext"]);
    expect(context["seccompProfile"]).toEqual({ type: "RuntimeDefault" });
    if (RUNS_AS_ROOT.includes(workload.metadata.name)) expect(context["runAsUser"]).toBe(0);
    else expect(context["runAsNonRoot"]).toBe(true);
    for (const container of pods.find(({ workload: owner }) => owner === workload)?.containers ?? []) {
      expect(container["securityContext"]).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
      expect(asRecord(asRecord(container["securityContext"])["capabilities"])["add"]).toBeUndefined();
    }
    if (PRIVILEGED_NAMESPACES.includes(workload.metadata.namespace ?? "")) return;
    expect([pod["hostPID"], pod["hostNetwork"], pod["hostIPC"]]).toEqual([undefined, undefined, undefined]);
    expect(asRecords(pod["volumes"]).filter((volume) => "hostPath" in volume)).toEqual([]);
  });

  test.each(each(workloads))("%s mounts a service-account token only if it calls the API server", (_, workload) => {
    expect(podSpecOf(workload)["automountServiceAccountToken"]).toBe(CALLS_API_SERVER.includes(workload.metadata.name));
  });

  const cronJobs = objects.filter(({ kind }) => kind === "CronJob");
  test("each CronJob runs a pinned image, restricted, with limits and without a token", () => {
    for (const pod of cronJobs.map(podSpecOf)) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      });
      for (const container of asRecords(pod["containers"])) {
        expect(container["image"]).toMatch(/:(?!latest)[\w.-]+$|@sha256:[0-9a-f]{64}$/);
        expect(Object.keys(asRecord(asRecord(container["resources"])["limits"]))).toContain("memory");
        expect(container["securityContext"]).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
      }
    }
    expect(cronJobs).toHaveLength(environment.profile === "ha" ? 1 : 0);
  });

  test.each(each(objects.filter(({ kind }) => kind === "Service")))("%s leads to a port of some pod", (_, service) => {
    const spec = asRecord(service["spec"]);
    const selected = selectedBy(service.metadata.namespace, asRecord(spec["selector"]));

    expect(selected).toHaveLength(1);
    const ports = selected.flatMap((pod) => pod.containers.flatMap((container) => asRecords(container["ports"])));
    for (const { targetPort, port } of asRecords(spec["ports"])) {
      expect(ports.flatMap(({ name, containerPort }) => [name, containerPort])).toContain(targetPort ?? port);
    }
  });

  test.each(each(objects.filter(({ kind }) => kind === "PodDisruptionBudget")))(
    "%s protects pods that exist and lets a node drain",
    (_, budget) => {
      const spec = asRecord(budget["spec"]);

      expect(selectedBy(budget.metadata.namespace, asRecord(asRecord(spec["selector"])["matchLabels"]))).toHaveLength(
        1,
      );
      expect(spec["maxUnavailable"]).not.toBe(0);
    },
  );

  test.each(each(objects.filter(({ kind }) => kind === "HorizontalPodAutoscaler")))(
    "%s alone decides the replicas of its target",
    (_, autoscaler) => {
      const target = asRecord(asRecord(autoscaler["spec"])["scaleTargetRef"]);
      const workload = workloads.find(
        ({ kind, metadata }) =>
          kind === target["kind"] &&
          metadata.name === target["name"] &&
          metadata.namespace === autoscaler.metadata.namespace,
      );

      expect(workload).toBeDefined();
      expect(asRecord(workload?.["spec"])["replicas"]).toBeUndefined();
    },
  );

  test("every namespace is declared, enforces a Pod Security level, and says why where it is not restricted", () => {
    const namespaces = objects.filter(({ kind }) => kind === "Namespace");
    const used = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));

    expect(namespaces.map(({ metadata }) => metadata.name).toSorted()).toEqual([...used].toSorted());
    for (const { metadata } of namespaces) {
      const level = metadata.labels?.["pod-security.kubernetes.io/enforce"];
      expect(level).toBe(PRIVILEGED_NAMESPACES.includes(metadata.name) ? "privileged" : "restricted");
      if (level === "privileged") expect(Object.values(metadata.annotations ?? {}).join()).not.toBe("");
    }
  });

  test("no ConfigMap or Secret that a pod needs is missing, apart from Secrets that somebody else makes", () => {
    const rendered = new Set(objects.map(identityOf));
    const needed = workloads.flatMap((workload) =>
      asRecords(podSpecOf(workload)["volumes"]).flatMap((volume) => {
        const name = asRecord(volume["configMap"])["name"];
        return typeof name === "string" ? [`ConfigMap/${workload.metadata.namespace}/${name}`] : [];
      }),
    );

    expect(needed.filter((identity) => !rendered.has(identity))).toEqual([]);
  });
});
