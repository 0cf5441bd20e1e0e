/** The log of a container, as its runtime writes it; the container is called as the service. */
export interface ContainerLog {
  readonly service: string;
  /** @default "shop" */
  readonly namespace?: string;
  /** @default - the service with a number */
  readonly pod?: string;
  /** Of the pod. @default - of one that the API server does not know */
  readonly uid?: string;
  /** The file: with timestamps, streams and tags. */
  readonly text: string | Uint8Array;
}

/** One line as a runtime writes it: F is a whole line or the end of one, P a part. */
export type CriLine = readonly [stream: "stdout" | "stderr", tag: "F" | "P", text: string | Uint8Array];

/** Each line has a timestamp of its own, as runtimes give it one. */
let clock = BigInt(Date.now() - 60_000) * 1_000_000n;

/** Lines in the format of Kubernetes' runtimes; containerd's timestamps end with Z, those of CRI-O with an offset. */
export function cri(lines: readonly CriLine[], zone: "Z" | "+00:00" = "Z"): Buffer {
  return Buffer.concat(
    lines.flatMap(([stream, tag, text]) => {
      clock += 1_000n;
      const second = new Date(Number(clock / 1_000_000n)).toISOString().slice(0, 19);
      const time = `${second}.${String(clock % 1_000_000_000n).padStart(9, "0")}${zone}`;
      return [Buffer.from(`${time} ${stream} ${tag} `), Buffer.from(text), Buffer.from("\n")];
    }),
  );
}

/** Whole lines of the standard output; objects are written as JSON. */
export function out(...lines: readonly (string | object)[]): Buffer {
  return cri(
    lines.map((line) => {
      const isText = typeof line === "string" || line instanceof Uint8Array;
      return ["stdout", "F", isText ? line : JSON.stringify(line)];
    }),
  );
}

/** Whole lines of the standard error. */
export function err(...lines: readonly string[]): Buffer {
  return cri(lines.map((line) => ["stderr", "F", line]));
}

/** One line in the format of Docker. */
export function docker(line: string): string {
  const time = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}.123456789Z`;
  return `${JSON.stringify({ log: `${line}\n`, stream: "stdout", time })}\n`;
}
