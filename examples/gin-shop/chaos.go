package main

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// chaos holds the switches and the goroutines they started.
type chaos struct {
	logger *slog.Logger
	// slowDown makes what the role depends on slow until the context ends; nil for a role that depends on nothing.
	slowDown func(context.Context, time.Duration)
	leak     leak

	mu       sync.Mutex
	switches switches
	stop     context.CancelFunc
}

func newChaos(logger *slog.Logger, slowDown func(context.Context, time.Duration)) *chaos {
	return &chaos{logger: logger, slowDown: slowDown, switches: healthy, stop: func() {}}
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
	if next.DependencyDelay > 0 {
		go c.slowDown(ctx, time.Duration(next.DependencyDelay))
	}
	if next.Crash {
		go crash(ctx)
	}
	c.logger.Warn("chaos changed", "switches", c.show(next))
	return nil
}

// chaosState is the switches as they are shown, and what they have done so far.
type chaosState struct {
	switches
	DependencyDelay *duration `json:"dependency_delay,omitempty"`
	LeakedMiB       float64   `json:"leaked_mib"`
}

func (c *chaos) show(s switches) chaosState {
	state := chaosState{switches: s, LeakedMiB: c.leak.size()}
	if c.slowDown != nil {
		state.DependencyDelay = &s.DependencyDelay
	}
	return state
}

func (c *chaos) fields() []field[switches] {
	if c.slowDown == nil {
		return switchFields
	}
	return slices.Concat(switchFields, dependencyFields)
}

func (c *chaos) get(ctx *gin.Context) {
	ctx.JSON(http.StatusOK, c.show(c.current()))
}

func (c *chaos) put(ctx *gin.Context) {
	body, ok := readBody(ctx)
	if !ok {
		return
	}
	problems := c.update(func(s *switches) []string { return decode(body, s, c.fields()) })
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
