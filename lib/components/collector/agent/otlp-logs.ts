import type { ComponentConfig } from "../collector-config";
import { logLabelAttributes } from "../../../signals";
import { quoted, quotedList } from "./ottl";
import { NAMELESS } from "./json-fields";
import { counts, sizes } from "./limits";

/** The processor that makes logs of SDKs such that Loki takes them: it refuses what is too large, and so loses it. */
export function otlpLogs(): ComponentConfig {
  const isTooLarge = `Len(ToKeyValueString(log.attributes)) > ${sizes.attributes}`;
  return {
    error_mode: "silent",
    log_statements: [
      {
        context: "log",
        statements: [
          "set(log.time_unix_nano, log.observed_time_unix_nano) where log.time_unix_nano == 0",
          "set(log.observed_time_unix_nano, 0)",
          // A stack is text to read, and too long for a field.
          `set(log.body, Concat([log.body, log.attributes["exception.stacktrace"]], "\\n")) where IsString(log.body) and IsString(log.attributes["exception.stacktrace"])`,
          'delete_key(log.attributes, "exception.stacktrace") where IsString(log.body)',
          `set(log.body, Substring(log.body, 0, ${sizes.body})) where IsString(log.body) and Len(log.body) > ${sizes.body}`,
          `delete_matching_keys(log.attributes, ${quoted(NAMELESS)})`,
          // A field with fields in it is one, as JSON.
          "stringify_all(log.attributes)",
          `limit(log.attributes, ${counts.attributes}, ["exception.type", "exception.message"])`,
          `truncate_all(log.attributes, ${sizes.value}) where ${isTooLarge}`,
        ],
      },
      {
        context: "scope",
        statements: [
          `delete_matching_keys(scope.attributes, ${quoted(NAMELESS)})`,
          `limit(scope.attributes, ${counts.scope}, [])`,
          `truncate_all(scope.attributes, ${sizes.value})`,
        ],
      },
    ],
  };
}

/** Statements about the resource of any log: what it may have beside what identifies it, and what it had better not. */
export function logLimits(): string[] {
  return [
    // The same on every line of a process, and of no use to find one.
    `delete_matching_keys(resource.attributes, ${quoted("^(?:process|os|host|telemetry|container)\\.")})`,
    `delete_matching_keys(resource.attributes, ${quoted(NAMELESS)})`,
    `limit(resource.attributes, ${counts.resource}, ${quotedList([...logLabelAttributes, "k8s.pod.name"])})`,
    `truncate_all(resource.attributes, ${sizes.value})`,
  ];
}
