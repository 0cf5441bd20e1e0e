import type { k8s } from "cdk8s-plus-28";
import type { Plain, Problems } from "../core";
import { findPort, MAIN_PORT, parsePortReference, type Port } from "./ports";

/** What a probe asks: exactly one of the four. A port is one of the service's, by name or number. */
export type ProbeHandler = HttpCheck | TcpCheck | GrpcCheck | ExecCheck;

/** A GET request that must be answered with 2xx or 3xx. */
export interface HttpCheck {
  readonly http: {
    readonly path: `/${string}`;
    /** @default "http" */
    readonly port?: string | number;
  };
}

/** A connection that must be accepted. */
export interface TcpCheck {
  readonly tcp: {
    /** @default "http" */
    readonly port?: string | number;
  };
}

/** A call of `grpc.health.v1.Health/Check` that must answer SERVING. */
export interface GrpcCheck {
  readonly grpc: {
    /** @default "http" */
    readonly port?: string | number;
    /** The service to ask about. @default - the server as a whole */
    readonly service?: string;
  };
}

/** A command in the container that must exit with 0. */
export interface ExecCheck {
  readonly exec: { readonly command: readonly string[] };
}

type Handler = Pick<Plain<k8s.Probe>, "httpGet" | "tcpSocket" | "grpc" | "exec">;

/** The handler in the API's terms, or undefined after noting what is wrong with it. */
export function parseHandler(
  check: ProbeHandler,
  property: string,
  ports: readonly Port[],
  problems: Problems,
): Handler | undefined {
  const kinds = ["http", "tcp", "grpc", "exec"].filter((kind) => kind in check);
  problems.check(kinds.length === 1, property, check, "exactly one of http, tcp, grpc and exec");
  if ("exec" in check) {
    const { command } = check.exec;
    problems.check(command.length > 0, `${property}.exec.command`, command, "a command and its arguments");
    return { exec: { command } };
  }

  const [kind, target] =
    "http" in check ? ["http", check.http] : "tcp" in check ? ["tcp", check.tcp] : ["grpc", check.grpc];
  const port = parsePortReference(`${property}.${kind}.port`, target.port ?? MAIN_PORT, ports, problems);
  if ("http" in check) checkPath(`${property}.http.path`, check.http.path, problems);
  if (!port) return undefined;
  if ("http" in check) return { httpGet: { path: check.http.path, port: port.name } };
  if ("tcp" in check) return { tcpSocket: { port: port.name } };
  // The API takes no names here.
  return { grpc: { port: port.port, ...(check.grpc.service === undefined ? {} : { service: check.grpc.service }) } };
}

/** The path of a check over HTTP on the main port. */
export function mainPath(check: ProbeHandler, ports: readonly Port[]): string | undefined {
  if (!("http" in check)) return undefined;
  return findPort(ports, check.http.port ?? MAIN_PORT)?.name === MAIN_PORT ? check.http.path : undefined;
}

/** Notes a problem unless the text is an absolute path, with a query or without. */
export function checkPath(property: string, path: string, problems: Problems): void {
  problems.check(/^\/[\x21-\x7e]*$/.test(path), property, path, 'an absolute path such as "/ready"');
}
