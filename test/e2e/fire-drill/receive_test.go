package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestNotificationsAreKeptInOrder(t *testing.T) {
	mux := (&receiver{}).mux()
	before := time.Now().Truncate(time.Millisecond)

	for _, status := range []string{"firing", "resolved"} {
		if got := call(mux, "POST", "/webhook", `{"status":"`+status+`"}`); got.Code != 200 {
			t.Fatalf("got %d", got.Code)
		}
	}

	var got []struct {
		ReceivedAt   time.Time
		Notification struct{ Status string }
	}
	if err := json.Unmarshal(call(mux, "GET", "/notifications", "").Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Notification.Status != "firing" || got[1].Notification.Status != "resolved" {
		t.Fatalf("got %+v", got)
	}
	if got[0].ReceivedAt.Before(before) || got[1].ReceivedAt.Before(got[0].ReceivedAt) {
		t.Errorf("got times %s and %s, posted after %s", got[0].ReceivedAt, got[1].ReceivedAt, before)
	}
}

func TestDeleteClearsTheNotifications(t *testing.T) {
	mux := (&receiver{}).mux()
	call(mux, "POST", "/webhook", `{}`)

	if got := call(mux, "DELETE", "/notifications", ""); got.Code != 204 {
		t.Errorf("got %d", got.Code)
	}

	if got := call(mux, "GET", "/notifications", "").Body.String(); got != "[]\n" {
		t.Errorf("got %q, want an empty array", got)
	}
}

func TestTheOldestNotificationsMakeRoom(t *testing.T) {
	r := &receiver{}

	for range maxKept + 10 {
		call(r.mux(), "POST", "/webhook", `{}`)
	}

	if len(r.arrivals) != maxKept {
		t.Errorf("kept %d", len(r.arrivals))
	}
}

func TestWebhookRefuses(t *testing.T) {
	tests := []struct {
		name, method, body string
		code               int
	}{
		{"what is not JSON", "POST", "alert!", 400},
		{"nothing", "POST", "", 400},
		{"an oversized body", "POST", `"` + strings.Repeat("x", maxNotification) + `"`, 413},
		{"another method", "GET", "", 405},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := &receiver{}

			if got := call(r.mux(), test.method, "/webhook", test.body); got.Code != test.code {
				t.Errorf("got %d, want %d", got.Code, test.code)
			}
			if len(r.arrivals) > 0 {
				t.Error("kept it")
			}
		})
	}
}
