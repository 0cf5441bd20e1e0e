package main

import (
	"net/http/httptest"
	"testing"
)

func TestEveryRequestIsLoggedOnce(t *testing.T) {
	tests := []struct {
		name, method, path, body, switches string
		level, route                       string
		code                               float64
	}{
		{"success", "GET", "/catalog", "", `{}`, "INFO", "/catalog", 200},
		{"the caller's mistake", "POST", "/checkout", "{}", `{}`, "WARN", "/checkout", 400},
		{"our mistake", "GET", "/catalog", "", `{"error_ratio":1}`, "ERROR", "/catalog", 500},
		{"no route", "GET", "/nowhere", "", `{}`, "WARN", "unmatched", 404},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := aShop(t)
			s.breakWith(t, test.switches)
			s.log.Reset()

			call(s.public, test.method, test.path, test.body)

			lines := s.logLines(t)
			if len(lines) != 1 {
				t.Fatalf("got %d lines, want 1: %s", len(lines), s.log)
			}
			line := lines[0]
			if line["level"] != test.level || line["method"] != test.method || line["route"] != test.route || line["code"] != test.code {
				t.Errorf("got %v", line)
			}
			if _, ok := line["duration_ms"].(float64); !ok {
				t.Errorf("duration_ms is %v", line["duration_ms"])
			}
			if id, _ := line["request_id"].(string); id == "" {
				t.Error("request_id is missing")
			}
		})
	}
}

func TestRequestID(t *testing.T) {
	tests := []struct {
		name, given string
		kept        bool
	}{
		{"keeps the caller's", "order-42.a_b", true},
		{"replaces one with control characters", "a\nb", false},
		{"replaces an overlong one", string(make([]byte, 65)), false},
		{"makes one when none is given", "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := aShop(t)
			request := httptest.NewRequest("GET", "/catalog", nil)
			request.Header.Set("X-Request-ID", test.given)
			response := httptest.NewRecorder()

			s.public.ServeHTTP(response, request)

			id := response.Header().Get("X-Request-ID")
			if id == "" || (id == test.given) != test.kept {
				t.Errorf("gave %q, got %q", test.given, id)
			}
			if logged := s.logLines(t)[0]["request_id"]; logged != id {
				t.Errorf("answered %q but logged %q", id, logged)
			}
		})
	}
}
