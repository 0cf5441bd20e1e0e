package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode)
	os.Exit(m.Run())
}

// shopUnderTest is a shop with both its doors and its log at hand.
type shopUnderTest struct {
	*shop
	public, admin http.Handler
	log           *bytes.Buffer
}

func aShop(t *testing.T) *shopUnderTest {
	t.Helper()
	log := &bytes.Buffer{}
	s := newShop(slog.New(slog.NewJSONHandler(log, nil)))
	t.Cleanup(func() {
		s.chaos.mu.Lock()
		defer s.chaos.mu.Unlock()
		s.chaos.stop()
	})
	return &shopUnderTest{shop: s, public: s.publicHandler(), admin: s.adminHandler(), log: log}
}

func call(handler http.Handler, method, path, body string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}

func (s *shopUnderTest) breakWith(t *testing.T, switches string) {
	t.Helper()
	if got := call(s.admin, "PUT", "/chaos", switches); got.Code != http.StatusOK {
		t.Fatalf("PUT /chaos %s: %d %s", switches, got.Code, got.Body)
	}
}

func (s *shopUnderTest) logLines(t *testing.T) []map[string]any {
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

func expectStatus(t *testing.T, response *httptest.ResponseRecorder, code int) {
	t.Helper()
	if response.Code != code {
		t.Errorf("got status %d, want %d: %s", response.Code, code, response.Body)
	}
}

func expectMetric(t *testing.T, s *shopUnderTest, line string) {
	t.Helper()
	if metrics := call(s.public, "GET", "/metrics", "").Body.String(); !strings.Contains(metrics, line+"\n") {
		t.Errorf("/metrics has no line %q", line)
	}
}
