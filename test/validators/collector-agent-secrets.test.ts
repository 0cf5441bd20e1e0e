/** What becomes of secrets in the logs of containers: the real collector with the generated configuration, and a real Loki. */
import { aLogAgent, type LogAgent } from "./a-log-agent";
import { out, type ContainerLog } from "./container-log";

const LOG: ContainerLog = {
  service: "secrets",
  text: out(
    "GET / Authorization: Bearer abcdef.ghi-jkl Cookie: a=b; c=d status=200",
    "password=hunter2 eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln postgres://bob:hunter2@db/shop",
    { msg: "login", clientSecret: "hunter2", headers: { Cookie: ["a=b"] }, token_count: 5 },
    { msg: 'with password="hunter2"', level: "info", token: { value: "abc" }, passwords: ["a", "b"], session_id: 5 },
    { msg: "failed to get secret: shop/redis-auth not found", Secret: { name: "redis-auth" } },
    "secret_key=abc at postgres://u:p@ss@host/db?sig=abc with AKIAIOSFODNN7EXAMPLE and ghp_abcdefghijklmnop",
    "-----BEGIN RSA PRIVATE KEY-----",
    "MIIEpAIBAAKCAQEA7bq0z3Yd0m3c6lqv5b9pPZ1rXq3m8m3o4xJ8l7f6b2k1a0Qw",
    "z3Yd0m3c6lqv5b9pPZ1rXq==",
    "-----END RSA PRIVATE KEY-----",
    "Bearer authentication failed",
  ),
};

let agent: LogAgent;

beforeAll(async () => {
  agent = await aLogAgent([LOG]);
}, 120_000);

test("masks secrets in text, and in the values of fields by their names", async () => {
  const lines = await agent.lines("secrets", 8);

  expect(lines.map(({ body }) => body)).toEqual([
    "GET / Authorization: **** Cookie: **** status=200",
    "password=**** **** postgres://bob:****@db/shop",
    "login",
    'with password="****"',
    "failed to get secret: shop/redis-auth not found",
    "secret_key=**** at postgres://u:****@host/db?sig=**** with **** and ****",
    "****",
    "Bearer authentication failed",
  ]);
  expect(lines[2]?.labels).toMatchObject({ clientSecret: "****", headers_Cookie: '["****"]', token_count: "5" });
  expect(lines[3]?.labels).toMatchObject({
    severity_text: "INFO",
    token: "****",
    passwords: '["****"]',
    session_id: "****",
  });
  expect(lines[4]?.labels).toMatchObject({ Secret_name: "redis-auth" });
});
