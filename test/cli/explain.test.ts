import { join } from "node:path";
import { broken } from "../../lib/cli/labelled-lines";
import { readable } from "../../lib/cli/readable-expression";
import { captured, type Captured } from "./captured";

const APP = join(__dirname, "../../stacks/build.ts");

function run(...args: string[]): Promise<Captured> {
  return captured(["explain", ...args, "--app", APP]);
}

test("prints an alert of one service, each severity by itself", async () => {
  const { code, stdout, stderr } = await run("ServiceErrors5xx", "shop/checkout", "--env", "prod");
  const [warning = "", critical = ""] = stdout.split("\n\n");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(warning).toBe(
    `ServiceErrors5xx (warning) of shop/checkout in prod
tells        checkout answers {{ $value | humanizePercentage }} of its requests with 5xx
declared by  WebService shop/checkout
PromQL       service:http_failures:ratio_rate5m{namespace="shop",service="checkout"} > 0.01
             and on () service:http_requests:rate5m{namespace="shop",service="checkout"} > 0.1
limit        "1%", given: alerts.errors5xx.warning.above
for          "5m", the default: alerts.errors5xx.warning.for
goes on for  2m
labels       cluster=prod, namespace=shop, service=checkout, alertname=ServiceErrors5xx,
               severity=warning
stands in    ConfigMap/observability/prometheus-rules-57, shop.checkout.yaml
group        shop/checkout/1m, every 1m
told to      chat
silenced by  itself as critical, ServiceOutage (critical), ServiceDown (critical),
               ServiceProbeFailing (critical)
proven by    9 cases: test-alerts --env prod --alert ServiceErrors5xx
runbook      https://runbooks.example.com/service-errors-5xx
dashboard    https://grafana.example.com/d/triage?var-namespace=shop&var-service=checkout`,
  );
  expect(critical).toMatch(/^ServiceErrors5xx \(critical\) of shop\/checkout in prod\n/);
});

test("lists the services where several have an alert, and how to ask for one", async () => {
  const { stdout } = await run("service-errors-5xx", "--env", "prod");

  expect(stdout).toBe(
    `environment  service         severity  limit       for  origin   told to
prod         shop/checkout   warning   above "1%"  5m   given    chat
prod         shop/checkout   critical  above "2%"  5m   given    oncall
prod         shop/inventory  warning   above "1%"  5m   default  chat
prod         shop/inventory  critical  above "5%"  5m   default  oncall

4 alerts; all of one service: cdk8s-observability explain ServiceErrors5xx shop/checkout
`,
  );
});

test("prints an object in every environment that has it", async () => {
  const { code, stdout, stderr } = await run("pdb/shop/checkout", "--env", "staging", "prod");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.match(/^PodDisruptionBudget\/shop\/checkout in \w+$/gm)).toEqual([
    "PodDisruptionBudget/shop/checkout in staging",
    "PodDisruptionBudget/shop/checkout in prod",
  ]);
});

test("tells where an object came from, who is told about it, and what it requests", async () => {
  const { stdout } = await run("deploy/checkout", "--env", "prod");

  expect(stdout).toMatch(/^declared by {2}shop\/checkout\/deployment \(Resource\)\n +shop\/checkout \(WebService\)$/m);
  expect(stdout).toContain('\n             probes.ready: "/ready" (given) → readinessProbe\n');
  expect(stdout).toContain('\n             shutdown.delay: "5s" (default) → lifecycle.preStop\n');
  expect(stdout).toMatch(/^alerts +\d+ critical → oncall\n +ServiceOutage, /m);
  expect(stdout).toMatch(/^tuned +alerts\.errors5xx\.warning\.above: "1%"$/m);
  expect(stdout).toContain(
    "requests     CPU 100m and memory 128Mi in each of 3 to 12 pods: CPU 300m and memory 384Mi to CPU\n" +
      "               1200m and memory 1536Mi\n",
  );
});

test("fits a terminal of 100 columns, whatever it is asked about", async () => {
  const outputs = [
    await run("deploy/checkout", "--env", "prod"),
    await run("sts/observability/prometheus", "--env", "prod"),
    await run("ServiceNoTraffic", "shop/checkout", "--env", "prod"),
  ];
  const long = outputs.flatMap(({ stdout }) => stdout.split("\n").filter((line) => line.length > 100));
  // What is copied stays whole.
  expect(long.filter((line) => line.trim().split(/ {2,}/).at(-1)?.includes(" "))).toEqual([]);
});

test("prints the same as JSON", async () => {
  const alert: unknown = JSON.parse((await run("ServiceDown", "shop/checkout", "--env", "prod", "--json")).stdout);
  const object: unknown = JSON.parse((await run("ns/shop", "--env", "prod", "--json")).stdout);

  expect(alert).toMatchObject({ kind: "alert", explanations: [{ environment: "prod", alert: "ServiceDown" }] });
  expect(object).toMatchObject({ kind: "object", explanations: [{ environment: "prod", object: "Namespace/shop" }] });
});

test.each([
  [["Deploymnt/shop/checkout"], "expected an object that is rendered, such as Deployment/shop/checkout, "],
  [["ServiceErors5xx"], "expected Kind/namespace/name, or an alert that somebody has, such as ServiceErrors5xx, "],
  [["ServiceDown", "shop/chekout"], "expected a service that has it, such as shop/checkout, "],
  [["svc/shop/checkout", "shop/checkout"], "expected nothing beside an object; a service follows an alert"],
  [["ServiceDown", "--env", "nowhere"], "--env nowhere: expected one of dev, staging, prod"],
])("exits with 2 for %j", async (args, message) => {
  const { code, stdout, stderr } = await run(...args);

  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
});

describe("an expression on several lines", () => {
  test.each([
    ["a > 1", ["a > 1"]],
    ["a > 1 and on () b unless c or d", ["a > 1", "and on () b", "unless c", "or d"]],
    ["sum(a and b) > 1 and c", ["sum(a and b) > 1", "and c"]],
    ['a{b="x and ) y"} and c', ['a{b="x and ) y"}', "and c"]],
    ['{a="b"} |= `x and "y` or d', ['{a="b"} |= `x and "y`', "or d"]],
  ])("%s", (expr, lines) => {
    expect(readable(expr)).toEqual(lines);
  });
});

describe("a text on lines of ten columns", () => {
  test.each([
    ["short", ["short"]],
    ["breaks between words", ["breaks", "  between", "  words"]],
    ["  keeps its indent", ["  keeps", "    its", "    indent"]],
    ["keeps https://example.com/whole", ["keeps", "  https://example.com/whole"]],
  ])("%s", (text, lines) => {
    expect(broken(text, 10)).toEqual(lines);
  });
});
