package main

import (
	"net"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/alicebob/miniredis/v2/server"
)

// pausableRedis does what miniredis does not: CLIENT PAUSE, which holds up every command, itself included.
func pausableRedis(t *testing.T) string {
	t.Helper()
	var mu sync.Mutex
	var until time.Time
	redis := miniredis.RunT(t)
	redis.Server().SetPreHook(func(c *server.Peer, command string, args ...string) bool {
		mu.Lock()
		wait := time.Until(until)
		mu.Unlock()
		time.Sleep(wait)
		if command != "CLIENT" || !strings.EqualFold(args[0], "pause") {
			return false
		}
		ms, _ := strconv.Atoi(args[1])
		mu.Lock()
		until = time.Now().Add(time.Duration(ms) * time.Millisecond)
		mu.Unlock()
		c.WriteOK()
		return true
	})
	return redis.Addr()
}

// realRedis is there where its program is installed.
func realRedis(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip("redis-server is not installed")
	}
	free := listen(t)
	host, port, _ := net.SplitHostPort(free.Addr().String())
	free.Close()
	redis := exec.Command(program, "--bind", host, "--port", port, "--save", "", "--dir", t.TempDir())
	if err := redis.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = redis.Process.Kill()
		_ = redis.Wait()
	})
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", host+":"+port); err == nil {
			c.Close()
			return host + ":" + port
		}
	}
	t.Fatal("redis-server does not answer")
	return ""
}

func TestDependencyDelay(t *testing.T) {
	tests := []struct {
		name  string
		redis func(*testing.T) string
	}{
		{"of a stand-in", pausableRedis},
		{"of Redis itself", realRedis},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			const delay = 400 * time.Millisecond
			address := test.redis(t)
			inventory, neighbour := anInventory(t, address), anInventory(t, address)
			expectStatus(t, call(neighbour.public, "GET", "/stock", ""), 200)

			inventory.breakWith(t, `{"dependency_delay":"400ms"}`)
			codes := map[int]int{}
			for start := time.Now(); time.Since(start) < 3*delay; {
				codes[call(neighbour.public, "GET", "/stock", "").Code]++
			}
			// Slow and not away: what comes shortly before the end of a pause is answered.
			if codes[504] < 4 || codes[200] == 0 || len(codes) > 2 {
				t.Errorf("got %v while Redis is slow, want 504 and some 200", codes)
			}

			call(inventory.admin, "DELETE", "/chaos", "")
			time.Sleep(delay + 2*breath)
			for range 20 {
				expectStatus(t, call(neighbour.public, "GET", "/stock", ""), 200)
				time.Sleep(delay / 20)
			}
		})
	}
}

func TestDependencyDelayIsShown(t *testing.T) {
	s := anInventory(t, pausableRedis(t))
	if got := call(s.admin, "GET", "/chaos", "").Body.String(); !strings.Contains(got, `"dependency_delay":"0s"`) {
		t.Errorf("starts as %s", got)
	}

	got := call(s.admin, "PUT", "/chaos", `{"dependency_delay":"50ms"}`).Body.String()

	if !strings.Contains(got, `"dependency_delay":"50ms"`) {
		t.Errorf("got %s", got)
	}
}

func TestDependencyDelayRefuses(t *testing.T) {
	tests := []struct {
		name    string
		service *serviceUnderTest
		body    string
		problem string
	}{
		{"more than 10 seconds", anInventory(t, pausableRedis(t)), `{"dependency_delay":"11s"}`,
			`dependency_delay: got \"11s\", expected a duration from \"0s\" to \"10s\"`},
		{"a role without a dependency", aShop(t), `{"dependency_delay":"1s"}`, "dependency_delay: unknown field"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			expectAnswer(t, call(test.service.admin, "PUT", "/chaos", test.body), 400,
				`{"error":"invalid switches","problems":["`+test.problem+`"]}`)
		})
	}
}

func TestAnAbsentRedisCannotBePaused(t *testing.T) {
	redis := miniredis.RunT(t)
	s := anInventory(t, redis.Addr())
	redis.Close()

	s.breakWith(t, `{"dependency_delay":"50ms"}`)
	time.Sleep(200 * time.Millisecond)
	call(s.admin, "DELETE", "/chaos", "")
	time.Sleep(100 * time.Millisecond)

	if !strings.Contains(s.log.String(), `"msg":"redis could not be paused"`) {
		t.Errorf("got %s", s.log)
	}
}
