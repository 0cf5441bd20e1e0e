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
  ['{"secret":12345}', '{"secret":****}'],
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
])("leaves %s alone", (text) => {
  expect(mask(text)).toBe(text);
});

test.each<[string, boolean]>([
  ["http.request.header.authorization", true],
  ["http.response.header.set-cookie", true],
  ["user.password", true],
  ["api_key", true],
  ["gen_ai.usage.input_tokens", false],
  ["http.route", false],
])("masks the whole attribute %s: %j", (name, expected) => {
  expect(masked.names.some((regex) => inJavaScript(regex).test(name))).toBe(expected);
});
