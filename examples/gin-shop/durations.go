package main

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/semconv/v1.43.0/httpconv"
)

// pushDurations measures traffic by the semantic conventions. Those of otelgin lack error.type, and have the server's
// name and port as the client gave them, who could so make series.
func pushDurations(meters metric.MeterProvider) (gin.HandlerFunc, error) {
	duration, err := httpconv.NewServerRequestDuration(meters.Meter(scopeName),
		metric.WithExplicitBucketBoundaries(durationBuckets...))
	if err != nil {
		return nil, err
	}
	return func(c *gin.Context) {
		start := time.Now()
		c.Next()
		code := c.Writer.Status()
		attributes := []attribute.KeyValue{semconv.HTTPResponseStatusCode(code)}
		if route := c.FullPath(); route != "" {
			attributes = append(attributes, semconv.HTTPRoute(route))
		}
		if code >= http.StatusInternalServerError {
			attributes = append(attributes, semconv.ErrorTypeKey.String(strconv.Itoa(code)))
		}
		// The context carries the span, which becomes the exemplar.
		duration.Record(c.Request.Context(), time.Since(start).Seconds(),
			httpconv.RequestMethodAttr(methodOf(c)), "http", attributes...)
	}, nil
}
