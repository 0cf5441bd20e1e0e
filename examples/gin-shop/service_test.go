package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/redis/go-redis/v9/logging"
	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	gin.SetMode(gin.ReleaseMode)
	logging.Disable()
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(error) {}))
	os.Exit(m.Run())
}

// serviceUnderTest is a role with both its doors, its log and its spans at hand.
type serviceUnderTest struct {
	*service
	public, admin http.Handler
	log           *bytes.Buffer
	spans         *tracetest.InMemoryExporter
}

// aShop is a checkout that depends on nothing.
func aShop(t *testing.T) *serviceUnderTest {
	t.Helper()
	return aService(t, config{role: roleCheckout}, withoutTelemetry())
}

func aCheckout(t *testing.T, inventoryURL string) *serviceUnderTest {
	t.Helper()
	return tracedService(t, config{role: roleCheckout, inventoryURL: inventoryURL, inventoryTimeout: time.Second})
}

func anInventory(t *testing.T, redisAddr string) *serviceUnderTest {
	t.Helper()
	return tracedService(t, config{role: roleInventory, redisAddr: redisAddr, redisTimeout: 100 * time.Millisecond})
}

func tracedService(t *testing.T, config config) *serviceUnderTest {
	t.Helper()
	spans := tracetest.NewInMemoryExporter()
	telemetry := withoutTelemetry()
	telemetry.tracers = sdktrace.NewTracerProvider(sdktrace.WithSyncer(spans))
	s := aService(t, config, telemetry)
	s.spans = spans
	return s
}

func aService(t *testing.T, config config, telemetry telemetry) *serviceUnderTest {
	t.Helper()
	log := &bytes.Buffer{}
	s, err := newService(config, telemetry, newLogger(log))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.chaos.mu.Lock()
		defer s.chaos.mu.Unlock()
		s.chaos.stop()
	})
	return &serviceUnderTest{service: s, public: s.publicHandler(), admin: s.adminHandler(), log: log}
}

// open is the URL at which the service answers until the test ends.
func (s *serviceUnderTest) open(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(s.public)
	t.Cleanup(server.Close)
	return server.URL
}

func call(handler http.Handler, method, path, body string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}

func (s *serviceUnderTest) breakWith(t *testing.T, switches string) {
	t.Helper()
	if got := call(s.admin, "PUT", "/chaos", switches); got.Code != http.StatusOK {
		t.Fatalf("PUT /chaos %s: %d %s", switches, got.Code, got.Body)
	}
}

func (s *serviceUnderTest) logLines(t *testing.T) []map[string]any {
	t.Helper()
	var lines []map[string]any
	for line := range strings.Lines(s.log.String()) {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatalf("log line is not JSON: %q", line)
		}
		lines = append(lines, entry)
	}
	return lines
}

// onlyLine is the one that the service logged.
func (s *serviceUnderTest) onlyLine(t *testing.T) map[string]any {
	t.Helper()
	lines := s.logLines(t)
	if len(lines) != 1 {
		t.Fatalf("got %d lines, want 1: %s", len(lines), s.log)
	}
	return lines[0]
}

func expectStatus(t *testing.T, response *httptest.ResponseRecorder, code int) {
	t.Helper()
	if response.Code != code {
		t.Errorf("got status %d, want %d: %s", response.Code, code, response.Body)
	}
}

func expectAnswer(t *testing.T, response *httptest.ResponseRecorder, code int, body string) {
	t.Helper()
	if response.Code != code || response.Body.String() != body {
		t.Errorf("got %d %s, want %d %s", response.Code, response.Body, code, body)
	}
}

func expectMetric(t *testing.T, s *serviceUnderTest, line string) {
	t.Helper()
	if metrics := call(s.public, "GET", "/metrics", "").Body.String(); !strings.Contains(metrics, line+"\n") {
		t.Errorf("/metrics has no line %q", line)
	}
}
