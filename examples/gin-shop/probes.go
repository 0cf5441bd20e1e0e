package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// getLive checks nothing but the process: a restart mends neither a dependency nor a drain.
func getLive(c *gin.Context) {
	c.JSON(http.StatusOK, gin.H{"status": "live"})
}

// getReady asks no dependency: with all pods unready, callers would get no answer that says what is wrong.
func (s *service) getReady(c *gin.Context) {
	switch {
	case s.draining.Load():
		fail(c, http.StatusServiceUnavailable, "draining")
	case !s.chaos.current().Ready:
		fail(c, http.StatusServiceUnavailable, "switched off")
	default:
		c.JSON(http.StatusOK, gin.H{"status": "ready"})
	}
}
