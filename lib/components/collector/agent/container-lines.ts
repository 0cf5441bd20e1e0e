import type { ComponentConfig } from "../collector-config";
import { jsonFields } from "./json-fields";
import { HAS_MARK, markedLevel } from "./levels";
import { quoted } from "./ottl";

/** What the operators of the receiver leave on every line of a container. */
const IS_CONTAINER_LINE = 'log.attributes["log.iostream"] != nil';

/** What the path of a log file says of its container: the kubelet's own words. */
const PATH =
  "/(?P<namespace>[^/_]+)_(?P<pod>[^/_]+)_(?P<uid>[^/_]+)/(?P<container>[^/]+)/(?P<restarts>\\d+)\\.log[^/]*$";

/**
 * The processor that takes out of the lines of containers what logs are searched by: which container wrote it, its
 * severity, its trace, its message and its fields.
 */
export function containerLines(): ComponentConfig {
  return {
    // What does not hold for a line, such as a level that is no level, is no error to tell.
    error_mode: "silent",
    log_statements: [
      {
        context: "resource",
        conditions: ['resource.attributes["log.file.path"] != nil'],
        statements: fileAttributes(),
      },
      { context: "log", conditions: [IS_CONTAINER_LINE], statements: everyLine() },
      { context: "log", conditions: [`${IS_CONTAINER_LINE} and ${HAS_MARK}`], statements: markedLevel() },
      ...jsonFields(`${IS_CONTAINER_LINE} and HasPrefix(log.body, "{")`),
    ],
  };
}

/** Once for all lines of a file that are read together. */
function fileAttributes(): string[] {
  const attributes = {
    "k8s.namespace.name": "namespace",
    "k8s.pod.name": "pod",
    "k8s.pod.uid": "uid",
    "k8s.container.name": "container",
    "k8s.container.restart_count": "restarts",
  };
  const path = 'resource.cache["path"]';
  return [
    `set(${path}, ExtractPatterns(resource.attributes["log.file.path"], ${quoted(PATH)}))`,
    ...Object.entries(attributes).map(
      ([name, group]) => `set(resource.attributes["${name}"], ${path}["${group}"]) where ${path}["${group}"] != nil`,
    ),
    'delete_key(resource.attributes, "log.file.path")',
  ];
}

function everyLine(): string[] {
  // Go's own last words, which no logger wrote.
  const isCrash = '(HasPrefix(log.body, "panic: ") or HasPrefix(log.body, "fatal error: "))';
  return [
    'delete_key(log.attributes, "logtag")',
    // With when it was read, a line that is read again would be another line to Loki, which else takes the two for one.
    "set(log.observed_time_unix_nano, 0)",
    `set(log.severity_text, "FATAL") where ${isCrash}`,
    `set(log.severity_number, 21) where ${isCrash}`,
  ];
}
