import { BlackboxExporter, type BlackboxExporterProps } from "../../../lib/components/blackbox";
import type { KubernetesObject } from "../../../lib/core";
import { asRecord } from "../../../lib/core/json";
import { at, fileOf, hardeningOf, objectsOf, podOf, problemsOf, RESTRICTED } from "../a-stack";

function objects(props: Partial<BlackboxExporterProps> = {}): Map<string, KubernetesObject> {
  return objectsOf((scope) => {
    new BlackboxExporter(scope, "blackbox", { cluster: "test", profile: "small", ...props });
  });
}

test("probes HTTP and TCP, and not ICMP, which needs a capability", () => {
  const config = fileOf(objects(), "blackbox-exporter-config", "config.yml");

  expect(Object.keys(asRecord(at(config, "modules")))).toEqual(["http_2xx", "tcp_connect"]);
});

test("gives up within the interval of a scrape", () => {
  const config = fileOf(objects(), "blackbox-exporter-config", "config.yml");

  expect(at(config, "modules", "http_2xx", "timeout")).toBe("5s");
});

test("takes up a changed configuration by itself", () => {
  expect(at(podOf(objects(), "Deployment/blackbox-exporter"), "containers", 0, "args")).toEqual([
    "--config.file=/etc/blackbox_exporter/config.yml",
    "--config.enable-auto-reload",
  ]);
});

test("is as restricted as the namespace demands, and has no token", () => {
  const pod = podOf(objects(), "Deployment/blackbox-exporter");

  expect(hardeningOf(pod)).toEqual(RESTRICTED);
  expect(pod["automountServiceAccountToken"]).toBe(false);
  // The image runs as root unless it is told otherwise.
  expect(at(pod, "securityContext", "runAsUser")).toBe(65534);
});

test("in ha, survives the loss of a node", () => {
  const ha = objects({ profile: "ha" });

  expect(at(ha.get("Deployment/blackbox-exporter"), "spec", "replicas")).toBe(2);
  expect(podOf(ha, "Deployment/blackbox-exporter")).toHaveProperty("affinity.podAntiAffinity");
  expect(at(ha.get("PodDisruptionBudget/blackbox-exporter"), "spec")).toMatchObject({
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  });
});

test("tells where Prometheus asks it to probe", () => {
  let address: string | undefined;

  objectsOf(
    (scope) => (address = new BlackboxExporter(scope, "blackbox", { cluster: "test", profile: "dev" }).address),
  );

  expect(address).toBe("blackbox-exporter.observability.svc:9115");
});

test("refuses less than one replica", () => {
  const problems = problemsOf((scope) => {
    new BlackboxExporter(scope, "blackbox", { cluster: "test", profile: "dev", replicas: 0 });
  });

  expect(problems).toEqual(["stack/blackbox: replicas 0: expected a whole number, 1 or more"]);
});
