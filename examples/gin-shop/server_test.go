package main

import (
	"strings"
	"testing"
)

func TestRoutes(t *testing.T) {
	tests := []struct {
		name, method, path, body string
		code                     int
		contains                 string
	}{
		{"lists the catalog", "GET", "/catalog", "", 200, `"espresso-cup"`},
		{"sells", "POST", "/checkout", `{"item":"milk-jug","quantity":2}`, 200, `"total_cents":4400`},
		{"is live", "GET", "/live", "", 200, `{"status":"live"}`},
		{"is ready", "GET", "/ready", "", 200, `{"status":"ready"}`},
		{"exports metrics", "GET", "/metrics", "", 200, "go_goroutines"},
		{"refuses an unknown path", "GET", "/nowhere", "", 404, `{"error":"no such route"}`},
		{"refuses another method", "GET", "/checkout", "", 405, `{"error":"method not allowed"}`},
		{"refuses a trailing slash", "GET", "/catalog/", "", 404, `{"error":"no such route"}`},
		{"keeps chaos off the public port", "GET", "/chaos", "", 404, `{"error":"no such route"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := call(aShop(t).public, test.method, test.path, test.body)

			expectStatus(t, got, test.code)
			if !strings.Contains(got.Body.String(), test.contains) {
				t.Errorf("got %s, want it to contain %s", got.Body, test.contains)
			}
		})
	}
}

func TestUnreadyWhileDraining(t *testing.T) {
	s := aShop(t)
	s.draining.Store(true)

	expectStatus(t, call(s.public, "GET", "/ready", ""), 503)
	expectStatus(t, call(s.public, "GET", "/live", ""), 200)
	expectStatus(t, call(s.public, "GET", "/catalog", ""), 200)
}
