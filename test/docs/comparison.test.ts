/** Our columns of the README's comparison, and its profiles, are counted over the committed YAML. */
import { asRecord, asRecords, formatCpu, formatMemory, parseCpu, parseMemory, podSpecOf } from "../../lib/core";
import { environments } from "../../stacks/environments";
import { page, tableOf } from "./markdown";
import { alertsIn, goldenObjects, measure, type Figures } from "./measure";
import { runCommand, thisRepository } from "./synth";

const SERVICE = "shop";
const readme = page("README.md");
const ofWorkloads = (figures: Figures, count: number): string => `${count} of ${figures.workloads}`;

/** How each row is counted. */
const ROWS: Readonly<Record<string, (figures: Figures) => string>> = {
  "objects / CRDs": ({ objects, definitions }) => `${objects} / ${definitions}`,
  "pods / containers": ({ pods, containers }) => `${pods} / ${containers}`,
  "requests: cores / MiB": ({ millicores, mebibytes }) =>
    `${Math.round(millicores / 10) / 100} / ${mebibytes.toLocaleString("en-US")}`,
  "containers without requests": ({ withoutRequests }) => String(withoutRequests),
  "containers without any probe": ({ withoutProbe }) => String(withoutProbe),
  "containers with a writable root filesystem": ({ writableRoot }) => String(writableRoot),
  "workloads beyond Pod Security `restricted`": (figures) => ofWorkloads(figures, figures.beyondRestricted),
  "workloads with a service-account token": (figures) => ofWorkloads(figures, figures.withToken),
  "workloads with a PodDisruptionBudget": (figures) => ofWorkloads(figures, figures.disruptionBudgets),
  NetworkPolicies: ({ networkPolicies }) => String(networkPolicies),
  "images without digest": ({ images, imagesWithoutDigest }) => `${imagesWithoutDigest} of ${images}`,
  "alerts / dashboards": ({ alerts, dashboards }) => `${alerts} / ${dashboards}`,
  "alerts about an application's own 5xx, latency, traffic": () => `${aboutTraffic("staging").length} each`,
  // Neither has a collector of them.
  "logs and traces": () => "no",
};

test("the comparison counts what is committed", () => {
  const { rows } = tableOf(readme, "", "`small`", "`ha`");
  const small = measure("staging", SERVICE);
  const ha = measure("prod", SERVICE);

  const counted = Object.entries(ROWS).map(([title, count]) => [title, count(small), count(ha)]);

  expect(rows.map((row) => row.slice(0, 3))).toEqual(counted);
  expect(rows.every((row) => row.length === 5)).toBe(true);
});

test("each profile is as large as synth says", () => {
  const rows = Object.values(environments).map(({ name, profile }) => {
    const { prometheus, alertmanager } = statefulSets(name);
    return [`\`${profile}\``, name, prometheus, alertmanager, retentionOf(name), requestsOf(name)];
  });

  expect(tableOf(readme, "profile").rows).toEqual(rows);
});

function aboutTraffic(environment: string): string[] {
  const names = alertsIn(goldenObjects(environment)).flatMap(({ file, alert }) =>
    file.startsWith(`${SERVICE}.`) ? [alert] : [],
  );
  return [...new Set(names)].filter((name) => /Outage|5xx|Latency/.test(name));
}

function statefulSets(environment: string): { readonly prometheus: string; readonly alertmanager: string } {
  const find = (name: string) =>
    goldenObjects(environment).find(({ kind, metadata }) => kind === "StatefulSet" && metadata.name === name);
  const prometheus = find("prometheus") ?? { apiVersion: "", kind: "", metadata: { name: "" } };
  const replicas = Number(asRecord(prometheus["spec"])["replicas"]);
  const [claim] = asRecords(asRecord(prometheus["spec"])["volumeClaimTemplates"]);
  const data = asRecords(podSpecOf(prometheus)["volumes"]).find(({ name }) => name === "data");
  const claimed = asRecord(asRecord(asRecord(claim?.["spec"])["resources"])["requests"])["storage"];
  const size =
    claim === undefined
      ? `${String(asRecord(data?.["emptyDir"])["sizeLimit"])} that go with the pod`
      : `${String(claimed)}${replicas > 1 ? " each" : ""}`;
  return {
    prometheus: `${replicas}, ${size}`,
    alertmanager: String(asRecord(find("alertmanager")?.["spec"])["replicas"]),
  };
}

function retentionOf(environment: string): string | undefined {
  const config = goldenObjects(environment).find(({ metadata }) => metadata.name === "prometheus-config");
  return /retention:\s+time: (\w+)/.exec(String(asRecord(config?.["data"])["prometheus.yml"]))?.[1];
}

/** What synth prints, without the sample service. */
function requestsOf(environment: string): string {
  const { stdout } = runCommand(["synth", "--env", environment, "--json"], thisRepository);
  const [summary] = asRecords(JSON.parse(stdout));
  const own = asRecords(summary?.["components"]).filter(
    ({ component, cpu }) => cpu !== "-" && !String(component).startsWith(`${SERVICE}/`),
  );
  const total = (parse: (text: string) => number, resource: "cpu" | "memory"): number =>
    own.reduce((sum, component) => sum + parse(String(component[resource])), 0);
  return `${formatCpu(total(parseCpu, "cpu"))} CPU, ${formatMemory(total(parseMemory, "memory"))}`;
}
