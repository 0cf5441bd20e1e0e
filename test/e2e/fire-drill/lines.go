package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// runLines writes numbered lines as a service would log them, then waits to be stopped, so that the pod and its log stay.
func runLines(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("lines", flag.ContinueOnError)
	run := flags.String("run", "", "what the lines say they belong to")
	count := flags.Int("count", 1000, "how many")
	rate := flags.Float64("rate", 0, "lines per second; 0 is as fast as it goes")
	if err := parse(flags, args); err != nil {
		return err
	}
	switch {
	case *run == "" || strings.ContainsAny(*run, " \"\\\n"):
		return fmt.Errorf("--run: got %q, expected a word", *run)
	case *count < 1:
		return fmt.Errorf("--count: got %d, expected 1 or more", *count)
	case !validRate(*rate):
		return fmt.Errorf("--rate: got %v, expected 0, or %v to %v", *rate, minRate, maxRate)
	}
	err := writeLines(ctx, os.Stdout, *run, *count, *rate)
	if err == nil {
		<-ctx.Done()
	}
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Each line is about 300 bytes, as the access log of a service is.
func writeLines(ctx context.Context, out io.Writer, run string, count int, rate float64) error {
	buffered := bufio.NewWriterSize(out, 64*1024)
	start := time.Now()
	for n := range count {
		if rate > 0 {
			if err := buffered.Flush(); err != nil {
				return err
			}
			due := start.Add(time.Duration(float64(n) / rate * float64(time.Second)))
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Until(due)):
			}
		}
		_, err := fmt.Fprintf(buffered,
			`{"time":%q,"level":"INFO","msg":"run %s line %d","method":"GET","route":"/catalog/:id","status":200,`+
				`"duration_ms":12.5,"bytes":1834,"client":"10.244.0.17","user_agent":"fire-drill/1.0","request_id":"%s-%d","n":%d}`+"\n",
			time.Now().UTC().Format(time.RFC3339Nano), run, n+1, run, n+1, n+1)
		if err != nil {
			return err
		}
	}
	return buffered.Flush()
}
