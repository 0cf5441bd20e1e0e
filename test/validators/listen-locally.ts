import { readFileSync, writeFileSync } from "node:fs";
import { load } from "js-yaml";
import { asRecord, toYaml } from "../../lib/core";
import { freePorts } from "./running";

/** An address that a collector listens on, rather than one that it sends to. */
const LISTENS = /^(?:0\.0\.0\.0|127\.0\.0\.1|localhost|\[::\]|\$\{env:\w+\})?:(\d+)$/;

/**
 * Rewrites the configuration of a collector, or of Jaeger, which is one, so that it listens on free ports of this machine
 * and nowhere else. Returns which port each one became.
 */
export async function listenLocally(file: string): Promise<ReadonlyMap<number, number>> {
  const config = load(readFileSync(file, "utf8"));
  const found = new Set<number>();
  mapAddresses(config, (port) => {
    found.add(port);
    return port;
  });
  const free = await freePorts(found.size);
  const ports = new Map([...found].map((port, i) => [port, free[i] ?? 0]));
  writeFileSync(file, toYaml(asRecord(mapAddresses(config, (port) => ports.get(port) ?? port))));
  return ports;
}

/** A copy with other ports: of `host:port` in one text, and of an object that has both apart, as `telemetry` does. */
function mapAddresses(value: unknown, change: (port: number) => number): unknown {
  if (Array.isArray(value)) return value.map((item) => mapAddresses(item, change));
  if (typeof value === "string") return value.replace(LISTENS, (_, port) => `127.0.0.1:${change(Number(port))}`);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapAddresses(inner, change)]));
  if (typeof copy["port"] !== "number" || typeof copy["host"] !== "string") return copy;
  return { ...copy, host: "127.0.0.1", port: change(copy["port"]) };
}
