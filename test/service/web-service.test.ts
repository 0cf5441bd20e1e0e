import { App, Chart } from "cdk8s";
import { asRecord, ManifestChart } from "../../lib/core";
import { markWatched } from "../../lib/monitor";
import { WebService, type WebServiceSpec } from "../../lib/service";
import {
  aService,
  containerOf,
  objectOf,
  podOf,
  problemsIn,
  problemsOf,
  renderService,
  specOf,
  templateOf,
  OTLP_ENDPOINT,
} from "./a-service";

const SPEC: WebServiceSpec = {
  image: "registry.example.com/shop/checkout:v1.4.2",
  port: 8080,
  resources: { cpu: "250m", memory: "256Mi" },
  probes: false,
  alerts: false,
};

test("renders the objects of a service that scales and has configuration", () => {
  const service = aService({ scaling: { min: 2, max: 10, cpu: "70%" }, config: { files: { "app.yaml": "a: 1\n" } } });

  const identities = renderService(service).map(({ kind, metadata }) =>
    [kind, metadata.namespace, metadata.name].join("/"),
  );

  expect(identities).toEqual([
    "ServiceAccount/shop/checkout",
    "ConfigMap/shop/checkout-config",
    "Service/shop/checkout",
    "Deployment/shop/checkout",
    "HorizontalPodAutoscaler/shop/checkout",
    "PodDisruptionBudget/shop/checkout",
  ]);
});

describe("identity", () => {
  test("names everything after the construct unless there is a name", () => {
    const kinds = ["ServiceAccount", "Service", "Deployment", "PodDisruptionBudget"];

    expect(kinds.map((kind) => objectOf(kind)?.metadata.name)).toEqual(kinds.map(() => "checkout"));
    expect(kinds.map((kind) => objectOf(kind, { name: "pay" })?.metadata.name)).toEqual(kinds.map(() => "pay"));
  });

  test("labels every object with what it is, and takes the version from the image's tag", () => {
    const labels = {
      "app.kubernetes.io/name": "checkout",
      "app.kubernetes.io/component": "service",
      "app.kubernetes.io/part-of": "shop",
      "app.kubernetes.io/managed-by": "cdk8s-observability",
    };
    for (const { kind, metadata } of renderService(aService())) {
      expect(metadata.labels).toEqual(
        kind === "Deployment" ? { ...labels, "app.kubernetes.io/version": "1.4.2" } : labels,
      );
    }
  });

  test("changes the Deployment alone with another version", () => {
    const before = renderService(aService());
    const after = renderService(aService({ image: "registry.example.com/shop/checkout:v1.4.3" }));

    const changed = after.filter((object, i) => JSON.stringify(object) !== JSON.stringify(before[i]));
    expect(changed.map(({ kind }) => kind)).toEqual(["Deployment"]);
  });

  test("takes application and version from the spec where it says them", () => {
    expect(objectOf("Deployment", { partOf: "store", version: "7" })?.metadata.labels).toMatchObject({
      "app.kubernetes.io/part-of": "store",
      "app.kubernetes.io/version": "7",
    });
  });

  test("has no version where the image has a digest alone", () => {
    const image = `registry.example.com/checkout@sha256:${"a".repeat(64)}`;

    expect(objectOf("Service", { image })?.metadata.labels).not.toHaveProperty(["app.kubernetes.io/version"]);
  });

  test("selects pods by their name alone, so that a new version does not replace the Deployment", () => {
    const byName = { "app.kubernetes.io/name": "checkout" };

    expect(specOf("Deployment")["selector"]).toEqual({ matchLabels: byName });
    expect(specOf("Service")["selector"]).toEqual(byName);
    expect(specOf("PodDisruptionBudget")["selector"]).toEqual({ matchLabels: byName });
    expect(asRecord(templateOf()["metadata"])["labels"]).toMatchObject(byName);
  });

  test("tells others where it is", () => {
    const service = aService();

    expect(service.serviceName).toBe("checkout");
    expect(service.namespace).toBe("shop");
    expect(service.url).toBe("http://checkout.shop.svc:80");
    expect(service.selector).toEqual({ "app.kubernetes.io/name": "checkout" });
  });

  test("renders the same objects wherever the construct stands", () => {
    const app = new App();
    const chart = new ManifestChart(app, "elsewhere", { namespace: "shop" });
    const moved = new WebService(new Chart(chart, "deeper", { namespace: "shop" }), "id", {
      ...SPEC,
      name: "checkout",
      probes: { ready: "/ready", live: "/live" },
    });
    markWatched(moved, { otlpEndpoint: OTLP_ENDPOINT });

    expect(renderService(moved)).toEqual(renderService(aService()));
  });

  test.each(["Checkout", "check_out", "9lives", "-a", "a-", "a".repeat(48), "a.b"])("refuses the name %p", (name) => {
    expect(problemsOf({ name })).toEqual([
      expect.stringMatching(/^name ".*": expected a DNS label of at most 47 characters/),
    ]);
  });

  test("accepts a name of 47 characters, the longest whose pods keep it whole", () => {
    expect(problemsOf({ name: "a".repeat(47) })).toEqual([]);
  });

  test("tells to rename the construct where the name is its id", () => {
    expect(problemsOf({}, "Checkout")).toEqual([
      expect.stringContaining("rename the construct, or give the service a `name`"),
    ]);
  });

  test("refuses to live outside of a chart with a namespace", () => {
    const app = new App();
    const inChart = new WebService(new Chart(app, "chart"), "checkout", SPEC);
    const inApp = new WebService(app, "checkout", SPEC);

    expect(problemsIn(inChart).filter((problem) => problem.startsWith("namespace missing"))).toHaveLength(1);
    expect(inApp.namespace).toBe("default");
  });

  test("refuses labels that Kubernetes does not accept", () => {
    expect(problemsOf({ partOf: "our shop", version: "1.0-" })).toEqual([
      expect.stringMatching(/^partOf "our shop": expected/),
      expect.stringMatching(/^version "1.0-": expected/),
    ]);
  });
});

