import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { captured, type Captured } from "./captured";
import { forService, serviceNames } from "../../lib/cli/runbook-names";
import { similar } from "../../lib/cli/similar";

const APP = join(__dirname, "fixtures", "monitored.ts");

async function run(...args: string[]): Promise<Captured> {
  const before = process.cwd();
  // Where no project is compiled.
  process.chdir(mkdtempSync(join(tmpdir(), "cli-")));
  const result = await captured(["runbook", ...args]);
  process.chdir(before);
  return result;
}

test("lists the alerts with their severities", async () => {
  const { code, stdout } = await run();

  expect(code).toBe(0);
  expect(stdout).toMatch(/^ServiceErrors5xx +warning, critical +Part of the requests is answered 5xx/m);
  expect(stdout).toMatch(/^Watchdog +info +/m);
});

test("prints the page of an alert as it stands, without what only a browser understands", async () => {
  const { code, stdout, stderr } = await run("ServiceVolumeFilling");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^# ServiceVolumeFilling\n\| severity /);
  expect(stdout).toContain('namespace="$NAMESPACE"');
  expect(stdout).not.toMatch(/<!--|<\/?details/);
});

test("takes the name of the page as well, as it stands in runbook_url", async () => {
  expect(await run("service-errors-5xx")).toEqual(await run("ServiceErrors5xx"));
});

test("puts in the names of a service, and leaves what only the alert knows", async () => {
  const { code, stdout } = await run("ServiceErrors5xx", "shop/checkout");

  expect(code).toBe(0);
  expect(stdout).toContain("kubectl -n shop rollout undo deployment/checkout");
  expect(stdout).toContain('service:http_failures:ratio_rate5m{namespace="shop",service="checkout"}');
  expect(stdout).toContain('{service_name="checkout",k8s_namespace_name="shop"}');
  expect(stdout).toContain("kubectl -n shop logs $POD -c checkout --previous");
  expect(stdout).not.toMatch(/\$(NAMESPACE|SERVICE)\b/);
});

test("asks the app what the workload and its container are called", async () => {
  const { stdout } = await run("ServiceRestarts", "shop/orders", "--app", APP);

  expect(stdout).toContain("kubectl -n shop rollout undo statefulset/orders-db");
  expect(stdout).toContain("kubectl -n shop logs $POD -c postgres --previous");
  expect(stdout).toContain('service_pod:container_restarts:increase1h{namespace="shop",service="orders"}');
});

test.each([
  [["ServiceErors5xx"], "runbook ServiceErors5xx: expected the name of an alert, such as ServiceErrors5xx, "],
  [["ServiceDown", "checkout"], 'runbook: got "checkout": expected <namespace>/<service>'],
  [["ServiceDown", "shop/order", "--app", APP], "expected a service that is monitored, such as shop/orders"],
  [["ServiceDown", "shop/orders", "--app", "nowhere.js"], "--app nowhere.js: no such file"],
])("exits with 2 for %j", async (args, message) => {
  const { code, stdout, stderr } = await run(...args);

  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
});

describe("the names of a service", () => {
  const names = serviceNames(
    { namespace: "shop", service: "orders" },
    {
      workload_kind: "StatefulSet",
      workload: "orders-db",
      container: "postgres",
      horizontalpodautoscaler: "orders-hpa",
    },
  );

  test.each([
    ["kubectl -n $NAMESPACE describe deployment $SERVICE", "kubectl -n shop describe statefulset orders-db"],
    ["kubectl -n $NAMESPACE get hpa $SERVICE", "kubectl -n shop get hpa orders-hpa"],
    ["set resources deployment/$SERVICE -c $SERVICE", "set resources statefulset/orders-db -c postgres"],
    [`[{"name":"'$SERVICE'"}]`, `[{"name":"'postgres'"}]`],
    ["-l app.kubernetes.io/name=$SERVICE", "-l app.kubernetes.io/name=orders"],
    ['kube_deployment_spec_replicas{deployment="$SERVICE"}', 'kube_statefulset_replicas{statefulset="orders-db"}'],
    ['{pod=~"$SERVICE-[a-z0-9]+-[a-z0-9]{5}"}', '{pod=~"orders-db-[0-9]+"}'],
    ["$SERVER $CLAIM $SERVICES", "$SERVER $CLAIM $SERVICES"],
  ])("in %s", async (template, expected) => {
    expect(forService(template, names)).toBe(expected);
  });
});

test("the most similar names come first, at most three", async () => {
  expect(similar("ServiceErors", ["Watchdog", "ServiceErrors5xx", "NodeMemoryLow", "ServiceErrorLogs"])).toEqual([
    "ServiceErrors5xx",
    "ServiceErrorLogs",
    expect.any(String),
  ]);
});
