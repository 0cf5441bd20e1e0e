package main

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/contrib/instrumentation/github.com/gin-gonic/gin/otelgin"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	metricnoop "go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/trace"
)

// traceRequests goes on with the caller's trace. Metrics are left to the role.
func traceRequests(t telemetry) gin.HandlerFunc {
	return otelgin.Middleware("", otelgin.WithTracerProvider(t.tracers), otelgin.WithPropagators(t.propagator),
		otelgin.WithMeterProvider(metricnoop.NewMeterProvider()))
}

// traceCalls hands the trace on to the service that is called.
func traceCalls(t telemetry) http.RoundTripper {
	base := &http.Transport{MaxIdleConnsPerHost: 64}
	return otelhttp.NewTransport(base, otelhttp.WithTracerProvider(t.tracers), otelhttp.WithPropagators(t.propagator),
		otelhttp.WithMeterProvider(metricnoop.NewMeterProvider()),
		// By convention the method alone; otelhttp still puts "HTTP" before it.
		otelhttp.WithSpanNameFormatter(func(_ string, request *http.Request) string { return request.Method }))
}

// traceIDs adds to a line the span that it was written in, so that it leads to its trace.
type traceIDs struct{ slog.Handler }

func (h traceIDs) Handle(ctx context.Context, record slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		record.AddAttrs(slog.String("trace_id", span.TraceID().String()), slog.String("span_id", span.SpanID().String()))
	}
	return h.Handler.Handle(ctx, record)
}

func (h traceIDs) WithAttrs(attrs []slog.Attr) slog.Handler {
	return traceIDs{h.Handler.WithAttrs(attrs)}
}

func (h traceIDs) WithGroup(name string) slog.Handler {
	return traceIDs{h.Handler.WithGroup(name)}
}
