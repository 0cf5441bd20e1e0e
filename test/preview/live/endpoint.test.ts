import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { endpoint } from "../../../lib/preview/live/endpoint";
import { NoAnswer } from "../../../lib/preview/sources";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test("keeps the path of the address, and sends user and password as a header", async () => {
  const { host, requests } = await aProgram("{}");

  await endpoint(`http://reader:p%40ss@${host}/behind/a/proxy/`)("/api/v1/query", new URLSearchParams({ query: "up" }));

  expect(requests[0]?.url).toBe("/behind/a/proxy/api/v1/query?query=up");
  expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from("reader:p@ss").toString("base64")}`);
});

test("sends no such header without a user", async () => {
  const { host, requests } = await aProgram("{}");

  await endpoint(`http://${host}`)("/api", new URLSearchParams());

  expect(requests[0]?.headers.authorization).toBeUndefined();
});

test("sends a query that is too long for an address in the body", async () => {
  const { host, requests } = await aProgram("{}");

  await endpoint(`http://${host}`)("/api", new URLSearchParams({ query: "a".repeat(5000) }));

  expect(requests[0]).toMatchObject({ method: "POST", url: "/api" });
});

test.each([
  ["Prometheus", '{"status":"error","errorType":"bad_data","error":"parse error: \\"(\\""}', 'parse error: "("'],
  ["Jaeger", '{"data":null,"errors":[{"code":400,"msg":"malformed trace id"}]}', "malformed trace id"],
  ["Loki", "parse error at line 1,\n col 5", "parse error at line 1, col 5"],
  ["a program that says nothing", "", "nothing"],
])("tells what %s said, and where, but not the password", async (_, said, told) => {
  const { host } = await aProgram(said, 400);

  const refused = endpoint(`http://reader:secret@${host}/p`)("/api", new URLSearchParams());

  await expect(refused).rejects.toThrow(new NoAnswer(`http://${host}/p/api answered 400: ${told}`));
});

test("tells of an answer that is no JSON, such as a page to log in", async () => {
  const { host } = await aProgram("<html>Please log in</html>");

  const answer = endpoint(`http://${host}`)("/api", new URLSearchParams());

  await expect(answer).rejects.toThrow(/answered with something else than JSON: <html>Please log in/);
});

test("tells that nobody is there, without the password", async () => {
  const { host } = await aProgram("{}");
  servers.pop()?.close();

  const answer = endpoint(`http://reader:secret@${host}`)("/api", new URLSearchParams());

  await expect(answer).rejects.toThrow(NoAnswer);
  await expect(answer).rejects.toThrow(new RegExp(`^http://${host}/api cannot be reached: .*ECONNREFUSED`));
});

test.each(["localhost:9090", "ftp://localhost", "http://reader:secret@", ""])(
  "refuses an address such as %j without repeating it",
  (address) => {
    expect(() => endpoint(address)).toThrow(
      new NoAnswer("expected an address such as http://localhost:9090 or https://user:password@example.com/path"),
    );
  },
);

/** Answers every request alike. */
async function aProgram(
  answer: string,
  status = 200,
): Promise<{ readonly host: string; readonly requests: readonly IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.writeHead(status, { connection: "close" }).end(answer);
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server does not listen on a port");
  return { host: `127.0.0.1:${address.port}`, requests };
}
