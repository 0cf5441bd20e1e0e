package main

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestKnownRoutesStartAtZero(t *testing.T) {
	s := aShop(t)

	expectMetric(t, s, `http_requests_total{code="200",method="GET",route="/catalog"} 0`)
	expectMetric(t, s, `http_requests_total{code="500",method="GET",route="/catalog"} 0`)
	expectMetric(t, s, `http_requests_total{code="200",method="POST",route="/checkout"} 0`)
	expectMetric(t, s, `http_requests_total{code="500",method="POST",route="/checkout"} 0`)
	expectMetric(t, s, `http_request_duration_seconds_count{method="POST",route="/checkout"} 0`)
}

func TestTrafficIsCounted(t *testing.T) {
	s := aShop(t)

	call(s.public, "GET", "/catalog", "")
	call(s.public, "GET", "/catalog", "")
	call(s.public, "POST", "/checkout", "{}")
	call(s.public, "GET", "/secret/1", "")
	call(s.public, "GET", "/secret/2", "")
	call(s.public, "BREW", "/catalog", "")

	expectMetric(t, s, `http_requests_total{code="200",method="GET",route="/catalog"} 2`)
	expectMetric(t, s, `http_requests_total{code="400",method="POST",route="/checkout"} 1`)
	expectMetric(t, s, `http_requests_total{code="404",method="GET",route="unmatched"} 2`)
	expectMetric(t, s, `http_requests_total{code="405",method="_OTHER",route="unmatched"} 1`)
	expectMetric(t, s, `http_request_duration_seconds_count{method="GET",route="/catalog"} 2`)
	expectMetric(t, s, `http_request_duration_seconds_bucket{method="GET",route="/catalog",le="0.075"} 2`)
}

func TestProbesAndScrapesAreNotTraffic(t *testing.T) {
	s := aShop(t)

	call(s.public, "GET", "/ready", "")
	call(s.public, "GET", "/live", "")
	call(s.public, "GET", "/metrics", "")

	metrics := call(s.public, "GET", "/metrics", "").Body.String()
	for _, route := range []string{"/ready", "/live", "/metrics", "unmatched"} {
		if strings.Contains(metrics, `route="`+route+`"`) {
			t.Errorf("%s is counted", route)
		}
	}
	if s.log.Len() > 0 {
		t.Errorf("logged %s", s.log)
	}
}

func TestExemplarsLeadToTheTrace(t *testing.T) {
	s := aCheckout(t, "")
	call(s.public, "GET", "/catalog", "")
	trace := s.spans.GetSpans()[0].SpanContext.TraceID().String()

	request := httptest.NewRequest("GET", "/metrics", nil)
	request.Header.Set("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5")
	scrape := httptest.NewRecorder()
	s.public.ServeHTTP(scrape, request)

	for _, series := range []string{
		`http_request_duration_seconds_bucket{method="GET",route="/catalog",le="0.005"} 1`,
		`http_requests_total{code="200",method="GET",route="/catalog"} 1.0`,
	} {
		if !strings.Contains(scrape.Body.String(), series+` # {trace_id="`+trace+`"}`) {
			t.Errorf("%s has no exemplar of trace %s:\n%s", series, trace, scrape.Body)
		}
	}
}

func TestATraceThatIsNotKeptIsNoExemplar(t *testing.T) {
	if got := exemplarOf(t.Context()); got != nil {
		t.Errorf("got %v", got)
	}
}
