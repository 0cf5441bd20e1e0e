package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

func TestDrainFinishesWhatItStarted(t *testing.T) {
	s := newCheckout(config{}, withoutTelemetry(), slog.New(slog.DiscardHandler))
	s.chaos.update(func(s *switches) []string { s.Latency = duration(400 * time.Millisecond); return nil })
	public, admin := listen(t), listen(t)
	url := "http://" + public.Addr().String()
	ctx, terminate := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() {
		stopped <- s.serve(ctx, config{drain: 200 * time.Millisecond, shutdownTimeout: 5 * time.Second}, public, admin)
	}()
	slow := make(chan int, 1)
	go func() { slow <- status(url + "/catalog") }()
	time.Sleep(100 * time.Millisecond)
	if code := status(url + "/ready"); code != 200 {
		t.Fatalf("/ready answers %d before the drain", code)
	}

	terminate()
	time.Sleep(50 * time.Millisecond)

	if code := status(url + "/ready"); code != 503 {
		t.Errorf("/ready answers %d while draining", code)
	}
	if code := status("http://" + admin.Addr().String() + "/chaos"); code != 200 {
		t.Errorf("/chaos answers %d while draining", code)
	}
	if code := <-slow; code != 200 {
		t.Errorf("the request in flight got %d", code)
	}
	if err := <-stopped; err != nil {
		t.Errorf("serve: %v", err)
	}
	if code := status(url + "/live"); code != 0 {
		t.Errorf("still answers %d", code)
	}
}

func TestDrainGivesUpAfterItsTimeout(t *testing.T) {
	s := newCheckout(config{}, withoutTelemetry(), slog.New(slog.DiscardHandler))
	s.chaos.update(func(s *switches) []string { s.Latency = duration(maxLatency); return nil })
	public := listen(t)
	ctx, terminate := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() { stopped <- s.serve(ctx, config{shutdownTimeout: 50 * time.Millisecond}, public, nil) }()
	go status("http://" + public.Addr().String() + "/catalog")
	time.Sleep(100 * time.Millisecond)

	terminate()

	if err := <-stopped; err == nil {
		t.Error("a request was cut off without an error")
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

// status is 0 when nobody answers.
func status(url string) int {
	response, err := http.Get(url)
	if err != nil {
		return 0
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode
}
