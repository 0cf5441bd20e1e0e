import type { ComponentConfig } from "../collector-config";
import { literal, quoted } from "./ottl";
import { masked, replacements } from "./secrets";

/** Attributes of which none is a secret, and most of what a resource has. */
const IDENTITY = String.raw`^(?:service\.(?:name|namespace|version|instance\.id)|(?:told\.)?k8s\.[a-z]+\.(?:name|uid|ip)|telemetry\.sdk\.(?:name|language|version))$`;

/** The processor that masks secrets in what comes with OTLP: in attributes of all kinds, and in the bodies of logs. */
export function redaction(): ComponentConfig {
  return {
    allow_all_keys: true,
    // What the identity of a service is made of, name by name: a program may have a secret as "server.password".
    ignored_key_patterns: [IDENTITY],
    blocked_key_patterns: masked.names,
    blocked_values: masked.values.map(literal),
    // Lists, such as the values of a header, and fields within fields.
    redact_all_types: true,
    // Without attributes that tell what was masked.
    summary: "silent",
  };
}

/** Statements for what that processor leaves out of a span: the message of its error. */
export function statusRedaction(): string[] {
  return replacements.map(
    ({ regex, replacement }) =>
      `replace_pattern(span.status.message, ${quoted(regex)}, ${quoted(replacement)}) where span.status.message != ""`,
  );
}
