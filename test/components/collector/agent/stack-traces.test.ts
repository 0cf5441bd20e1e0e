import { stackTraces } from "../../../../lib/components/collector/agent/stack-traces";

const begin = new RegExp(stackTraces.begin);
const middle = new RegExp(stackTraces.middle);

test.each([
  "panic: runtime error: index out of range [5] with length 3",
  "fatal error: all goroutines are asleep - deadlock!",
  "2026/11/24 10:00:00 http: panic serving 10.0.0.1:4711: boom",
  "[Recovery] 2026/11/24 - 10:00:00 panic recovered:",
  "SIGQUIT: quit",
  "java.lang.IllegalStateException: no",
  'Exception in thread "main" java.lang.NullPointerException',
  "Traceback (most recent call last):",
  "thread 'main' panicked at src/main.rs:2:5:",
  "thread 'main' (7) panicked at src/main.rs:2:5:",
  "-----BEGIN RSA PRIVATE KEY-----",
])("a stack trace begins with %s", (line) => {
  expect(line).toMatch(begin);
});

test.each([
  "",
  "goroutine 1 [running]:",
  "goroutine 18 gp=0xc0000 m=0 mp=0x1 [chan receive, 5 minutes]:",
  "main.main()",
  "main.(*cart).total(0xc000012345, {0x1, 0x2})",
  "net/http.(*conn).serve(0xc0000aa000, {0x6f5a58, 0xc00007e0f0})",
  "github.com/gin-gonic/gin.(*Context).Next(...)",
  "panic({0x5ec6c0?, 0x6f0c58?})",
  "main.F[...](0x1)",
  "\t/src/main.go:8 +0x1d",
  "created by net/http.(*Server).Serve in goroutine 1",
  "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a2b3c]",
  "...additional frames elided...",
  "rax    0x0",
  "exit status 2",
  "/src/cart.go:12 (0x4f1a2b)",
  "    at Object.<anonymous> (/app/index.js:1:7)",
  "Caused by: java.io.IOException: disk",
  "ValueError: bad",
  "MIIEpAIBAAKCAQEA7bq0z3Yd0m3c6lqv5b9pPZ1rXq3m8m3o4xJ8l7f6b2k1a0Qw",
  "z3Yd0m3c6lqv5b9pPZ1rXq==",
  "-----END RSA PRIVATE KEY-----",
])("it goes on with %s", (line) => {
  expect(line).toMatch(middle);
});

// What waits for the lines after it is lost with a killed agent: this must be nothing but stack traces.
test.each([
  "2026/11/24 10:00:00 starting up",
  "line 17",
  "I1124 10:00:00.000000 1 main.go:8] klog",
  "level=info msg=hello",
  "GET /checkout/1 200 12ms",
  "listening on (tcp) :8080",
  "Error: connection refused to 10.0.0.1:5432",
  "[GIN] 2026/11/24 - 10:00:00 | 200 | 12ms | 10.0.0.1 | GET /",
  "10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] GET / 200",
])("%s is no part of one", (line) => {
  expect(line).not.toMatch(begin);
  expect(line).not.toMatch(middle);
});
