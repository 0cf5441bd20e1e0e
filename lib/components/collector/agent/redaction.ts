import type { ComponentConfig } from "../collector-config";
import { literal, quoted } from "./ottl";
import { masked, replacements } from "./secrets";

/** The processor that masks secrets in what comes with OTLP: in attributes of all kinds, and in the bodies of logs. */
export function redaction(): ComponentConfig {
  return {
    allow_all_keys: true,
    // Of what the identity of a service or a connection is made of, none is a secret.
    ignored_key_patterns: [String.raw`^(?:service|k8s|telemetry|server|network)\.`],
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
