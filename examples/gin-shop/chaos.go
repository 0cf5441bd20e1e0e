package main

import (
	"context"
	"log/slog"
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"
)

// chaos holds the switches and the goroutines they started.
type chaos struct {
	logger *slog.Logger
	leak   leak

	mu       sync.Mutex
	switches switches
	stop     context.CancelFunc
}

func newChaos(logger *slog.Logger) *chaos {
	return &chaos{logger: logger, switches: healthy, stop: func() {}}
}

func (c *chaos) current() switches {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.switches
}

// update changes everything or, when change finds problems, nothing.
func (c *chaos) update(change func(*switches) []string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	next := c.switches
	if problems := change(&next); problems != nil {
		return problems
	}

	c.stop()
	var ctx context.Context
	ctx, c.stop = context.WithCancel(context.Background())
	c.switches = next
	burn(ctx, next.CPUBurn)
	if next.MemoryLeak > 0 {
		go c.leak.grow(ctx, next.MemoryLeak)
	}
	c.logger.Warn("chaos changed", "switches", next)
	return nil
}

func (c *chaos) get(ctx *gin.Context) {
	ctx.JSON(http.StatusOK, struct {
		switches
		LeakedMiB float64 `json:"leaked_mib"`
	}{c.current(), c.leak.size()})
}

func (c *chaos) put(ctx *gin.Context) {
	body, ok := readBody(ctx)
	if !ok {
		return
	}
	problems := c.update(func(s *switches) []string { return decode(body, s, switchFields) })
	if problems != nil {
		fail(ctx, http.StatusBadRequest, "invalid switches", problems...)
		return
	}
	c.get(ctx)
}

func (c *chaos) delete(ctx *gin.Context) {
	c.update(func(s *switches) []string {
		*s = healthy
		return nil
	})
	c.leak.release()
	c.get(ctx)
}
