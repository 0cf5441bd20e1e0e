package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
)

// recoverPanics replaces gin.Recovery, whose plain-text stack would break up into one log entry per line.
func recoverPanics(logger *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			logger.ErrorContext(c.Request.Context(), "panic",
				"panic", fmt.Sprint(cause),
				"stack", string(debug.Stack()),
				"method", methodOf(c),
				"route", routeOf(c),
				requestIDKey, c.GetString(requestIDKey))
			failBecause(c, http.StatusInternalServerError, "internal error", fmt.Errorf("panic: %v", cause))
		}()
		c.Next()
	}
}
