import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { ToolName } from "../../tools/find";
import { programPath } from "./check";
import { afterwards } from "./sandbox";

/** How long a program may take until it answers. */
const PATIENCE_MS = 60_000;

/** A program that runs. */
export interface Running {
  /** Ends it as the kernel ends a program for which there is no memory. */
  kill(): Promise<void>;
  /** The last 10,000 characters that it has said. */
  output(): string;
}

/** Runs a pinned program until the tests of this file are over, and returns when it is ready. */
export async function start(
  tool: ToolName,
  args: readonly string[],
  { env = {}, ready }: { env?: Readonly<Record<string, string>>; ready: () => Promise<boolean> },
): Promise<Running> {
  const program = spawn(programPath(tool), args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(program, "exit");
  const kill = async (): Promise<void> => {
    program.kill("SIGKILL");
    await ended;
  };
  afterwards(kill);
  let output = "";
  for (const stream of [program.stdout, program.stderr]) {
    stream.on("data", (data: Buffer) => {
      output = `${output}${data.toString()}`.slice(-10_000);
    });
  }
  const isReady = await eventually(PATIENCE_MS, async () => {
    if (program.exitCode !== null) throw new Error(`${tool} ended with ${program.exitCode}\n${output}`);
    return ready().catch(() => false);
  });
  if (!isReady) throw new Error(`${tool} is not ready after ${PATIENCE_MS / 1000} s\n${output}`);
  return { kill, output: () => output };
}

/** Asks every tenth of a second until the answer is yes; false when it is still no after so many milliseconds. */
export async function eventually(patience: number, ask: () => Promise<boolean>): Promise<boolean> {
  if (await ask()) return true;
  if (patience <= 0) return false;
  const asked = Date.now();
  await setTimeout(100);
  return eventually(patience - (Date.now() - asked), ask);
}

/** Whether something answers a request well. */
export async function answers(url: string): Promise<boolean> {
  return (await fetch(url)).ok;
}

/** Ports of this machine that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map(portOf);
  for (const server of servers) server.close();
  return ports;
}

/** The port that a server of this process listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server does not listen on a port");
  return address.port;
}
