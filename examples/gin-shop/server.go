package main

import (
	"log/slog"
	"net/http"
	"sync/atomic"

	"github.com/gin-gonic/gin"
)

// service is what both roles are: traffic that is observed in the same way, and can be broken in the same way.
type service struct {
	logger  *slog.Logger
	traffic []route
	trace   gin.HandlerFunc
	measure gin.HandlerFunc
	// scrape is nil for a role that pushes its metrics.
	scrape   http.Handler
	chaos    *chaos
	draining atomic.Bool
}

type route struct {
	method, path string
	handle       gin.HandlerFunc
}

func (s *service) publicHandler() http.Handler {
	engine := newEngine()
	// Logging and metrics sit inside the span, to name it. Recovery sits inside them, so that a panic is the 500 it becomes.
	observed := gin.HandlersChain{s.trace, identify, logRequests(s.logger), s.measure, recoverPanics(s.logger)}

	for _, route := range s.traffic {
		engine.Group("/", observed...).Handle(route.method, route.path, s.chaos.inject, route.handle)
	}
	engine.NoRoute(append(observed, refuse(http.StatusNotFound, "no such route"))...)
	engine.NoMethod(append(observed, refuse(http.StatusMethodNotAllowed, "method not allowed"))...)

	// Probes and scrapes are not traffic: counted, they would dilute the error ratio of a quiet service.
	probes := engine.Group("/", recoverPanics(s.logger))
	probes.GET("/live", getLive)
	probes.GET("/ready", s.getReady)
	if s.scrape != nil {
		probes.GET("/metrics", gin.WrapH(s.scrape))
	}
	return engine
}

func (s *service) adminHandler() http.Handler {
	engine := newEngine()
	engine.Use(recoverPanics(s.logger))
	engine.GET("/chaos", s.chaos.get)
	engine.PUT("/chaos", s.chaos.put)
	engine.DELETE("/chaos", s.chaos.delete)
	engine.NoRoute(refuse(http.StatusNotFound, "no such route"))
	engine.NoMethod(refuse(http.StatusMethodNotAllowed, "method not allowed"))
	return engine
}

func newEngine() *gin.Engine {
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	// Gin answers these redirects before any middleware, so they would be missing from logs and metrics.
	engine.RedirectTrailingSlash = false
	return engine
}

func refuse(code int, reason string) gin.HandlerFunc {
	return func(c *gin.Context) { fail(c, code, reason) }
}
