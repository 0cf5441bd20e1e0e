import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { captured, type Captured } from "./captured";

const APP = join(__dirname, "fixtures", "previewed.ts");

async function run(...args: string[]): Promise<Captured> {
  return captured(["preview", "--app", APP, ...args]);
}

function scratch(): string {
  return join(mkdtempSync(join(tmpdir(), "cli-")), "out");
}

test("writes a page with every dashboard of an environment, and tells what shows nothing", async () => {
  const out = scratch();

  const { code, stdout, stderr } = await run("--env", "dev", "--out", out);

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^dev +panels +queries +without data +not answered\n/);
  expect(stdout).toMatch(/\nprometheus +\d+ +\d+ +\d+ +0\n/);
  const html = readFileSync(join(out, "dev", "index.html"), "utf8");
  for (const uid of ["services", "triage", "node"]) {
    expect(stdout).toMatch(new RegExp(`^${uid} `, "m"));
    expect(html).toContain(uid);
  }
  expect(html).toContain("The data is made up");
});

test("draws a picture of each dashboard that is named, once for two stacks", async () => {
  const out = scratch();

  const { code } = await run("--env", "twice", "--dashboard", "node", "alertmanager", "--png", "--out", out);

  expect(code).toBe(0);
  const written = readdirSync(join(out, "twice")).toSorted();
  expect(written).toEqual(["alertmanager.png", "index.html", "node.png"]);
  expect(
    readFileSync(join(out, "twice", "node.png"))
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
});

test("leaves an environment out that has no dashboards", async () => {
  const out = scratch();

  const { code } = await run("--dashboard", "alertmanager", "--out", out);

  expect(code).toBe(0);
  expect(readdirSync(out).filter((name) => !name.startsWith("."))).toEqual(["dev", "twice"]);
});

test("shows what a Prometheus answers, and why panels show nothing where it refuses", async () => {
  const out = scratch();
  const address = await aPrometheus();

  const args = ["--env", "dev", "--dashboard", "alertmanager", "--prometheus", `http://reader:secret@${address}`];
  const { code, stdout } = await run(...args, "--out", out);

  expect(code).toBe(0);
  expect(stdout).toMatch(/\nalertmanager +\d+ +(\d+) +\d+ +\1\n/);
  const html = readFileSync(join(out, "dev", "index.html"), "utf8");
  expect(html).toContain("too many samples");
  expect(html).not.toContain("secret");
});

test("exits with 1 and writes nothing where the Prometheus is not there", async () => {
  const out = scratch();

  const { code, stderr } = await run("--env", "dev", "--prometheus", "http://127.0.0.1:9", "--out", out);

  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: http:\/\/127\.0\.0\.1:9\/api\/v1\/query cannot be reached: /);
  expect(existsSync(out)).toBe(false);
});

test("exits with 1 and leaves a directory alone that holds something else", async () => {
  const out = scratch();
  mkdirSync(out);
  writeFileSync(join(out, "notes.txt"), "precious");

  const { code, stderr } = await run("--env", "dev", "--dashboard", "alertmanager", "--out", out);

  expect(code).toBe(1);
  expect(stderr).toContain("notes.txt");
  expect(readdirSync(out)).toEqual(["notes.txt"]);
});

test.each([
  [["--env", "dev", "--dashboard", "nodes"], "--dashboard nodes: no such dashboard; perhaps node"],
  [["--env", "bare"], "expected an Observability with Grafana"],
  [["--env", "test"], "--env test: expected one of dev, twice, bare"],
  [["--theme", "blue"], "--theme blue: expected one of dark, light"],
  [["--var", "service"], "--var service: expected <name>=<value>"],
  [["--env", "dev", "--var", "servce=cart"], "--var servce: no such variable; perhaps service"],
  [
    ["--env", "dev", "--dashboard", "service", "--var", "service=card"],
    "--var service=card: no such value; perhaps cart",
  ],
  [["--env", "dev", "--prometheus", "localhost:9090"], "--prometheus: expected an address such as"],
  [["--prometheus", "http://localhost:9090"], "expected one --env, that of the address, not 3 environments"],
  [["--env", "dev", "--loki", "http://localhost:3100"], "--loki: expected --prometheus as well"],
])("exits with 2 for %j and writes nothing", async (args, message) => {
  const out = scratch();

  const { code, stderr } = await run("--out", out, ...args);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(existsSync(out)).toBe(false);
});

/** It answers the first question, and refuses all others. */
async function aPrometheus(): Promise<string> {
  let asked = 0;
  const server = createServer((_, response) => {
    const isFirst = asked++ === 0;
    const answer = isFirst
      ? { status: "success", data: { resultType: "vector", result: [] } }
      : { status: "error", errorType: "execution", error: "too many samples" };
    response.writeHead(isFirst ? 200 : 422, { connection: "close" }).end(JSON.stringify(answer));
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server does not listen on a port");
  return `127.0.0.1:${address.port}`;
}

const servers: ReturnType<typeof createServer>[] = [];

afterAll(() => {
  for (const server of servers) server.close();
});
