package main

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

type config struct {
	port            int
	adminPort       int
	chaos           bool
	drain           time.Duration
	shutdownTimeout time.Duration
}

// readConfig reports every bad variable at once, so that a broken manifest is fixed in one round.
func readConfig(getenv func(string) string) (config, error) {
	var problems []error
	value := func(name, fallback string) string {
		if v := getenv(name); v != "" {
			return v
		}
		return fallback
	}
	reject := func(name, expected string) {
		problems = append(problems, fmt.Errorf("%s: got %q, expected %s", name, getenv(name), expected))
	}
	port := func(name, fallback string) int {
		n, err := strconv.Atoi(value(name, fallback))
		if err != nil || n < 1 || n > 65535 {
			reject(name, "a port from 1 to 65535")
		}
		return n
	}
	duration := func(name, fallback string) time.Duration {
		d, err := time.ParseDuration(value(name, fallback))
		if err != nil || d < 0 {
			reject(name, `a duration such as "5s"`)
		}
		return d
	}

	c := config{
		port:            port("PORT", "8080"),
		adminPort:       port("ADMIN_PORT", "9090"),
		chaos:           value("CHAOS", "on") == "on",
		drain:           duration("DRAIN", "0s"),
		shutdownTimeout: duration("SHUTDOWN_TIMEOUT", "20s"),
	}
	if chaos := value("CHAOS", "on"); chaos != "on" && chaos != "off" {
		reject("CHAOS", `"on" or "off"`)
	}
	if c.chaos && c.port == c.adminPort {
		problems = append(problems, fmt.Errorf("ADMIN_PORT: got %d, expected another port than PORT", c.adminPort))
	}
	return c, errors.Join(problems...)
}
