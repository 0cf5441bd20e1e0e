import { main } from "../../lib/cli/main";

export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `cdk8s-observability` and keeps what it writes. */
export async function captured(args: readonly string[]): Promise<Captured> {
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    jest.spyOn(process[name], "write").mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  const code = await main(args);
  for (const spy of spies) spy.mockRestore();
  return { code, ...written };
}
