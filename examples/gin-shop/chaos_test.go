package main

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const healthyState = `{"error_ratio":0,"panic_ratio":0,"latency":"0s","cpu_burn":0,"memory_leak":0,"ready":true,"crash":false,"leaked_mib":0}`

func TestChaosState(t *testing.T) {
	s := aShop(t)
	if got := call(s.admin, "GET", "/chaos", "").Body.String(); got != healthyState {
		t.Errorf("starts as %s", got)
	}

	s.breakWith(t, `{"error_ratio":0.25,"latency":"1500ms"}`)
	s.breakWith(t, `{"ready":false}`)

	const changed = `{"error_ratio":0.25,"panic_ratio":0,"latency":"1.5s","cpu_burn":0,"memory_leak":0,"ready":false,"crash":false,"leaked_mib":0}`
	if got := call(s.admin, "GET", "/chaos", "").Body.String(); got != changed {
		t.Errorf("got %s, want what was set before to be kept", got)
	}
	if got := call(s.admin, "DELETE", "/chaos", "").Body.String(); got != healthyState {
		t.Errorf("reset to %s", got)
	}
}

func TestChaosRefuses(t *testing.T) {
	tests := []struct {
		name, body string
		problems   []string
	}{
		{"no object", `0.5`, []string{"body: got 0.5, expected a JSON object"}},
		{"a ratio above 1", `{"error_ratio":1.01}`, []string{"error_ratio: got 1.01, expected a number from 0 to 1"}},
		{"a latency without unit", `{"latency":200}`, []string{`latency: got 200, expected a duration from "0s" to "30s"`}},
		{"a latency beyond the write timeout", `{"latency":"31s"}`, []string{`latency: got "31s", expected a duration from "0s" to "30s"`}},
		{"a null", `{"ready":null}`, []string{"ready: got null, expected true or false"}},
		{"everything wrong at once",
			`{"zeal":1,"error_ratio":-1,"panic_ratio":"all","latency":"soon","cpu_burn":65,"memory_leak":-5,"ready":"no","crash":1,"Ready":true}`,
			[]string{
				"error_ratio: got -1, expected a number from 0 to 1",
				`panic_ratio: got "all", expected a number from 0 to 1`,
				`latency: got "soon", expected a duration from "0s" to "30s"`,
				"cpu_burn: got 65, expected a number of cores from 0 to 64",
				"memory_leak: got -5, expected MiB per second from 0 to 1024",
				`ready: got "no", expected true or false`,
				"crash: got 1, expected true or false",
				"Ready: unknown field",
				"zeal: unknown field",
			}},
		{"a good switch beside a bad one", `{"error_ratio":1,"cpu_burn":-1}`,
			[]string{"cpu_burn: got -1, expected a number of cores from 0 to 64"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := aShop(t)

			got := call(s.admin, "PUT", "/chaos", test.body)

			expectStatus(t, got, 400)
			var answer failure
			if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(answer.Problems, test.problems) {
				t.Errorf("got %q, want %q", answer.Problems, test.problems)
			}
			if s.chaos.current() != healthy {
				t.Errorf("a refused request changed the switches to %+v", s.chaos.current())
			}
		})
	}
}

func TestErrorRatio(t *testing.T) {
	s := aShop(t)
	s.breakWith(t, `{"error_ratio":0.5}`)

	codes := map[int]int{}
	for range 1000 {
		codes[call(s.public, "GET", "/catalog", "").Code]++
	}

	if codes[200] < 400 || codes[500] < 400 || codes[200]+codes[500] != 1000 {
		t.Errorf("got %v, want about half of each", codes)
	}
}

func TestErrorsSpareProbes(t *testing.T) {
	s := aShop(t)
	s.breakWith(t, `{"error_ratio":1,"panic_ratio":1,"latency":"30s"}`)

	for _, path := range []string{"/live", "/ready", "/metrics"} {
		expectStatus(t, call(s.public, "GET", path, ""), 200)
	}
}

func TestReadySwitch(t *testing.T) {
	s := aShop(t)

	s.breakWith(t, `{"ready":false}`)
	expectStatus(t, call(s.public, "GET", "/ready", ""), 503)
	expectStatus(t, call(s.public, "GET", "/live", ""), 200)

	s.breakWith(t, `{"ready":true}`)
	expectStatus(t, call(s.public, "GET", "/ready", ""), 200)
}

func TestLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := aShop(t)
		s.breakWith(t, `{"latency":"800ms"}`)
		start := time.Now()

		expectStatus(t, call(s.public, "GET", "/catalog", ""), 200)

		if took := time.Since(start); took != 800*time.Millisecond {
			t.Errorf("took %s", took)
		}
		expectMetric(t, s, `http_request_duration_seconds_bucket{method="GET",route="/catalog",le="0.75"} 0`)
		expectMetric(t, s, `http_request_duration_seconds_bucket{method="GET",route="/catalog",le="1"} 1`)
	})
}

func TestACallerWhoLeavesIsNotOurError(t *testing.T) {
	s := aShop(t)
	s.breakWith(t, `{"latency":"30s"}`)
	ctx, leave := context.WithCancel(t.Context())
	leave()

	s.public.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/catalog", nil))

	expectMetric(t, s, `http_requests_total{code="499",method="GET",route="/catalog"} 1`)
}

func TestMemoryLeakGrowsUntilReset(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := aShop(t)
		s.breakWith(t, `{"memory_leak":2}`)

		time.Sleep(3*time.Second + time.Millisecond)
		synctest.Wait()
		if mib := s.chaos.leak.size(); mib < 5.9 || mib > 6.1 {
			t.Errorf("leaked %v MiB in 3 s, want 6", mib)
		}

		call(s.admin, "DELETE", "/chaos", "")
		time.Sleep(time.Second)
		if mib := s.chaos.leak.size(); mib != 0 {
			t.Errorf("kept %v MiB after the reset", mib)
		}
	})
}

func TestCPUBurnStartsAndStops(t *testing.T) {
	s := aShop(t)
	s.breakWith(t, `{"cpu_burn":1.5}`)
	// A starved machine needs longer to burn as much, so this waits for the amount and not for a time.
	start, deadline := cpuSeconds(t, s), time.Now().Add(10*time.Second)
	for cpuSeconds(t, s) < start+0.2 {
		if time.Now().After(deadline) {
			t.Fatal("burned no CPU")
		}
		time.Sleep(10 * time.Millisecond)
	}

	call(s.admin, "DELETE", "/chaos", "")

	time.Sleep(50 * time.Millisecond)
	start = cpuSeconds(t, s)
	time.Sleep(200 * time.Millisecond)
	if burned := cpuSeconds(t, s) - start; burned > 0.05 {
		t.Errorf("burned %.2f CPU seconds after the reset", burned)
	}
}

func cpuSeconds(t *testing.T, s *serviceUnderTest) float64 {
	t.Helper()
	for line := range strings.Lines(call(s.public, "GET", "/metrics", "").Body.String()) {
		if value, ok := strings.CutPrefix(line, "process_cpu_seconds_total "); ok {
			var seconds float64
			if err := json.Unmarshal([]byte(value), &seconds); err != nil {
				t.Fatal(err)
			}
			return seconds
		}
	}
	t.Skip("this platform does not export process_cpu_seconds_total")
	return 0
}
