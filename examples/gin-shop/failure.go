package main

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

const causeKey = "cause"

// statusClientClosedRequest is nginx's code for a caller that gave up; a 5xx would blame the shop for it.
const statusClientClosedRequest = 499

type failure struct {
	Error    string   `json:"error"`
	Problems []string `json:"problems,omitempty"`
}

// fail answers in JSON and hands the reason to the request's log line and span.
func fail(c *gin.Context, code int, reason string, problems ...string) {
	cause := errors.New(strings.Join(append([]string{reason}, problems...), "; "))
	abort(c, code, failure{Error: reason, Problems: problems}, cause)
}

// failBecause keeps the cause, which may name what callers need not know, to the log line and the span.
func failBecause(c *gin.Context, code int, reason string, cause error) {
	abort(c, code, failure{Error: reason}, fmt.Errorf("%s: %w", reason, cause))
}

func abort(c *gin.Context, code int, answer failure, cause error) {
	c.Set(causeKey, cause)
	if code >= http.StatusInternalServerError {
		// Not below: otelgin fails the span of every Gin error, and by convention a caller's mistake fails none.
		_ = c.Error(cause)
		span := trace.SpanFromContext(c.Request.Context())
		span.SetAttributes(semconv.ErrorTypeKey.String(strconv.Itoa(code)))
	}
	c.AbortWithStatusJSON(code, answer)
}

// callerLeft ends the request of a caller that no longer waits for the answer.
func callerLeft(c *gin.Context) bool {
	if c.Request.Context().Err() == nil {
		return false
	}
	c.AbortWithStatus(statusClientClosedRequest)
	return true
}
