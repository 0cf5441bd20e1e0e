package main

import (
	"strings"
	"testing"
)

func TestAPanicBecomesA500(t *testing.T) {
	s := aShop(t)
	s.breakWith(t, `{"panic_ratio":1}`)
	s.log.Reset()

	got := call(s.public, "GET", "/catalog", "")

	expectStatus(t, got, 500)
	if got.Body.String() != `{"error":"internal error"}` {
		t.Errorf("got %s", got.Body)
	}
	expectMetric(t, s, `http_requests_total{code="500",method="GET",route="/catalog"} 1`)

	lines := s.logLines(t)
	if len(lines) != 2 {
		t.Fatalf("got %d lines, want the panic and the request: %s", len(lines), s.log)
	}
	panicked, request := lines[0], lines[1]
	if panicked["level"] != "ERROR" || panicked["panic"] != "chaos: injected panic" {
		t.Errorf("got %v", panicked)
	}
	if stack, _ := panicked["stack"].(string); !strings.Contains(stack, "faults.go") {
		t.Errorf("stack does not name the file that panicked: %s", stack)
	}
	if panicked["request_id"] != request["request_id"] || request["code"] != 500.0 {
		t.Errorf("got %v", request)
	}
}
