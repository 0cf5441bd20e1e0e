import { containerOf, problemsOf, specOf } from "./a-service";

test("calls the main port http and offers it as port 80", () => {
  expect(containerOf()["ports"]).toEqual([{ name: "http", containerPort: 8080, protocol: "TCP" }]);
  expect(specOf("Service")).toMatchObject({
    type: "ClusterIP",
    ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }],
  });
});

test("offers a further port through the Service only where it has a number there", () => {
  const ports = [
    { name: "metrics", port: 9090 },
    { name: "grpc", port: 9000, servicePort: 9000 },
  ];

  expect(containerOf({ ports })["ports"]).toContainEqual({ name: "metrics", containerPort: 9090, protocol: "TCP" });
  expect(specOf("Service", { ports })["ports"]).toEqual([
    { name: "http", port: 80, targetPort: "http", protocol: "TCP" },
    { name: "grpc", port: 9000, targetPort: "grpc", protocol: "TCP" },
  ]);
});

test.each([0, -1, 65_536, 1.5, NaN, Infinity])("refuses the port %p", (port) => {
  expect(problemsOf({ port })).toEqual([expect.stringMatching(/^port .*: expected a whole number from 1 to 65535$/)]);
});

test.each(["", "Metrics", "a-name-too-long0", "123", "a--b", "-a"])("refuses the port name %p", (name) => {
  expect(problemsOf({ ports: [{ name, port: 9090 }] })).toEqual([
    expect.stringMatching(/^ports\[0\].name ".*": expected a port name/),
  ]);
});

test("refuses a second port of the same name, number or number in the Service", () => {
  const ports = [
    { name: "http", port: 9090 },
    { name: "admin", port: 8080 },
    { name: "web", port: 9091, servicePort: 80 },
  ];

  expect(problemsOf({ ports })).toEqual([
    'ports[0].name "http": expected one that no other port has',
    "ports[1].port 8080: expected one that no other port has",
    "ports[2].servicePort 80: expected one that no other port has",
  ]);
});

test("accepts the same number for TCP and UDP", () => {
  expect(problemsOf({ ports: [{ name: "quic", port: 8080, protocol: "UDP", servicePort: 80 }] })).toEqual([]);
});
