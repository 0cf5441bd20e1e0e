package main

import (
	"errors"
	"fmt"
	"time"
)

const (
	roleCheckout  = "checkout"
	roleInventory = "inventory"
)

type config struct {
	role            string
	port            int
	adminPort       int
	chaos           bool
	drain           time.Duration
	shutdownTimeout time.Duration
	otlpEndpoint    string

	inventoryURL     string
	inventoryTimeout time.Duration

	redisAddr    string
	redisTimeout time.Duration
}

// readConfig reports every mistake at once, so that a broken manifest is fixed in one round.
func readConfig(args []string, getenv func(string) string) (config, error) {
	e := environment{getenv: getenv}
	c := config{
		role:            e.role(args),
		port:            e.port("PORT", "8080"),
		adminPort:       e.port("ADMIN_PORT", "9090"),
		drain:           e.duration("DRAIN", "0s", 0),
		shutdownTimeout: e.duration("SHUTDOWN_TIMEOUT", "20s", 0),
		chaos:           e.oneOf("CHAOS", "on", "off") == "on",
		otlpEndpoint:    e.url("OTEL_EXPORTER_OTLP_ENDPOINT"),

		inventoryURL:     e.url("INVENTORY_URL"),
		inventoryTimeout: e.duration("INVENTORY_TIMEOUT", "1s", time.Millisecond),

		redisAddr:    e.address("REDIS_ADDR", "localhost:6379"),
		redisTimeout: e.duration("REDIS_TIMEOUT", "500ms", time.Millisecond),
	}
	e.oneOf("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
	if c.chaos && c.port == c.adminPort {
		e.problems = append(e.problems, fmt.Errorf("ADMIN_PORT: got %d, expected another port than PORT", c.adminPort))
	}
	return c, errors.Join(e.problems...)
}
