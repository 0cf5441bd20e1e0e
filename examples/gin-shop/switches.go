package main

import (
	"encoding/json"
	"time"
)

const maxLatency = 30 * time.Second

// switches is all that can be made to go wrong, as the chaos API shows it.
type switches struct {
	ErrorRatio float64  `json:"error_ratio"`
	PanicRatio float64  `json:"panic_ratio"`
	Latency    duration `json:"latency"`
	CPUBurn    float64  `json:"cpu_burn"`
	MemoryLeak float64  `json:"memory_leak"`
	Ready      bool     `json:"ready"`
	Crash      bool     `json:"crash"`
	// DependencyDelay is for a role with a dependency alone; chaos shows it there.
	DependencyDelay duration `json:"-"`
}

var healthy = switches{Ready: true}

var switchFields = []field[switches]{
	{name: "error_ratio", expected: "a number from 0 to 1", set: func(s *switches, raw json.RawMessage) bool {
		return between(raw, 0, 1, &s.ErrorRatio)
	}},
	{name: "panic_ratio", expected: "a number from 0 to 1", set: func(s *switches, raw json.RawMessage) bool {
		return between(raw, 0, 1, &s.PanicRatio)
	}},
	{name: "latency", expected: `a duration from "0s" to "30s"`, set: func(s *switches, raw json.RawMessage) bool {
		return durationUpTo(raw, maxLatency, &s.Latency)
	}},
	{name: "cpu_burn", expected: "a number of cores from 0 to 64", set: func(s *switches, raw json.RawMessage) bool {
		return between(raw, 0, 64, &s.CPUBurn)
	}},
	{name: "memory_leak", expected: "MiB per second from 0 to 1024", set: func(s *switches, raw json.RawMessage) bool {
		return between(raw, 0, 1024, &s.MemoryLeak)
	}},
	{name: "ready", expected: "true or false", set: func(s *switches, raw json.RawMessage) bool {
		return json.Unmarshal(raw, &s.Ready) == nil
	}},
	{name: "crash", expected: "true or false", set: func(s *switches, raw json.RawMessage) bool {
		return json.Unmarshal(raw, &s.Crash) == nil
	}},
}

var dependencyFields = []field[switches]{
	{name: "dependency_delay", expected: `a duration from "0s" to "10s"`, set: func(s *switches, raw json.RawMessage) bool {
		return durationUpTo(raw, maxDependencyDelay, &s.DependencyDelay)
	}},
}

func durationUpTo(raw json.RawMessage, limit time.Duration, into *duration) bool {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return false
	}
	d, err := time.ParseDuration(text)
	*into = duration(d)
	return err == nil && d >= 0 && d <= limit
}

// duration is shown the way it is given, "1.5s", and not in nanoseconds.
type duration time.Duration

func (d duration) MarshalText() ([]byte, error) {
	return []byte(time.Duration(d).String()), nil
}
