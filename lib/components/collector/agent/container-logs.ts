import type { ComponentConfig } from "../collector-config";
import { STORAGE } from "../extensions";
import { literal } from "./ottl";
import { sizes } from "./limits";
import { replacements, type Replacement } from "./secrets";
import { stackTraces } from "./stack-traces";

/** Where the kubelet has the logs of containers: one file for each start of a container, and older ones beside it. */
export const LOGS = "/var/log/pods";

/** Where Docker has them; those of the kubelet are links then. */
export const DOCKER_LOGS = "/var/lib/docker/containers";

/** What writes the logs: a runtime with Kubernetes' own interface (containerd, CRI-O), or Docker through cri-dockerd. */
export type ContainerRuntime = "cri" | "docker";

/** The pods of the agent itself: their names and their namespace. */
export interface OwnPods {
  readonly name: string;
  readonly namespace: string;
}

/**
 * The receiver that reads the logs of the node's containers, and makes entries of lines. What it has read is an exporter's
 * before it notes how far it got: an agent that is killed reads some lines again, and skips none but a stack trace that it
 * still waits for the rest of.
 */
export function containerLogs(own: OwnPods, runtime: ContainerRuntime): ComponentConfig {
  return {
    // Also what the kubelet has put aside, which is how an agent that was away for longer catches up.
    include: [`${LOGS}/*/*/*.log`, `${LOGS}/*/*/*.log.*`],
    exclude: [
      `${LOGS}/*/*/*.gz`,
      `${LOGS}/*/*/*.tmp`,
      // What it says of a line would be another line.
      `${LOGS}/${own.namespace}_${own.name}-*/*/*`,
    ],
    // On a new node, pods may write before the agent looks: with "end", their first lines would be lost.
    start_at: "beginning",
    poll_interval: "500ms",
    include_file_path: true,
    include_file_name: false,
    // The spaces at the end of a part of a line are in the middle of the line.
    preserve_trailing_whitespaces: true,
    max_log_size: sizes.line,
    max_log_size_behavior: "truncate",
    storage: STORAGE,
    // Where the queue is full, it waits with reading. Without, or by the default after five minutes, lines are dropped.
    retry_on_failure: { enabled: true, initial_interval: "1s", max_interval: "5s", max_elapsed_time: 0 },
    operators: [
      ...formats(runtime),
      { type: "move", id: "path", from: FILE_PATH, to: 'resource["log.file.path"]' },
      keepTogether(),
      ...replacements.map(redact),
      parseJson(),
    ],
  };
}

const FILE_PATH = 'attributes["log.file.path"]';

/**
 * The runtime's own format: timestamp, stream, and whether the line goes on. With its timestamp a line keeps its place and
 * its identity, whichever the program writes into it. An operator for each format, as one for all of them tries them one
 * after the other on every line.
 */
function formats(runtime: ContainerRuntime): ComponentConfig[] {
  if (runtime === "docker") {
    const end = { type: "regex_replace", id: "line-end", field: "body", regex: "\n$", replace_with: "" };
    return [format("docker", `hasPrefix(body, "{")`), end];
  }
  return [
    // Its timestamps end with Z, those of CRI-O with an offset.
    format("containerd", `let end = indexOf(body, "Z std"); end > 18 and end < 36`),
    format("crio", `attributes["log.iostream"] == nil`),
  ];
}

function format(name: string, condition: string): ComponentConfig {
  return {
    type: "container",
    id: name,
    format: name,
    if: condition,
    on_error: "send_quiet",
    max_log_size: sizes.entry,
    // The processor takes it from the path once for many lines, and not for each.
    add_metadata_from_filepath: false,
  };
}

/** Stack traces of plain text as one entry, up to the first line that is none of theirs, or to the end of a second. */
function keepTogether(): ComponentConfig {
  const begins = `body matches ${expression(stackTraces.begin)}`;
  const goesOn = `body matches ${expression(stackTraces.middle)}`;
  return {
    type: "recombine",
    id: "stack-traces",
    if: `not hasPrefix(body, "{") and len(body) < 8192 and (${goesOn} or ${begins})`,
    is_first_entry: begins,
    combine_field: "body",
    source_identifier: 'resource["log.file.path"]',
    force_flush_period: "1s",
    max_batch_size: 2_000,
    max_unmatched_batch_size: 2_000,
    max_log_size: sizes.entry,
    on_error: "send_quiet",
  };
}

/** Masks secrets before anything is taken from the line: names and values, however deep they stand. */
function redact({ regex, replacement, hints }: Replacement, i: number): ComponentConfig {
  return {
    type: "regex_replace",
    id: `redact-${i}`,
    // One look at the body: each would search the entry for it.
    if: `let line = body; ${hints.map((hint) => `line contains ${expression(hint)}`).join(" or ")}`,
    field: "body",
    regex: literal(regex),
    replace_with: literal(replacement),
    on_error: "send_quiet",
  };
}

/** An object of JSON becomes attributes; two of them in one line, and what only begins like one, stay text. */
function parseJson(): ComponentConfig {
  return {
    type: "json_parser",
    id: "json",
    if: 'let line = body; hasPrefix(line, "{") and hasSuffix(line, "}") and not (line contains "}{") and not (line contains "} {")',
    // As floating point, identifiers of 64 bits would come out as others.
    parse_ints: true,
    on_error: "send_quiet",
  };
}

/** A text of the expression language, in which nothing has to be escaped. */
function expression(text: string): string {
  return `\`${literal(text)}\``;
}
