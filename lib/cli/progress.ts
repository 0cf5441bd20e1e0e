import type { WriteStream } from "node:tty";

/** One line on a terminal that tells how far a long run is; silent in its first second, and where output is piped. */
export class Progress {
  private readonly started = performance.now();
  private drawn = 0;

  constructor(private readonly stream: WriteStream) {}

  update(text: string): void {
    const now = performance.now();
    if (!this.stream.isTTY || now - this.started < 1_000 || now - this.drawn < 100) return;
    this.drawn = now;
    this.stream.write(`\r\u001B[K${text}`);
  }

  done(): void {
    if (this.drawn > 0) this.stream.write("\r\u001B[K");
  }
}
