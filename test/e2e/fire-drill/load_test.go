package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestAnswersAreCountedByClass(t *testing.T) {
	tests := []struct {
		name string
		code int
		want counters
	}{
		{"success", 200, counters{Sent: 1, OK: 1}},
		{"a redirect, not followed", 302, counters{Sent: 1, OK: 1}},
		{"4xx", 404, counters{Sent: 1, Code4xx: 1}},
		{"5xx", 503, counters{Sent: 1, Code5xx: 1}},
		{"a broken connection", 0, counters{Sent: 1, Errors: 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if test.code == 0 {
					panic(http.ErrAbortHandler)
				}
				w.Header().Set("Location", "/")
				w.WriteHeader(test.code)
			}))
			defer target.Close()
			l := newLoad(target.URL, "GET", "", 0.001, false)

			runUntil(t, l, func() bool { return l.status().Sent == 1 })

			if got := l.status().counters; got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestMethodAndBodyAreSent(t *testing.T) {
	got := make(chan string, 1)
	target := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- r.Method + " " + r.Header.Get("Content-Type") + " " + string(body)
	}))
	defer target.Close()
	l := newLoad(target.URL, "POST", `{"quantity":1}`, 0.001, true)

	runUntil(t, l, func() bool { return l.status().OK == 1 })

	if sent := <-got; sent != `POST application/json {"quantity":1}` {
		t.Errorf("sent %s", sent)
	}
}

func TestTheRateDoesNotWaitForSlowAnswers(t *testing.T) {
	release := make(chan struct{})
	var arrived atomic.Int32
	target := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		arrived.Add(1)
		<-release
	}))
	defer target.Close()
	l := newLoad(target.URL, "GET", "", 200, false)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { l.run(ctx); close(done) }()

	eventually(t, func() bool { return arrived.Load() >= 20 })
	stop()
	close(release)
	<-done

	if got := l.status(); got.Sent != got.OK {
		t.Errorf("stopped before what was in flight had ended: %+v", got)
	}
}

func TestRequestsBeyondTheConcurrencyAreDropped(t *testing.T) {
	release := make(chan struct{})
	target := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer target.Close()
	l := newLoad(target.URL, "GET", "", 5000, false)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { l.run(ctx); close(done) }()

	eventually(t, func() bool { return l.status().Dropped > 0 })
	stop()
	sent := l.status().Sent
	close(release)
	<-done

	if sent != maxConcurrency {
		t.Errorf("sent %d at once", sent)
	}
}

func TestRate(t *testing.T) {
	var arrived atomic.Int32
	target := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { arrived.Add(1) }))
	defer target.Close()
	l := newLoad(target.URL, "GET", "", 100, true)

	ctx, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()
	l.run(ctx)

	// What a busy machine delays is caught up on.
	if n := arrived.Load(); n < 85 || n > 105 {
		t.Errorf("sent %d in a second, want 100", n)
	}
}

func TestTheRateCanBeChanged(t *testing.T) {
	target := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer target.Close()
	l := newLoad(target.URL, "GET", "", 0, true)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { l.run(ctx); close(done) }()

	time.Sleep(30 * time.Millisecond)
	if sent := l.status().Sent; sent != 0 {
		t.Errorf("sent %d at rate 0", sent)
	}
	if got := call(l.mux(), "PUT", "/rate", `{"rate":200}`); got.Code != 200 || !strings.Contains(got.Body.String(), `"rate":200`) {
		t.Errorf("got %d %s", got.Code, got.Body)
	}
	eventually(t, func() bool { return l.status().OK > 5 })

	stop()
	<-done
	if got := call(l.mux(), "GET", "/status", "").Body.String(); !strings.HasPrefix(got, `{"sent":`) || !strings.Contains(got, `"5xx":0`) {
		t.Errorf("got %s", got)
	}
}

func TestRateRefuses(t *testing.T) {
	for _, body := range []string{``, `{}`, `{"rate":null}`, `{"rate":-1}`, `{"rate":1e-9}`, `{"rate":10001}`, `{"rate":"5"}`} {
		t.Run(body, func(t *testing.T) {
			l := newLoad("http://shop", "GET", "", 7, true)

			if got := call(l.mux(), "PUT", "/rate", body); got.Code != 400 || l.status().Rate != 7 {
				t.Errorf("got %d, rate %v", got.Code, l.status().Rate)
			}
		})
	}
}

func TestDurationEndsTheLoad(t *testing.T) {
	target := httptest.NewServer(http.NotFoundHandler())
	defer target.Close()

	err := run(t.Context(), []string{"load", "--url", target.URL, "--duration", "50ms", "--port", "0"})

	if err != nil {
		t.Error(err)
	}
}

func runUntil(t *testing.T, l *load, condition func() bool) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { l.run(ctx); close(done) }()
	eventually(t, condition)
	stop()
	<-done
}
