package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

const anOrder = `{"item":"espresso-cup","quantity":2}`

// path is the spans of both services from the door of checkout down to Redis, each the parent of the next.
func path(t *testing.T, checkout, inventory *serviceUnderTest) []tracetest.SpanStub {
	t.Helper()
	spans := append(checkout.spans.GetSpans(), inventory.spans.GetSpans()...)
	var path []tracetest.SpanStub
	parent := tracetest.SpanStub{}
	for range spans {
		for _, span := range spans {
			if span.Parent.SpanID() == parent.SpanContext.SpanID() {
				path, parent = append(path, span), span
				break
			}
		}
	}
	if len(path) != len(spans) {
		t.Fatalf("%d of %d spans are on one path", len(path), len(spans))
	}
	return path
}

func TestOneTraceSpansBothServicesAndRedis(t *testing.T) {
	inventory := anInventory(t, miniredis.RunT(t).Addr())
	checkout := aCheckout(t, inventory.open(t))

	expectStatus(t, call(checkout.public, "POST", "/checkout", anOrder), 200)

	var got []string
	for _, span := range path(t, checkout, inventory) {
		got = append(got, span.SpanKind.String()+" "+span.Name+" "+span.Status.Code.String())
		if want := checkout.onlyLine(t)["trace_id"]; span.SpanContext.TraceID().String() != want {
			t.Errorf("%s is of trace %s, want %s", span.Name, span.SpanContext.TraceID(), want)
		}
	}
	want := "server POST /checkout Unset, client GET Unset, server GET /stock/:item Unset, client hmget Unset"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestAFailureOfRedisFailsEverySpanAboveIt(t *testing.T) {
	redis := miniredis.RunT(t)
	inventory := anInventory(t, redis.Addr())
	checkout := aCheckout(t, inventory.open(t))
	redis.Close()

	expectAnswer(t, call(checkout.public, "POST", "/checkout", anOrder), 502, `{"error":"inventory failed"}`)

	spans := path(t, checkout, inventory)
	if len(spans) != 4 {
		t.Fatalf("got %d spans, want 4", len(spans))
	}
	for _, span := range spans {
		if span.Status.Code != codes.Error {
			t.Errorf("%s is %s", span.Name, span.Status.Code)
		}
	}
	expectFailed(t, spans[0], "502", "inventory failed: answered 503: redis is unavailable")
	expectFailed(t, spans[2], "503", "redis is unavailable: dial tcp")
	for _, s := range []*serviceUnderTest{checkout, inventory} {
		line := s.onlyLine(t)
		if line["level"] != "ERROR" || line["trace_id"] != spans[0].SpanContext.TraceID().String() {
			t.Errorf("got %v", line)
		}
		if told, _ := line["error"].(string); !strings.Contains(told, "redis is unavailable") {
			t.Errorf("the log does not name Redis: %v", line)
		}
	}
}

func expectFailed(t *testing.T, span tracetest.SpanStub, errorType, message string) {
	t.Helper()
	if got := attributeOf(span.Attributes, "error.type"); got != errorType {
		t.Errorf("%s has error.type %q, want %q", span.Name, got, errorType)
	}
	if len(span.Events) != 1 {
		t.Fatalf("%s has %d events, want the error", span.Name, len(span.Events))
	}
	if got := attributeOf(span.Events[0].Attributes, "exception.message"); !strings.HasPrefix(got, message) {
		t.Errorf("%s failed with %q, want %q", span.Name, got, message)
	}
}

func attributeOf(attributes []attribute.KeyValue, key attribute.Key) string {
	for _, a := range attributes {
		if a.Key == key {
			return a.Value.Emit()
		}
	}
	return ""
}

func TestACallersMistakeFailsNoSpan(t *testing.T) {
	s := aCheckout(t, "")

	expectStatus(t, call(s.public, "POST", "/checkout", "{}"), 400)

	span := s.spans.GetSpans()[0]
	if span.Status.Code != codes.Unset || len(span.Events) > 0 || attributeOf(span.Attributes, "error.type") != "" {
		t.Errorf("got %v with %v", span.Status, span.Events)
	}
}

func TestLogLinesCarryTheirSpan(t *testing.T) {
	s := aCheckout(t, "")
	s.breakWith(t, `{"panic_ratio":1}`)
	s.log.Reset()

	call(s.public, "GET", "/catalog", "")

	span := s.spans.GetSpans()[0].SpanContext
	lines := s.logLines(t)
	if len(lines) != 2 {
		t.Fatalf("got %d lines, want the panic and the request", len(lines))
	}
	for _, line := range lines {
		if line["trace_id"] != span.TraceID().String() || line["span_id"] != span.SpanID().String() {
			t.Errorf("got %v, want trace %s and span %s", line, span.TraceID(), span.SpanID())
		}
	}
}

func TestACallersTraceGoesOn(t *testing.T) {
	const trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
	for _, s := range []*serviceUnderTest{aShop(t), aCheckout(t, "")} {
		request := httptest.NewRequest("GET", "/catalog", nil)
		request.Header.Set("traceparent", "00-"+trace+"-"+parent+"-01")

		s.public.ServeHTTP(httptest.NewRecorder(), request)

		if line := s.onlyLine(t); line["trace_id"] != trace {
			t.Errorf("got %v", line)
		}
	}
}

func TestWithoutACollectorThereAreNoTraceIDs(t *testing.T) {
	s := aShop(t)

	call(s.public, "GET", "/catalog", "")

	if id, ok := s.onlyLine(t)["trace_id"]; ok {
		t.Errorf("got trace_id %v, which nobody can look up", id)
	}
}

func TestProbesAndScrapesAreNotTraced(t *testing.T) {
	s := aCheckout(t, "")

	for _, path := range []string{"/live", "/ready", "/metrics"} {
		call(s.public, "GET", path, "")
	}

	if spans := s.spans.GetSpans(); len(spans) > 0 {
		t.Errorf("got a span %s", spans[0].Name)
	}
}
