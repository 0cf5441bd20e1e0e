import type { Construct } from "constructs";
import { Resource, toYaml, type Problems } from "../../core";
import type { PrometheusRuleGroup } from "./rules";

/** Which ConfigMap a rule file goes to: the platform's own, or one of the shards that all services share. */
export type RuleShard = "platform" | "services";

/** One file of rules. */
export interface RuleFile {
  /** Its name without `.yaml`, unique in the stack, such as `shop.checkout`. It decides the shard, and nothing else does. */
  readonly file: string;
  readonly shard: RuleShard;
  /** Called when the tree is rendered. */
  readonly groups: () => readonly PrometheusRuleGroup[];
}

/**
 * The rule files, spread over a fixed number of ConfigMaps. A file stays in its shard whatever else comes and goes, so
 * that one more service changes one ConfigMap.
 */
export class RuleFiles {
  private readonly owners = new Set<string>();
  private readonly shards = new Map<string, Shard>();

  constructor(
    private readonly scope: Construct,
    private readonly labels: Readonly<Record<string, string>>,
    private readonly shardCount: number,
    private readonly problems: Problems,
  ) {}

  add({ file, shard, groups }: RuleFile): void {
    const valid = /^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$/.test(file);
    this.problems.check(valid, "file", file, 'the name of a rule file (letters, digits, "-", "_" and ".")');
    this.problems.check(!this.owners.has(file), "file", file, "a name that no other rule file has");
    if (!valid || this.owners.has(file)) return;
    this.owners.add(file);
    this.shard(shard === "platform" ? "platform" : shardName(hash(file) % this.shardCount)).add(file, groups);
  }

  private shard(name: string): Shard {
    const existing = this.shards.get(name);
    if (existing) return existing;
    const shard = new Shard(configMapName(name), name === "platform" ? undefined : this.shardCount);
    this.shards.set(name, shard);
    new Resource(this.scope, `rules-${name}`, "ConfigMap", { name: shard.name, labels: this.labels }, () => ({
      data: shard.data(),
    }));
    this.scope.node.addValidation({ validate: () => shard.problems() });
    return shard;
  }
}

/** The ConfigMaps that there may be, whether or not anything is in them yet. */
export function ruleConfigMaps(shardCount: number): string[] {
  const shards = Array.from({ length: shardCount }, (_, index) => shardName(index));
  return ["platform", ...shards].map(configMapName);
}

/** etcd refuses an object beyond 1.5 MiB and the API server a ConfigMap beyond 1 MiB. */
const LARGEST_SHARD = 900 * 1024;

/** The content of one ConfigMap. */
class Shard {
  private readonly files = new Map<string, RuleFile["groups"]>();
  private checked: Record<string, string> | undefined;

  constructor(
    readonly name: string,
    private readonly shardCount: number | undefined,
  ) {}

  add(file: string, groups: RuleFile["groups"]): void {
    this.files.set(file, groups);
    this.checked = undefined;
  }

  /** What validation produced just before, once: thousands of rules are not written twice for one rendering. */
  data(): Record<string, string> {
    const data = this.checked ?? this.produce();
    this.checked = undefined;
    return data;
  }

  problems(): string[] {
    this.checked = this.produce();
    const size = Object.values(this.checked).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    if (size <= LARGEST_SHARD) return [];
    const fix =
      this.shardCount === undefined
        ? 'put rules of services into the shard "services"'
        : `raise ruleShards, which is ${this.shardCount}`;
    return [
      `${this.name} holds ${Math.ceil(size / 1024)} KiB of rules: expected at most ${LARGEST_SHARD / 1024} KiB; ${fix}`,
    ];
  }

  private produce(): Record<string, string> {
    const files = [...this.files].map(([file, groups]): [string, string] => [
      `${file}.yaml`,
      toYaml({ groups: groups() }),
    ]);
    return Object.fromEntries(files);
  }
}

function configMapName(shard: string): string {
  return `prometheus-rules-${shard}`;
}

function shardName(index: number): string {
  return `${index}`.padStart(2, "0");
}

/** FNV-1a, 32 bits: the same in every run and on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
