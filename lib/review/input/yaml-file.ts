import { isRecord, type KubernetesObject } from "../../core";
import { NotYaml, parseAllYaml } from "../yaml";

/** A file as a side of the review holds it. */
export interface YamlFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What the files of one environment hold. */
export interface ReadFiles {
  readonly objects: readonly KubernetesObject[];
  /** Files that cannot be read, and objects that are there twice: why, each with its path. */
  readonly problems: readonly string[];
  /** Files without any object of Kubernetes, such as the values of a chart. */
  readonly skipped: readonly string[];
}

/** Reads files; each distinct text once, however many sides hold it. Equal texts are then the same objects. */
export type FileReader = (file: YamlFile) => readonly unknown[];

/** Remembers what it has read for as long as it is held. Throws `NotYaml`. */
export function fileReader(): FileReader {
  const read = new Map<string, readonly unknown[]>();
  return ({ text }) => {
    const known = read.get(text);
    if (known) return known;
    const values = parseAllYaml(text).flatMap(itemsOf);
    read.set(text, values);
    return values;
  };
}

/** What the files hold, put together. */
export function readFiles(files: readonly YamlFile[], reader: FileReader): ReadFiles {
  const objects: KubernetesObject[] = [];
  const problems: string[] = [];
  const skipped: string[] = [];
  for (const file of files) {
    const found = attempt(file, reader);
    if (typeof found === "string") problems.push(found);
    else if (found.length === 0) skipped.push(file.path);
    else for (const object of found) objects.push(object);
  }
  return { objects, problems, skipped };
}

function attempt(file: YamlFile, reader: FileReader): readonly KubernetesObject[] | string {
  try {
    return reader(file).filter(isObject);
  } catch (error) {
    if (!(error instanceof NotYaml)) throw error;
    const hint = file.text.includes("{{") ? "; a template has to be rendered before it can be reviewed" : "";
    return `${file.path}: ${error.message.split("\n")[0] ?? ""}${hint}`;
  }
}

/** The items of a `List`, as kubectl writes several objects, or of a list of one kind, such as a `ConfigMapList`. */
function itemsOf(value: unknown): readonly unknown[] {
  if (!isRecord(value) || !Array.isArray(value["items"])) return [value];
  const { kind, apiVersion, items } = value;
  if (kind === "List") return items;
  if (typeof kind !== "string" || !kind.endsWith("List") || isObject(value)) return [value];
  const inherited = { apiVersion, kind: kind.slice(0, -"List".length) };
  return items.map((item: unknown) => (isRecord(item) ? { ...inherited, ...item } : item));
}

function isObject(value: unknown): value is KubernetesObject {
  if (!isRecord(value) || !isRecord(value["metadata"])) return false;
  return [value["apiVersion"], value["kind"], value["metadata"]["name"]].every((one) => typeof one === "string");
}
