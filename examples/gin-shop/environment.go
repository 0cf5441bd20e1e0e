package main

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// environment collects what is wrong with the variables it reads.
type environment struct {
	getenv   func(string) string
	problems []error
}

func (e *environment) reject(name, got, expected string) {
	e.problems = append(e.problems, fmt.Errorf("%s: got %q, expected %s", name, got, expected))
}

func (e *environment) value(name, fallback string) string {
	if v := e.getenv(name); v != "" {
		return v
	}
	return fallback
}

func (e *environment) role(args []string) string {
	role := strings.Join(args, " ")
	switch role {
	case "":
		return roleCheckout
	case roleCheckout, roleInventory:
		return role
	}
	e.reject("argument", role, `"checkout" or "inventory"`)
	return ""
}

func (e *environment) port(name, fallback string) int {
	v := e.value(name, fallback)
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > 65535 {
		e.reject(name, v, "a port from 1 to 65535")
	}
	return n
}

func (e *environment) duration(name, fallback string, least time.Duration) time.Duration {
	v := e.value(name, fallback)
	d, err := time.ParseDuration(v)
	if err != nil || d < least {
		e.reject(name, v, `a duration such as "5s"`)
	}
	return d
}

// oneOf is the first where the variable is not set.
func (e *environment) oneOf(name string, accepted ...string) string {
	v := e.value(name, accepted[0])
	if !slices.Contains(accepted, v) {
		e.reject(name, v, `"`+strings.Join(accepted, `" or "`)+`"`)
	}
	return v
}

// url is without the slash at its end, and empty where the variable is not set.
func (e *environment) url(name string) string {
	v := e.getenv(name)
	u, err := url.Parse(v)
	if v != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		e.reject(name, v, `a URL such as "http://name:8080"`)
	}
	return strings.TrimSuffix(v, "/")
}

func (e *environment) address(name, fallback string) string {
	v := e.value(name, fallback)
	if host, port, err := net.SplitHostPort(v); err != nil || host == "" || port == "" {
		e.reject(name, v, `a host and port such as "redis:6379"`)
	}
	return v
}
