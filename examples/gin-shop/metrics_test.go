package main

import (
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
