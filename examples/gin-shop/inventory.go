package main

import (
	"log/slog"
	"net/http"

	"github.com/redis/go-redis/extra/redisotel/v9"
	"github.com/redis/go-redis/v9"
)

// newInventory is the role that knows the stock. It depends on Redis, and pushes its metrics.
func newInventory(config config, telemetry telemetry, logger *slog.Logger) (*service, error) {
	client := redis.NewClient(redisOptions(config.redisAddr))
	// A new connection is part of the command that waits for it, and not worth spans of its own.
	err := redisotel.InstrumentTracing(client, redisotel.WithTracerProvider(telemetry.tracers),
		redisotel.WithCallerEnabled(false), redisotel.WithDialFilter(true),
		redisotel.WithCommandFilter(func(command redis.Cmder) bool { return command.Name() == "hello" }))
	if err != nil {
		return nil, err
	}
	measure, err := pushDurations(telemetry.meters)
	if err != nil {
		return nil, err
	}

	role := stock{redis: client, timeout: config.redisTimeout}
	return &service{
		logger: logger,
		traffic: []route{
			{http.MethodGet, "/stock", role.list},
			{http.MethodGet, "/stock/:item", role.show},
		},
		trace:   traceRequests(telemetry),
		measure: measure,
		chaos:   newChaos(logger, newPauser(config.redisAddr, logger).pauseAgainAndAgain),
	}, nil
}
