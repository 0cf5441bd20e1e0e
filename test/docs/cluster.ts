import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { asRecord, asRecords, podSpecOf, render, type JsonRecord, type KubernetesObject } from "../../lib/core";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";
import { operandsOf, optionOf } from "./shell";

const KINDS: Readonly<Record<string, string>> = {
  configmaps: "ConfigMap",
  daemonset: "DaemonSet",
  deployment: "Deployment",
  events: "Event",
  hpa: "HorizontalPodAutoscaler",
  pods: "Pod",
  secret: "Secret",
  service: "Service",
  statefulset: "StatefulSet",
};
const OPTIONS_WITH_VALUE = ["-n", "-f", "-l", "-o", "--field-selector"];
/** What kubectl can do to the objects of a kind. */
const VERBS = ["get", "describe", "logs", "exec", "port-forward", "rollout"];

/** What a command of kubectl would find after every environment was applied. */
export class Cluster {
  private readonly objects = Object.values(environments).flatMap((environment) =>
    render(build(environment)).map(({ object }) => ({ environment: environment.name, object })),
  );

  /** `directory` is where the files were written. */
  constructor(private readonly directory: string) {}

  /** What the command names that is not there. */
  problemsOf([, verb = "", ...rest]: readonly string[]): string[] {
    const end = rest.indexOf("--");
    const words = end < 0 ? rest : rest.slice(0, end);
    const namespace = optionOf(words, "-n");
    const operands = operandsOf(words, OPTIONS_WITH_VALUE);
    const problems = namespace === undefined || this.has("Namespace", undefined, namespace) ? [] : [`no ${namespace}`];
    if (verb === "apply" || verb === "diff") return [...problems, ...this.problemsOfFiles(words)];
    if (verb === "create") return [...problems, ...this.problemsOfSecret(operands)];
    if (!VERBS.includes(verb)) return [`kubectl ${verb}: not a command that is checked`];
    const names = verb === "rollout" ? operands.slice(1) : operands;
    const label = optionOf(words, "-l");
    if (label !== undefined) problems.push(...this.problemsOfLabel(label, namespace));
    if (verb === "logs" && names.length === 0) return label === undefined ? [...problems, "logs of what?"] : problems;
    const pod = verb === "exec" || verb === "logs";
    const inside = verb === "exec" ? this.problemsInside(names[0] ?? "", rest.slice(end + 1)) : [];
    return [...problems, ...this.problemsOfNames(pod ? names.map(podName) : names, namespace), ...inside];
  }

  /** `<Secret>: <keys>` that the pods of an environment need. */
  secretsOf(environment: string): string[] {
    const keys = new Map<string, Set<string>>();
    const add = (name: unknown, key: unknown): void => {
      const known = keys.get(String(name)) ?? new Set();
      keys.set(String(name), known.add(String(key)));
    };
    for (const { object } of this.objects.filter((candidate) => candidate.environment === environment)) {
      const pod = podSpecOf(object);
      for (const { projected } of asRecords(pod["volumes"])) {
        for (const { secret } of asRecords(asRecord(projected)["sources"])) {
          for (const { key } of asRecords(asRecord(secret)["items"])) add(asRecord(secret)["name"], key);
        }
      }
      for (const { valueFrom } of asRecords(pod["containers"]).flatMap((container) => asRecords(container["env"]))) {
        const { secretKeyRef } = asRecord(valueFrom);
        if (secretKeyRef !== undefined) add(asRecord(secretKeyRef)["name"], asRecord(secretKeyRef)["key"]);
      }
    }
    return [...keys].map(([name, own]) => `${name}: ${[...own].toSorted().join(", ")}`).toSorted();
  }

  /** The folders that the commands have written. */
  paths(): string[] {
    return readdirSync(this.directory).flatMap((folder) =>
      readdirSync(join(this.directory, folder)).map((name) => join(folder, name)),
    );
  }

  private problemsOfFiles(words: readonly string[]): string[] {
    const path = optionOf(words, "-f") ?? "";
    return [
      ...(existsSync(join(this.directory, path)) ? [] : [`${path} was not written`]),
      ...["-R", "--server-side"].filter((option) => !words.includes(option)).map((option) => `without ${option}`),
    ];
  }

  private problemsOfSecret([kind, type, name]: readonly string[]): string[] {
    const needed = Object.keys(environments).flatMap((environment) => this.secretsOf(environment));
    const known = needed.some((secret) => secret.startsWith(`${name}:`));
    return kind === "secret" && type === "generic" && known ? [] : [`no pod needs the Secret ${name}`];
  }

  /** Objects as `kind/name` or `kind name`, and ports of the one before them. */
  private problemsOfNames([first = "", ...rest]: readonly string[], namespace: string | undefined): string[] {
    const [kind = "", name = first.includes("/") ? undefined : rest[0]] = first.split("/");
    if (kind === "apiservices") return [];
    const known = KINDS[kind];
    if (known === undefined) return [`${kind}: not a kind that is checked`];
    if (name === undefined) return [];
    const ports = first.includes("/") ? rest : rest.slice(1);
    const found = this.find(known, namespace, name);
    if (!found) return [`no ${kind}/${name} in ${namespace}`];
    // A port-forward to a pod reaches what it listens on, declared or not.
    if (known !== "Service") return [];
    const declared = asRecords(asRecord(found["spec"])["ports"]).map(({ port }) => String(port));
    return ports.filter((port) => !declared.includes(port)).map((port) => `no port ${port}`);
  }

  private problemsOfLabel(label: string, namespace: string | undefined): string[] {
    const [key = "", value] = label.split("=");
    const isThere = this.objects.some(
      ({ object: { metadata } }) => metadata.namespace === namespace && metadata.labels?.[key] === value,
    );
    return isThere ? [] : [`nothing in ${namespace} has the label ${label}`];
  }

  /** Paths that a command inside of a pod names must be mounted there. */
  private problemsInside(pod: string, words: readonly string[]): string[] {
    const owner = this.ownerOf(pod, "observability");
    const mounts = owner ? asRecords(podSpecOf(owner)["containers"]).flatMap(mountPaths) : [];
    const paths = words.flatMap((word) => /(?:^|=)(\/etc\/\S+)$/.exec(word)?.[1] ?? []);
    return paths
      .filter((path) => !mounts.some((mount) => path.startsWith(mount)))
      .map((path) => `${path} is not there`);
  }

  private has(kind: string, namespace: string | undefined, name: string): boolean {
    return this.find(kind, namespace, name) !== undefined;
  }

  private find(kind: string, namespace: string | undefined, name: string): KubernetesObject | undefined {
    if (kind === "Pod") return this.ownerOf(name, namespace);
    if (kind === "Secret") {
      const secret = { apiVersion: "v1", kind, metadata: { name } };
      return this.problemsOfSecret(["secret", "generic", name]).length === 0 ? secret : undefined;
    }
    return this.objects.find(
      ({ object }) => object.kind === kind && object.metadata.namespace === namespace && object.metadata.name === name,
    )?.object;
  }

  /** The StatefulSet of a pod. */
  private ownerOf(pod: string, namespace: string | undefined): KubernetesObject | undefined {
    return this.find("StatefulSet", namespace, pod.replace(/-0$/, ""));
  }
}

/** Of a pod, or of a workload, of which kubectl takes a pod. */
function podName(name: string): string {
  return name.includes("/") ? name : `pods/${name}`;
}

function mountPaths(container: JsonRecord): string[] {
  return asRecords(container["volumeMounts"]).map(({ mountPath }) => String(mountPath));
}
