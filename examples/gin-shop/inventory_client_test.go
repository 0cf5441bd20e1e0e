package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
)

func TestSalesAskTheInventory(t *testing.T) {
	redis := miniredis.RunT(t)
	redis.HSet("stock", "milk-jug", "1")
	s := aCheckout(t, anInventory(t, redis.Addr()).open(t))

	expectAnswer(t, call(s.public, "GET", "/catalog", ""), 200, `[{"item":"coffee-beans","price_cents":1450,"stock":100},`+
		`{"item":"espresso-cup","price_cents":900,"stock":100},{"item":"milk-jug","price_cents":2200,"stock":1}]`)
	expectStatus(t, call(s.public, "POST", "/checkout", anOrder), 200)
	expectStatus(t, call(s.public, "POST", "/checkout", `{"item":"milk-jug","quantity":1}`), 200)
	expectAnswer(t, call(s.public, "POST", "/checkout", `{"item":"milk-jug","quantity":2}`), 409,
		`{"error":"only 1 of milk-jug in stock"}`)
}

func TestTheInventoryFails(t *testing.T) {
	tests := []struct {
		name      string
		inventory http.HandlerFunc
		code      int
		reason    string
		logged    string
	}{
		{"with a reason", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(504)
			w.Write([]byte(`{"error":"redis did not answer within 500ms"}`))
		}, 502, "inventory failed", "inventory failed: answered 504: redis did not answer within 500ms"},
		{"with a page of a proxy", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(502)
			w.Write([]byte(`<html>`))
		}, 502, "inventory failed", "inventory failed: answered 502: <html>"},
		{"with something else", func(w http.ResponseWriter, _ *http.Request) {
			w.Write([]byte(`["stock"]`))
		}, 502, "inventory failed", `inventory failed: answered ["stock"], expected the stock`},
		{"by saying nothing", func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}, 503, "inventory did not answer within 100ms", "context deadline exceeded"},
		{"by cutting the connection", func(http.ResponseWriter, *http.Request) {
			panic(http.ErrAbortHandler)
		}, 503, "inventory is unavailable", "EOF"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inventory := httptest.NewServer(test.inventory)
			defer inventory.Close()
			s := tracedService(t, config{role: roleCheckout, inventoryURL: inventory.URL, inventoryTimeout: 100 * time.Millisecond})

			got := call(s.public, "GET", "/catalog", "")

			expectAnswer(t, got, test.code, `{"error":"`+test.reason+`"}`)
			if told, _ := s.onlyLine(t)["error"].(string); !strings.Contains(told, test.logged) {
				t.Errorf("logged %q, want %q", told, test.logged)
			}
		})
	}
}

func TestTheInventoryIsAbsent(t *testing.T) {
	inventory := httptest.NewServer(http.NotFoundHandler())
	inventory.Close()

	got := call(aCheckout(t, inventory.URL).public, "POST", "/checkout", anOrder)

	expectAnswer(t, got, 503, `{"error":"inventory is unavailable"}`)
}

func TestOneRequestIDInBothServices(t *testing.T) {
	inventory := anInventory(t, miniredis.RunT(t).Addr())
	checkout := aCheckout(t, inventory.open(t))

	call(checkout.public, "GET", "/catalog", "")

	here, there := checkout.onlyLine(t)["request_id"], inventory.onlyLine(t)["request_id"]
	if here != there {
		t.Errorf("checkout logged %v, inventory %v", here, there)
	}
}
