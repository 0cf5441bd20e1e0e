package main

import (
	"context"
	"net"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/alicebob/miniredis/v2/server"
)

// slowRedis lets every command wait.
func slowRedis(t *testing.T, delay time.Duration) *miniredis.Miniredis {
	t.Helper()
	redis := miniredis.RunT(t)
	redis.Server().SetPreHook(func(*server.Peer, string, ...string) bool {
		time.Sleep(delay)
		return false
	})
	return redis
}

func TestStock(t *testing.T) {
	redis := miniredis.RunT(t)
	redis.HSet("stock", "milk-jug", "3")
	s := anInventory(t, redis.Addr())

	expectAnswer(t, call(s.public, "GET", "/stock", ""), 200, `{"coffee-beans":100,"espresso-cup":100,"milk-jug":3}`)
	expectAnswer(t, call(s.public, "GET", "/stock/milk-jug", ""), 200, `{"milk-jug":3}`)
	expectAnswer(t, call(s.public, "GET", "/stock/yacht", ""), 404, `{"error":"no such item"}`)
}

func TestRedisIsAbsent(t *testing.T) {
	redis := miniredis.RunT(t)
	s := anInventory(t, redis.Addr())
	redis.Close()

	expectAnswer(t, call(s.public, "GET", "/stock", ""), 503, `{"error":"redis is unavailable"}`)
	expectStatus(t, call(s.public, "GET", "/ready", ""), 200)
}

func TestRedisComesBack(t *testing.T) {
	redis := miniredis.RunT(t)
	s := anInventory(t, redis.Addr())
	call(s.public, "GET", "/stock", "")
	redis.Close()
	call(s.public, "GET", "/stock", "")

	if err := redis.Restart(); err != nil {
		t.Fatal(err)
	}

	expectStatus(t, call(s.public, "GET", "/stock", ""), 200)
}

func TestRedisIsSlow(t *testing.T) {
	s := anInventory(t, slowRedis(t, 300*time.Millisecond).Addr())

	start := time.Now()
	got := call(s.public, "GET", "/stock", "")

	expectAnswer(t, got, 504, `{"error":"redis did not answer within 100ms"}`)
	if took := time.Since(start); took > 250*time.Millisecond {
		t.Errorf("took %s", took)
	}
	if line := s.onlyLine(t); line["level"] != "ERROR" {
		t.Errorf("got %v", line)
	}
}

// A host that drops packets, or a proxy without a backend, takes connections at most.
func TestRedisTakesConnectionsAndSaysNothing(t *testing.T) {
	mute, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	s := anInventory(t, mute.Addr().String())

	expectAnswer(t, call(s.public, "GET", "/stock", ""), 504, `{"error":"redis did not answer within 100ms"}`)
}

func TestRedisHoldsSomethingElse(t *testing.T) {
	redis := miniredis.RunT(t)
	redis.HSet("stock", "milk-jug", "many")
	s := anInventory(t, redis.Addr())

	expectAnswer(t, call(s.public, "GET", "/stock", ""), 500, `{"error":"redis holds no number for milk-jug"}`)
}

func TestACallerWhoLeavesRedisWaitingIsNotOurError(t *testing.T) {
	s := anInventory(t, slowRedis(t, 300*time.Millisecond).Addr())
	ctx, leave := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, leave)
	response := httptest.NewRecorder()

	s.public.ServeHTTP(response, httptest.NewRequestWithContext(ctx, "GET", "/stock", nil))

	expectStatus(t, response, statusClientClosedRequest)
}
