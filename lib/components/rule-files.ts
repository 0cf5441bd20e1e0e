import type { Construct } from "constructs";
import { Resource, toYaml, type Problems } from "../core";
import type { Program } from "./program";
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
 * The rule files of Prometheus or of Loki, which read the same format with other expressions in it, spread over a fixed
 * number of ConfigMaps. A file stays in its shard whatever else comes and goes, so that one more service changes one
 * ConfigMap.
 */
export class RuleFiles {
  private readonly owners = new Map<string, Shard>();
  private readonly shards = new Map<string, Shard>();

  constructor(
    private readonly scope: Construct,
    private readonly program: Program,
    private readonly shardCount: number,
    private readonly problems: Problems,
  ) {}

  add({ file, shard, groups }: RuleFile): void {
    const valid = /^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$/.test(file);
    this.problems.check(valid, "file", file, 'the name of a rule file (letters, digits, "-", "_" and ".")');
    this.problems.check(!this.owners.has(file), "file", file, "a name that no other rule file has");
    if (!valid || this.owners.has(file)) return;
    const owner = this.shard(shard === "platform" ? "platform" : shardName(hash(file) % this.shardCount));
    this.owners.set(file, owner);
    owner.add(file, groups);
  }

  /**
   * Writes a file now, for the rendering that has begun. Whoever has its rules in hand at this moment need not keep them,
   * or make them again, until the ConfigMap is asked for; for thousands of rules that is most of the memory.
   */
  prepare(file: string): void {
    this.owners.get(file)?.prepare(file);
  }

  private shard(name: string): Shard {
    const existing = this.shards.get(name);
    if (existing) return existing;
    const { labels } = this.program;
    const shard = new Shard(configMapName(this.program, name), name === "platform" ? undefined : this.shardCount);
    this.shards.set(name, shard);
    new Resource(this.scope, `rules-${name}`, "ConfigMap", { name: shard.name, labels }, () => ({
      data: shard.data(),
    }));
    this.scope.node.addValidation({ validate: () => shard.problems() });
    return shard;
  }
}

/** The ConfigMaps that there may be, whether or not anything is in them yet. */
export function ruleConfigMaps(program: Program, shardCount: number): string[] {
  const shards = Array.from({ length: shardCount }, (_, index) => shardName(index));
  return ["platform", ...shards].map((shard) => configMapName(program, shard));
}

/** etcd refuses an object beyond 1.5 MiB and the API server a ConfigMap beyond 1 MiB. */
const LARGEST_SHARD = 900 * 1024;

/** The content of one ConfigMap. */
class Shard {
  private readonly files = new Map<string, RuleFile["groups"]>();
  /** What was written for the rendering that has begun, and its bytes. */
  private readonly written = new Map<string, { readonly text: string; readonly size: number }>();

  constructor(
    readonly name: string,
    private readonly shardCount: number | undefined,
  ) {}

  add(file: string, groups: RuleFile["groups"]): void {
    this.files.set(file, groups);
  }

  prepare(file: string): { readonly text: string; readonly size: number } {
    const text = toYaml({ groups: this.files.get(file)?.() ?? [] });
    const written = { text, size: Buffer.byteLength(text) };
    this.written.set(file, written);
    return written;
  }

  data(): Record<string, string> {
    const data = Object.fromEntries([...this.files.keys()].map((file) => [`${file}.yaml`, this.file(file).text]));
    this.written.clear();
    return data;
  }

  problems(): string[] {
    const size = [...this.files.keys()].reduce((sum, file) => sum + this.file(file).size, 0);
    if (size <= LARGEST_SHARD) return [];
    const fix =
      this.shardCount === undefined
        ? 'put rules of services into the shard "services"'
        : `raise ruleShards, which is ${this.shardCount}`;
    return [
      `${this.name} holds ${Math.ceil(size / 1024)} KiB of rules: expected at most ${LARGEST_SHARD / 1024} KiB; ${fix}`,
    ];
  }

  private file(file: string): { readonly text: string; readonly size: number } {
    return this.written.get(file) ?? this.prepare(file);
  }
}

function configMapName({ name }: Program, shard: string): string {
  return `${name}-rules-${shard}`;
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
