import type { k8s } from "cdk8s-plus-28";
import type { Plain, Problems } from "../core";
import { parseInteger } from "./bounds";

/** A port that the program listens on beside its main one. */
export interface AdditionalPort {
  /** At most 15 lower-case letters, digits and "-". Probes and metrics refer to the port by it. Not `http`. */
  readonly name: string;
  /** The number that the program listens on. */
  readonly port: number;
  /** @default "TCP" */
  readonly protocol?: PortProtocol;
  /** The number under which the Service offers the port. @default - not reachable through the Service */
  readonly servicePort?: number;
}

export type PortProtocol = "TCP" | "UDP" | "SCTP";

/** A port ready for a container and a Service. */
export interface Port {
  readonly name: string;
  readonly port: number;
  readonly protocol: PortProtocol;
  readonly servicePort: number | undefined;
}

/** The name of the main port, in the container and in the Service. */
export const MAIN_PORT = "http";

/** The number of the main port in the Service. */
export const MAIN_SERVICE_PORT = 80;

/** All ports of the service, the main one first. */
export function parsePorts(
  spec: { readonly port: number; readonly ports?: readonly AdditionalPort[] },
  problems: Problems,
): readonly Port[] {
  const main: Port = { name: MAIN_PORT, port: spec.port, protocol: "TCP", servicePort: MAIN_SERVICE_PORT };
  parsePortNumber("port", spec.port, problems);
  const ports = [main];
  (spec.ports ?? []).forEach((additional, i) => {
    const port = { ...additional, protocol: additional.protocol ?? "TCP", servicePort: additional.servicePort };
    checkPort(port, `ports[${i}]`, ports, problems);
    ports.push(port);
  });
  return ports;
}

/** The TCP port of this name or number. */
export function findPort(ports: readonly Port[], reference: string | number): Port | undefined {
  return ports.find(({ name, port, protocol }) => protocol === "TCP" && (name === reference || port === reference));
}

/** The TCP port of this name or number, or undefined after noting that `property` names none. */
export function parsePortReference(
  property: string,
  reference: string | number,
  ports: readonly Port[],
  problems: Problems,
): Port | undefined {
  const port = findPort(ports, reference);
  const known = ports
    .filter(({ protocol }) => protocol === "TCP")
    .map((tcp) => `${JSON.stringify(tcp.name)} (${tcp.port})`);
  problems.check(
    port !== undefined,
    property,
    reference,
    `one of the TCP ports ${known.join(", ")}`,
    "declare it in `ports`",
  );
  return port;
}

/** The `ports` of the container. */
export function containerPorts(ports: readonly Port[]): Plain<k8s.ContainerPort>[] {
  return ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol }));
}

/** The `ports` of the Service. */
export function servicePorts(ports: readonly Port[]): Plain<k8s.ServicePort>[] {
  return ports.flatMap(({ name, protocol, servicePort }) =>
    servicePort === undefined ? [] : [{ name, port: servicePort, targetPort: name, protocol }],
  );
}

function checkPort(port: Port, property: string, before: readonly Port[], problems: Problems): void {
  problems.check(isPortName(port.name), `${property}.name`, port.name, PORT_NAME);
  parsePortNumber(`${property}.port`, port.port, problems);
  if (port.servicePort !== undefined) parsePortNumber(`${property}.servicePort`, port.servicePort, problems);

  const alike = before.filter(({ protocol }) => protocol === port.protocol);
  const unique = "one that no other port has";
  problems.check(
    before.every(({ name }) => name !== port.name),
    `${property}.name`,
    port.name,
    unique,
  );
  problems.check(
    alike.every((other) => other.port !== port.port),
    `${property}.port`,
    port.port,
    unique,
  );
  problems.check(
    port.servicePort === undefined || alike.every(({ servicePort }) => servicePort !== port.servicePort),
    `${property}.servicePort`,
    port.servicePort,
    unique,
  );
}

function parsePortNumber(property: string, port: number, problems: Problems): void {
  parseInteger(property, port, { min: 1, max: 65_535 }, problems);
}

const PORT_NAME = 'a port name (at most 15 lower-case letters, digits and single "-", with at least one letter)';

/** @see RFC 6335 section 5.1 */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
}
