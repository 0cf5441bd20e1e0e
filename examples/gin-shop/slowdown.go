package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	maxDependencyDelay = 10 * time.Second
	// breath is how long Redis answers between two pauses: without it, what waits would wait for ever.
	breath = 50 * time.Millisecond
)

// pauser makes Redis slow for everybody, on a connection of its own.
type pauser struct {
	redis  *redis.Client
	logger *slog.Logger
}

func newPauser(address string, logger *slog.Logger) pauser {
	options := redisOptions(address)
	options.PoolSize = 1
	// The pause of another replica holds up this one's.
	options.ReadTimeout = maxDependencyDelay + time.Second
	return pauser{redis: redis.NewClient(options), logger: logger}
}

// pauseAgainAndAgain lets every command wait up to delay, until ctx ends. It then needs to undo nothing, and could not:
// a pause of all commands holds up CLIENT UNPAUSE as well, but ends by itself, even where this process was killed.
func (p pauser) pauseAgainAndAgain(ctx context.Context, delay time.Duration) {
	for {
		if err := p.redis.ClientPause(ctx, delay).Err(); err != nil && ctx.Err() == nil {
			p.logger.Warn("redis could not be paused", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(delay + breath):
		}
	}
}
