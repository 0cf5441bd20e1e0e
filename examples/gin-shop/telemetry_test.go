package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	metricspb "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	tracepb "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	datapb "go.opentelemetry.io/proto/otlp/metrics/v1"
	spanspb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// collector takes what a program pushes with OTLP over HTTP.
type collector struct {
	mu      sync.Mutex
	metrics []*datapb.ResourceMetrics
	spans   []*spanspb.ResourceSpans
}

func aCollector(t *testing.T) *collector {
	t.Helper()
	c := &collector{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Type") != "application/x-protobuf" {
			t.Errorf("got %s, %v", r.Header.Get("Content-Type"), err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		switch r.URL.Path {
		case "/v1/metrics":
			var request metricspb.ExportMetricsServiceRequest
			err = proto.Unmarshal(body, &request)
			c.metrics = request.ResourceMetrics
		case "/v1/traces":
			var request tracepb.ExportTraceServiceRequest
			err = proto.Unmarshal(body, &request)
			c.spans = append(c.spans, request.ResourceSpans...)
		}
		if err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.URL)
	return c
}

// pushed is a service as its variables make it, and what sends the rest of its telemetry.
func pushed(t *testing.T, role string, environment map[string]string) (*serviceUnderTest, telemetry) {
	t.Helper()
	config, err := readConfig([]string{role}, func(name string) string { return environment[name] })
	if err != nil {
		t.Fatal(err)
	}
	config.otlpEndpoint = "that of the environment"
	telemetry, err := newTelemetry(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	return aService(t, config, telemetry), telemetry
}

func flush(t *testing.T, telemetry telemetry) {
	t.Helper()
	if err := telemetry.flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestTheInventoryPushesItsDurations(t *testing.T) {
	t.Setenv("OTEL_SERVICE_NAME", "stockroom")
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "service.namespace=shop,service.instance.id=shop.stockroom-1.stockroom")
	collector := aCollector(t)
	redis := miniredis.RunT(t)
	s, telemetry := pushed(t, roleInventory, map[string]string{"REDIS_ADDR": redis.Addr()})

	call(s.public, "GET", "/stock/milk-jug", "")
	call(s.public, "GET", "/stock/espresso-cup", "")
	redis.Close()
	call(s.public, "GET", "/stock", "")
	call(s.public, "BREW", "/nowhere", "")
	flush(t, telemetry)

	resource := collector.metrics[0]
	expectAttributes(t, resource.Resource.Attributes, "service.name", "stockroom", "service.namespace", "shop",
		"service.instance.id", "shop.stockroom-1.stockroom")
	metrics := resource.ScopeMetrics[0].Metrics
	if len(resource.ScopeMetrics) != 1 || len(metrics) != 1 {
		t.Fatalf("got %v, want one metric", resource.ScopeMetrics)
	}
	histogram := metrics[0].GetHistogram()
	if metrics[0].Name != "http.server.request.duration" || metrics[0].Unit != "s" ||
		histogram.GetAggregationTemporality() != datapb.AggregationTemporality_AGGREGATION_TEMPORALITY_CUMULATIVE {
		t.Fatalf("got %v", metrics[0])
	}
	found := pointOf(t, histogram, "/stock/:item")
	if advised := []float64{.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10}; found.Count != 2 ||
		!slices.Equal(found.ExplicitBounds, advised) || found.GetSum() <= 0 {
		t.Errorf("got %v", found)
	}
	expectAttributes(t, found.Attributes, "http.request.method", "GET", "http.response.status_code", "200",
		"url.scheme", "http", "http.route", "/stock/:item")
	expectAttributes(t, pointOf(t, histogram, "/stock").Attributes, "http.request.method", "GET",
		"http.response.status_code", "503", "url.scheme", "http", "http.route", "/stock", "error.type", "503")
	expectAttributes(t, pointOf(t, histogram, "").Attributes, "http.request.method", "_OTHER",
		"http.response.status_code", "404", "url.scheme", "http")
	if exemplars := found.Exemplars; len(exemplars) != 1 || !collector.hasTrace(exemplars[0].TraceId) {
		t.Errorf("the exemplars lead to no trace: %v", exemplars)
	}
}

func TestMetricsArePushedAsOftenAsTheEnvironmentSays(t *testing.T) {
	t.Setenv("OTEL_METRIC_EXPORT_INTERVAL", "20")
	collector := aCollector(t)
	s, telemetry := pushed(t, roleInventory, map[string]string{"REDIS_ADDR": miniredis.RunT(t).Addr()})
	defer flush(t, telemetry)

	call(s.public, "GET", "/stock", "")

	collector.expectSoon(t, func() bool { return len(collector.metrics) > 0 })
}

func TestSpansArePushedWithinSeconds(t *testing.T) {
	collector := aCollector(t)
	s, telemetry := pushed(t, roleCheckout, nil)
	defer flush(t, telemetry)

	call(s.public, "GET", "/catalog", "")

	collector.expectSoon(t, func() bool { return len(collector.spans) > 0 })
	expectAttributes(t, collector.spans[0].Resource.Attributes, "service.name", "checkout")
}

func TestTheCheckoutPushesNoMetrics(t *testing.T) {
	collector := aCollector(t)
	s, telemetry := pushed(t, roleCheckout, nil)

	call(s.public, "GET", "/catalog", "")
	flush(t, telemetry)

	if len(collector.metrics) > 0 || len(collector.spans) == 0 {
		t.Errorf("got metrics %v and spans %v", collector.metrics, collector.spans)
	}
}

func TestACollectorThatIsAwayHoldsUpNoShutdown(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
	s, telemetry := pushed(t, roleInventory, map[string]string{"REDIS_ADDR": miniredis.RunT(t).Addr()})
	call(s.public, "GET", "/stock", "")

	start := time.Now()
	telemetry.end(s.logger)

	if took := time.Since(start); took > flushTimeout+time.Second {
		t.Errorf("took %s", took)
	}
	if line := s.logLines(t)[1]; line["level"] != "WARN" || line["msg"] != "the last telemetry was not sent" {
		t.Errorf("got %v", line)
	}
}

func (c *collector) expectSoon(t *testing.T, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		c.mu.Lock()
		held := holds()
		c.mu.Unlock()
		if held {
			return
		}
	}
	t.Fatal("nothing was pushed")
}

func (c *collector) hasTrace(id []byte) bool {
	for _, resource := range c.spans {
		for _, scope := range resource.ScopeSpans {
			for _, span := range scope.Spans {
				if slices.Equal(span.TraceId, id) {
					return true
				}
			}
		}
	}
	return false
}

func pointOf(t *testing.T, histogram *datapb.Histogram, route string) *datapb.HistogramDataPoint {
	t.Helper()
	for _, point := range histogram.GetDataPoints() {
		if valueOf(point.Attributes, "http.route") == route {
			return point
		}
	}
	t.Fatalf("nothing is told of route %q", route)
	return nil
}

// expectAttributes takes names and values in turn. A resource may have others, those of the SDK.
func expectAttributes(t *testing.T, attributes []*commonpb.KeyValue, pairs ...string) {
	t.Helper()
	for pair := range slices.Chunk(pairs, 2) {
		if got := valueOf(attributes, pair[0]); got != pair[1] {
			t.Errorf("%s is %q, want %q", pair[0], got, pair[1])
		}
	}
	if pairs[0] == "http.request.method" && len(attributes) != len(pairs)/2 {
		t.Errorf("got %v, want no others than %v", attributes, pairs)
	}
}

func valueOf(attributes []*commonpb.KeyValue, key string) string {
	for _, a := range attributes {
		if a.Key == key {
			if n, ok := a.Value.Value.(*commonpb.AnyValue_IntValue); ok {
				return strconv.FormatInt(n.IntValue, 10)
			}
			return a.Value.GetStringValue()
		}
	}
	return ""
}
