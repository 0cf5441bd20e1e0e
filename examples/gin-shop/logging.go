package main

import (
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"github.com/gin-gonic/gin"
)

const requestIDKey = "request_id"

var acceptableID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// newLogger writes a JSON object a line, with the span that the line was written in.
func newLogger(to io.Writer) *slog.Logger {
	return slog.New(traceIDs{slog.NewJSONHandler(to, nil)})
}

// identify keeps the caller's request ID when it is harmless, so that one ID follows a request across services.
func identify(c *gin.Context) {
	id := c.GetHeader("X-Request-ID")
	if !acceptableID.MatchString(id) {
		id = rand.Text()
	}
	c.Set(requestIDKey, id)
	c.Header("X-Request-ID", id)
}

func logRequests(logger *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := time.Now()
		c.Next()
		attrs := []slog.Attr{
			slog.String("method", methodOf(c)),
			slog.String("route", routeOf(c)),
			slog.Int("code", c.Writer.Status()),
			slog.Float64("duration_ms", float64(time.Since(start).Microseconds())/1000),
			slog.String(requestIDKey, c.GetString(requestIDKey)),
		}
		if cause, ok := c.Get(causeKey); ok {
			attrs = append(attrs, slog.Any("error", cause))
		}
		logger.LogAttrs(c.Request.Context(), levelOf(c.Writer.Status()), "request", attrs...)
	}
}

func levelOf(code int) slog.Level {
	switch {
	case code >= http.StatusInternalServerError:
		return slog.LevelError
	case code >= http.StatusBadRequest:
		return slog.LevelWarn
	default:
		return slog.LevelInfo
	}
}
