package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/metric"
	metricnoop "go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
	tracenoop "go.opentelemetry.io/otel/trace/noop"
)

const (
	scopeName = "example.com/gin-shop"
	// traceDelay is how long a span may wait for others, so that a trace is there when somebody follows an alert to it.
	traceDelay = time.Second
	// flushTimeout comes after the shutdown's own, so that the spans of what a shutdown cut off are not lost.
	flushTimeout = 2 * time.Second
)

// telemetry is passed on and never global, so that two services can live in one test.
type telemetry struct {
	tracers    trace.TracerProvider
	meters     metric.MeterProvider
	propagator propagation.TextMapPropagator
	flush      func(context.Context) error
}

// withoutTelemetry makes no spans of its own: their IDs would lead nowhere. It passes on those it is given.
func withoutTelemetry() telemetry {
	return telemetry{
		tracers:    tracenoop.NewTracerProvider(),
		meters:     metricnoop.NewMeterProvider(),
		propagator: propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}),
		flush:      func(context.Context) error { return nil },
	}
}

// newTelemetry sends where OTEL_EXPORTER_OTLP_ENDPOINT says. The SDK reads this and its other variables by itself.
func newTelemetry(ctx context.Context, config config) (telemetry, error) {
	t := withoutTelemetry()
	if config.otlpEndpoint == "" {
		return t, nil
	}
	// The last one wins: the role is only what the environment does not name otherwise.
	resource, err := resource.New(ctx,
		resource.WithAttributes(semconv.ServiceName(config.role)), resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return t, err
	}
	spans, err := otlptracehttp.New(ctx)
	if err != nil {
		return t, err
	}
	tracers := sdktrace.NewTracerProvider(sdktrace.WithResource(resource),
		sdktrace.WithBatcher(spans, sdktrace.WithBatchTimeout(traceDelay)))
	t.tracers, t.flush = tracers, tracers.Shutdown
	if config.role != roleInventory {
		return t, nil
	}

	metrics, err := otlpmetrichttp.New(ctx)
	if err != nil {
		return t, err
	}
	meters := sdkmetric.NewMeterProvider(sdkmetric.WithResource(resource),
		sdkmetric.WithReader(sdkmetric.NewPeriodicReader(metrics)))
	t.meters = meters
	t.flush = func(ctx context.Context) error {
		return errors.Join(tracers.Shutdown(ctx), meters.Shutdown(ctx))
	}
	return t, nil
}

// end sends what is left. That nobody takes it must not look like a failed shutdown.
func (t telemetry) end(logger *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), flushTimeout)
	defer cancel()
	if err := t.flush(ctx); err != nil {
		logger.Warn("the last telemetry was not sent", "error", err.Error())
	}
}
