package main

import (
	"log/slog"
	"net/http"
	"sync/atomic"

	"github.com/gin-gonic/gin"
)

type shop struct {
	logger   *slog.Logger
	metrics  *metrics
	chaos    *chaos
	draining atomic.Bool
}

func newShop(logger *slog.Logger) *shop {
	s := &shop{logger: logger, metrics: newMetrics(), chaos: newChaos(logger)}
	for _, route := range s.traffic() {
		s.metrics.initialise(route.method, route.path)
	}
	return s
}

type route struct {
	method, path string
	handle       gin.HandlerFunc
}

func (s *shop) traffic() []route {
	return []route{
		{http.MethodGet, "/catalog", getCatalog},
		{http.MethodPost, "/checkout", postCheckout},
	}
}

func (s *shop) publicHandler() http.Handler {
	engine := newEngine()
	// Recovery sits inside logging and metrics, so that a panic is logged and counted as the 500 it becomes.
	observed := gin.HandlersChain{identify, logRequests(s.logger), s.metrics.observe, recoverPanics(s.logger)}

	for _, route := range s.traffic() {
		engine.Group("/", observed...).Handle(route.method, route.path, s.chaos.inject, route.handle)
	}
	engine.NoRoute(append(observed, refuse(http.StatusNotFound, "no such route"))...)
	engine.NoMethod(append(observed, refuse(http.StatusMethodNotAllowed, "method not allowed"))...)

	// Probes and scrapes are not traffic: counted, they would dilute the error ratio of a quiet service.
	probes := engine.Group("/", recoverPanics(s.logger))
	probes.GET("/live", getLive)
	probes.GET("/ready", s.getReady)
	probes.GET("/metrics", gin.WrapH(s.metrics.handler()))
	return engine
}

func (s *shop) adminHandler() http.Handler {
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
