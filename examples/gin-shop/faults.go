package main

import (
	"context"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

func (c *chaos) inject(ctx *gin.Context) {
	s := c.current()
	if s.Latency > 0 {
		select {
		case <-time.After(time.Duration(s.Latency)):
		case <-ctx.Request.Context().Done():
		}
		if callerLeft(ctx) {
			return
		}
	}
	if rand.Float64() < s.PanicRatio {
		panic("chaos: injected panic")
	}
	if rand.Float64() < s.ErrorRatio {
		fail(ctx, http.StatusInternalServerError, "chaos: injected error")
	}
}

// crash ends the process as a bug in a goroutine of its own would: nothing recovers it. The wait lets the answer out.
func crash(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(100 * time.Millisecond):
		panic("chaos: injected crash")
	}
}

// burn keeps that many cores busy: 1.5 is one goroutine that never rests and one that rests half of the time.
func burn(ctx context.Context, cores float64) {
	for ; cores > 0; cores-- {
		go keepBusy(ctx, min(cores, 1))
	}
}

func keepBusy(ctx context.Context, share float64) {
	const period = 20 * time.Millisecond
	busy := time.Duration(share * float64(period))
	for ctx.Err() == nil {
		for start := time.Now(); time.Since(start) < busy; {
		}
		time.Sleep(period - busy)
	}
}

type leak struct {
	mu   sync.Mutex
	kept [][]byte
	sum  int
}

func (l *leak) grow(ctx context.Context, mibPerSecond float64) {
	const perSecond = 10
	chunk := int(mibPerSecond * (1 << 20) / perSecond)
	ticker := time.NewTicker(time.Second / perSecond)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			l.keep(ctx, chunk)
		}
	}
}

func (l *leak) keep(ctx context.Context, size int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	// A tick that lost the race against a reset would be kept for ever.
	if ctx.Err() != nil {
		return
	}
	block := make([]byte, size)
	// Untouched pages cost no memory: only writing makes the working set grow.
	for i := 0; i < size; i += 4096 {
		block[i] = 1
	}
	l.kept = append(l.kept, block)
	l.sum += size
}

func (l *leak) size() float64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return float64(l.sum) / (1 << 20)
}

func (l *leak) release() {
	l.mu.Lock()
	l.kept, l.sum = nil, 0
	l.mu.Unlock()
	// The runtime hands memory back over minutes; a reset should show at once.
	debug.FreeOSMemory()
}
