import { HttpMetrics } from "../../lib/signals";
import { monitorWorkload } from "../../lib/service";
import { claimsOf } from "../../lib/service/volumes";
import { aService, problemsOf } from "./a-service";

const EXPECTED = 'expected a URL such as "https://shop.example.com/ready", without a user and a password';

test("asks for each address to be called, with the identity of the service", () => {
  const urls = ["https://shop.example.com/ready", "http://shop.example.com:8080/"];
  const labels = { namespace: "shop", service: "checkout" };
  const probes = urls.map((url) => ({ url, labels }));

  expect(aService({ urls }).probes()).toEqual(probes);
  expect(monitorWorkload({ namespace: "shop", deployment: "checkout", urls, alerts: {} }).probes?.()).toEqual(probes);
});

test("asks for no call where people do not reach it", () => {
  expect(aService().probes()).toEqual([]);
});

test.each([
  "shop.example.com/ready",
  "ftp://shop.example.com/",
  "/ready",
  "",
  "https://",
  "https://user@shop.example.com/",
  "https://:secret@shop.example.com/",
  "https://user:secret@shop.example.com/",
])("refuses the address %j", (url) => {
  const workload = monitorWorkload({ namespace: "shop", deployment: "checkout", urls: [url], alerts: {} });

  expect(problemsOf({ urls: ["https://shop.example.com/", url] })).toContain(`urls[1] "${url}": ${EXPECTED}`);
  expect(workload.monitorProblems?.()).toEqual([`urls[0] "${url}": ${EXPECTED}`]);
});

describe("the claims of a service", () => {
  test("are those of its volumes, each once, as a regular expression", () => {
    const claims = claimsOf({
      data: { mountPath: "/data", persistentVolumeClaim: "checkout.data" },
      again: { mountPath: "/again", persistentVolumeClaim: "checkout.data", readOnly: true },
      models: { mountPath: "/models", persistentVolumeClaim: "models" },
      config: { mountPath: "/config", configMap: "settings" },
    });

    expect(claims).toEqual({ claims: "checkout\\.data|models" });
  });

  test("are none where no volume is claimed", () => {
    expect(claimsOf()).toEqual({});
    expect(claimsOf({ config: { mountPath: "/config", configMap: "settings" } })).toEqual({});
  });

  test("are alerted on", () => {
    const volumes = { data: { mountPath: "/data", persistentVolumeClaim: "checkout-data" } } as const;
    const names = aService({ volumes, metrics: HttpMetrics.prometheus(), alerts: {} })
      .alerts()
      .map(({ alert }) => alert);

    expect(names).toContain("ServiceVolumeFilling");
    expect(
      aService({ alerts: {} })
        .alerts()
        .map(({ alert }) => alert),
    ).not.toContain("ServiceVolumeFilling");
  });
});
