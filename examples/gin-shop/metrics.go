package main

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/trace"
)

// durationBuckets are those that OpenTelemetry advises, for both roles.
var durationBuckets = []float64{.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10}

type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "http_requests_total",
			Help: "Requests answered, by route template and status code.",
		}, []string{"method", "route", "code"}),
		// No code label: it would multiply every bucket, and the counter already splits by code.
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "http_request_duration_seconds",
			Help:    "Time to answer a request, by route template.",
			Buckets: durationBuckets,
		}, []string{"method", "route"}),
	}
	m.registry.MustRegister(m.requests, m.duration,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// initialise exports zeros: rate() sees no increase in a series whose first sample is already 1.
func (m *metrics) initialise(method, route string) {
	for _, code := range []int{http.StatusOK, http.StatusInternalServerError} {
		m.requests.WithLabelValues(method, route, strconv.Itoa(code))
	}
	m.duration.WithLabelValues(method, route)
}

func (m *metrics) observe(c *gin.Context) {
	start := time.Now()
	c.Next()
	method, route := methodOf(c), routeOf(c)
	exemplar := exemplarOf(c.Request.Context())
	requests := m.requests.WithLabelValues(method, route, strconv.Itoa(c.Writer.Status()))
	requests.(prometheus.ExemplarAdder).AddWithExemplar(1, exemplar)
	duration := m.duration.WithLabelValues(method, route)
	duration.(prometheus.ExemplarObserver).ObserveWithExemplar(time.Since(start).Seconds(), exemplar)
}

// exemplarOf leads from a bucket to the trace of its latest request, or is nil when that trace is not kept.
func exemplarOf(ctx context.Context) prometheus.Labels {
	span := trace.SpanContextFromContext(ctx)
	if !span.IsSampled() {
		return nil
	}
	return prometheus.Labels{"trace_id": span.TraceID().String()}
}

// handler answers in OpenMetrics to whom asks for it: the older format has no exemplars.
func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry, EnableOpenMetrics: true})
}

// routeOf is the template, never the path: a client must not be able to create series.
func routeOf(c *gin.Context) string {
	if route := c.FullPath(); route != "" {
		return route
	}
	return "unmatched"
}

// methodOf folds invented methods into OpenTelemetry's name for them, for the same reason.
func methodOf(c *gin.Context) string {
	switch method := c.Request.Method; method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodConnect, http.MethodOptions, http.MethodTrace:
		return method
	default:
		return "_OTHER"
	}
}
