package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestCheckoutRefuses(t *testing.T) {
	const (
		badItem     = "expected an item of GET /catalog"
		badQuantity = "expected an integer from 1 to 100"
	)
	tests := []struct {
		name, body string
		problems   []string
	}{
		{"no body", "", []string{"body: got nothing, expected a JSON object"}},
		{"broken JSON", `{"item":`, []string{`body: got {"item":, expected a JSON object`}},
		{"an array", `[]`, []string{"body: got [], expected a JSON object"}},
		{"null", `null`, []string{"body: got null, expected a JSON object"}},
		{"two documents", `{} {}`, []string{"body: got {} {}, expected a JSON object"}},
		{"nothing given", `{}`, []string{"item: missing, " + badItem, "quantity: missing, " + badQuantity}},
		{"everything wrong", `{"item":7,"quantity":"2","coupon":"X"}`,
			[]string{"item: got 7, " + badItem, `quantity: got "2", ` + badQuantity, "coupon: unknown field"}},
		{"an unknown item", `{"item":"yacht","quantity":1}`, []string{`item: got "yacht", ` + badItem}},
		{"a null quantity", `{"item":"milk-jug","quantity":null}`, []string{"quantity: got null, " + badQuantity}},
		{"no quantity", `{"item":"milk-jug","quantity":0}`, []string{"quantity: got 0, " + badQuantity}},
		{"half a quantity", `{"item":"milk-jug","quantity":1.5}`, []string{"quantity: got 1.5, " + badQuantity}},
		{"too large a quantity", `{"item":"milk-jug","quantity":101}`, []string{"quantity: got 101, " + badQuantity}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := call(aShop(t).public, "POST", "/checkout", test.body)

			expectStatus(t, got, 400)
			var answer failure
			if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil {
				t.Fatal(err)
			}
			if answer.Error != "invalid order" || !slices.Equal(answer.Problems, test.problems) {
				t.Errorf("got %+v, want problems %q", answer, test.problems)
			}
		})
	}
}

func TestCheckoutRefusesAnOversizedBody(t *testing.T) {
	body := `{"item":"` + strings.Repeat("x", maxBody) + `","quantity":1}`

	got := call(aShop(t).public, "POST", "/checkout", body)

	expectStatus(t, got, 413)
}
