import { masked, replacements } from "../../../../lib/components/collector/agent/secrets";

/** The text as the agent hands it on. What is written in Go's syntax means the same in JavaScript's. */
function mask(text: string): string {
  return replacements.reduce((masking, { regex, replacement, hints }) => {
    if (!hints.some((hint) => masking.includes(hint))) return masking;
    return masking.replaceAll(inJavaScript(regex), replacement.replaceAll(/\$\{(\d+)\}/g, "$$$1"));
  }, text);
}

function inJavaScript(regex: string): RegExp {
  return regex.startsWith("(?i)") ? new RegExp(regex.slice(4), "gi") : new RegExp(regex, "g");
}

test.each([
  ["GET / Authorization: Bearer abcdef.ghi-jkl done", "GET / Authorization: **** done"],
  ["authorization=Basic dXNlcjpwYXNz status=401", "authorization=**** status=401"],
  ["PROXY-AUTHORIZATION: Digest abc, other", "PROXY-AUTHORIZATION: ****, other"],
  ["Cookie: sid=abc; theme=dark status=200", "Cookie: **** status=200"],
  ["Set-Cookie: sid=abc; Path=/", "Set-Cookie: ****"],
  ["sent Bearer abcdefgh123 to it", "sent Bearer **** to it"],
  ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln end", "jwt **** end"],
  ["password=hunter2&user=bob", "password=****&user=bob"],
  ['password="correct horse" user=bob', 'password="****" user=bob'],
  ["dbPassword: 'correct horse' user: bob", "dbPassword: '****' user: bob"],
  ["?access_token=abc&page=2", "?access_token=****&page=2"],
  ["X-Api-Key: abc", "X-Api-Key: ****"],
  ["X-Auth-Token: abc", "X-Auth-Token: ****"],
  ["postgres://bob:hunter2@db:5432/shop", "postgres://bob:****@db:5432/shop"],
  [
    "map[Authorization:[Bearer abcdefgh] Cookie:[a=b; c=d] Host:[x]]",
    "map[Authorization:[****] Cookie:[****] Host:[x]]",
  ],
  ['{"password":"hun\\"ter2","user":"bob"}', '{"password":"****","user":"bob"}'],
  ['{"clientSecret": "abc", "token": "def"}', '{"clientSecret": "****", "token": "****"}'],
  [
    '{"headers":{"Authorization":["Bearer x"],"Cookie":["a=b; c=d"]}}',
    '{"headers":{"Authorization":["****"],"Cookie":["****"]}}',
  ],
  ['{"body":"{\\"password\\":\\"abc\\",\\"ok\\":1}"}', '{"body":"{\\"password\\":\\"****\\",\\"ok\\":1}"}'],
  ['{"secret":12345}', '{"secret":"****"}'],
  ['{"msg":"password=\\"hunter2\\" x"}', '{"msg":"password=\\"****\\" x"}'],
  ["{ user: 'bob', token: 'abc', 'password': 'def' }", "{ user: 'bob', token: '****', 'password': '****' }"],
  ["secret_key=sk_live_51H8", "secret_key=****"],
  ["SECRET_KEY=django-insecure-abc", "SECRET_KEY=****"],
  ["[auth] password = hunter2", "[auth] password = ****"],
  ["passwords: [one two]", "passwords: [****]"],
  ["{:password=>hunter2}", "{:password=>****}"],
  ['{"secretKey":"minio123"}', '{"secretKey":"****"}'],
  ['{"aws_secret_access_key":"wJalrXUtn"}', '{"aws_secret_access_key":"****"}'],
  ["AccountName=shop;AccountKey=abc==;", "AccountName=shop;AccountKey=****;"],
  ["password_hash=$2b$12$abcdef", "password_hash=****"],
  ['{"password_hash":"$2b$12$abc"}', '{"password_hash":"****"}'],
  ["session_id=abc", "session_id=****"],
  ["sessionid=38afes7a8 path=/", "sessionid=**** path=/"],
  ['{"sessionId":"abc","session_id":17}', '{"sessionId":"****","session_id":"****"}'],
  ["signing_key=abc e2", "signing_key=**** e2"],
  ["encryption_key: def", "encryption_key: ****"],
  ["/o?X-Amz-Signature=abc&x=1", "/o?X-Amz-Signature=****&x=1"],
  ["/o?sp=r&sig=abcd%3D&se=2026", "/o?sp=r&sig=****&se=2026"],
  ['{"url":"/o?sp=r\\u0026sig=abc\\u0026se=1"}', '{"url":"/o?sp=r\\u0026sig=****\\u0026se=1"}'],
  ["AKIAIOSFODNN7EXAMPLE used", "**** used"],
  ["https://ghp_abcdefghijklmnop@github.com/x.git", "https://****@github.com/x.git"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIB\nAAKC\n-----END RSA PRIVATE KEY-----\nnext", "****\nnext"],
  ['{"key":"-----BEGIN PRIVATE KEY-----\\nMIIE+/=","user":"bob"}', '{"key":"****","user":"bob"}'],
  ['{"token":{"value":"abc","for":{"a":1}},"user":"bob"}', '{"token":"****","user":"bob"}'],
  ['{"secret":{"value":"abc"}}', '{"secret":"****"}'],
  ['{"passwords":["a","b"],"user":"bob"}', '{"passwords":["****"],"user":"bob"}'],
  ['{"body":"{\\"passwords\\":[\\"a\\",\\"b\\"],\\"ok\\":1}"}', '{"body":"{\\"passwords\\":[\\"****\\"],\\"ok\\":1}"}'],
  ["postgres://u:p@ss@host/db", "postgres://u:****@host/db"],
  ["redis://:hunter2@redis:6379/0", "redis://:****@redis:6379/0"],
  ["token: 38afes7a8 is old", "token: **** is old"],
  ["secret: abcdefghijklmnopqrstuvwxyzabcdef", "secret: ****"],
  ["authorization: bearer abcd-efgh+5", "authorization: ****"],
  ["pwd=hunter2 user=bob", "pwd=**** user=bob"],
  ['DB_PWD="correct horse"', 'DB_PWD="****"'],
])("masks %s", (text, expected) => {
  expect(mask(text)).toBe(expected);
});

test.each([
  '{"prompt_tokens":123,"total_tokens":456}',
  '{"token":null,"secret":true}',
  "the password is wrong",
  "GET /tokens/17 in 12ms",
  "http://db:5432/shop is up since 12:00",
  "author=bob",
  "cookie jar is empty",
  "cookie: rejected because of domain",
  "failed to get secret: shop/redis-auth not found",
  "failed to get secret: redis-auth-v2 not found",
  'error: secret "redis" not found',
  "couldn't find key password in Secret: observability/x",
  '{"controller":"secret","Secret":{"name":"redis-auth","namespace":"shop"}}',
  "error getting credentials: exit status 1",
  "credentials: none provided",
  "SyntaxError: Unexpected token: identifier",
  "unexpected token: '}' at line 3",
  "invalid character, expected token = EOF",
  "authorization: user bob may not delete pods",
  "Authorization failed: policy deny-all",
  "Bearer authentication failed",
  "dial tcp: lookup db.pwd: no such host",
  "pwd=/home/app cmd=run",
  '{"PWD":"/home/app"}',
  "api_key missing",
  'level=info msg="token refreshed" token_type=bearer expires=3600',
  "tokens: 45 used, max_tokens=1000",
  "monkey: banana turkey=1 key=2 keyword=x hotkey: F5",
  "mySecretary: Bob",
  "design=flat config=x",
  "-----BEGIN CERTIFICATE-----",
])("leaves %s alone", (text) => {
  expect(mask(text)).toBe(text);
});

test.each<[string, boolean]>([
  ["http.request.header.authorization", true],
  ["http.response.header.set-cookie", true],
  ["user.password", true],
  ["api_key", true],
  ["db.pwd", true],
  ["server.password", true],
  ["app.signing_key", true],
  ["pwd", false],
  ["gen_ai.usage.input_tokens", false],
  ["http.route", false],
])("masks the whole attribute %s: %j", (name, expected) => {
  expect(masked.names.some((regex) => inJavaScript(regex).test(name))).toBe(expected);
});