describe("image", () => {
  test.each([
    "checkout:1.4.2",
    "registry.example.com:5000/shop/checkout:v1",
    `checkout@sha256:${"0".repeat(64)}`,
    `checkout:latest@sha256:${"0".repeat(64)}`,
    "checkout:1.0-",
  ])("accepts %p", (image) => {
    expect(problemsOf({ image })).toEqual([]);
  });

  test.each([
    "checkout",
    "checkout:latest",
    "registry.example.com:5000/checkout",
    "Checkout:1",
    "checkout:",
    "checkout@sha256:12",
    "",
    "a b:1",
  ])("refuses %p, which is not pinned", (image) => {
    expect(problemsOf({ image })).toEqual([
      expect.stringMatching(/^image ".*": expected an image with a tag or digest/),
    ]);
  });

  test("is pulled with the secrets that the spec names", () => {
    expect(podOf({ imagePullSecrets: ["registry"] })["imagePullSecrets"]).toEqual([{ name: "registry" }]);
  });

  test("runs its own entrypoint unless there is a command", () => {
    expect(containerOf()).not.toHaveProperty("command");
    expect(containerOf({ command: ["/checkout"], args: ["serve"] })).toMatchObject({
      command: ["/checkout"],
      args: ["serve"],
    });
  });
});

describe("security", () => {
  test("runs as Pod Security restricted demands, with a read-only root filesystem", () => {
    expect(podOf()["securityContext"]).toEqual({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(containerOf()["securityContext"]).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  test("has an account of its own, whose token no pod gets", () => {
    expect(objectOf("ServiceAccount")?.["automountServiceAccountToken"]).toBe(false);
    expect(podOf()).toMatchObject({ serviceAccountName: "checkout", automountServiceAccountToken: false });
  });

  test("is not told of other Services by environment variables", () => {
    expect(podOf()["enableServiceLinks"]).toBe(false);
  });

  test("runs as the user that the spec names", () => {
    expect(podOf({ uid: 65_532 })["securityContext"]).toMatchObject({ runAsUser: 65_532, runAsGroup: 65_532 });
  });

  test("refuses root", () => {
    expect(problemsOf({ uid: 0 })).toEqual([expect.stringMatching(/^uid 0: expected a whole number from 1/)]);
  });

  test("may bind a port below 1024 although it is not root", () => {
    expect(podOf({ port: 80 })["securityContext"]).toMatchObject({
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "80" }],
    });
  });
});

describe("resources", () => {
  test("requests and limits what one value says", () => {
    expect(containerOf()["resources"]).toEqual({
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { cpu: "250m", memory: "256Mi" },
    });
  });

  test("refuses a limit under its request, and what is no quantity", () => {
    const under = { cpu: { request: "500m", limit: "250m" }, memory: "256Mi" } as const;

    expect(problemsOf({ resources: under })).toEqual([
      expect.stringMatching(/^resources.cpu.limit "250m": expected at least/),
    ]);
    expect(problemsOf({ resources: { cpu: "0", memory: "256Mi" } })).toEqual([
      expect.stringMatching(/^resources.cpu "0"/),
    ]);
  });
});

test("spreads the pods of a version over nodes and zones, but rather runs them together than not at all", () => {
  expect(podOf()["topologySpreadConstraints"]).toEqual(
    ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
      topologyKey,
      maxSkew: 1,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { "app.kubernetes.io/name": "checkout" } },
      matchLabelKeys: ["pod-template-hash"],
    })),
  );
});

test("tells everything that is wrong at once, and renders nothing", () => {
  const service = aService({ image: "checkout", port: 0, resources: { cpu: "0", memory: "0Mi" }, replicas: 0 });

  expect(problemsIn(service).map((problem) => problem.split(" ")[0])).toEqual([
    "image",
    "port",
    "resources.cpu",
    "resources.memory",
    "replicas",
  ]);
});
