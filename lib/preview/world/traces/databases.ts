import type { Workload } from "../cluster";

/** What a database is in OpenTelemetry's terms. */
export interface Database {
  /** Of the attribute `db.system.name`. */
  readonly system: string;
  /** What it is asked for. */
  readonly operation: string;
}

/** Known by its image, or else by its name. @see https://opentelemetry.io/docs/specs/semconv/database/ */
export function databaseOf(name: string, workload: Workload | undefined): Database {
  const words = [name, ...(workload?.containers.map(({ image }) => image) ?? [])].join(" ");
  return DATABASES.find(([word]) => words.includes(word))?.[1] ?? { system: name, operation: "query" };
}

const DATABASES: readonly (readonly [string, Database])[] = [
  ["redis", { system: "redis", operation: "hmget" }],
  ["valkey", { system: "redis", operation: "hmget" }],
  ["postgres", { system: "postgresql", operation: "SELECT" }],
  ["mysql", { system: "mysql", operation: "SELECT" }],
  ["mariadb", { system: "mariadb", operation: "SELECT" }],
  ["mongo", { system: "mongodb", operation: "find" }],
];
