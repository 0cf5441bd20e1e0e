package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestLinesAreNumberedAndJSON(t *testing.T) {
	var out strings.Builder

	if err := writeLines(t.Context(), &out, "a", 3, 0); err != nil {
		t.Fatal(err)
	}

	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("got %d lines, want 3", len(lines))
	}
	for i, line := range lines {
		var entry struct{ N int }
		if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.N != i+1 {
			t.Errorf("line %d: got %s (%v)", i+1, line, err)
		}
	}
}

func TestLinesKeepTheirRateAndStop(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
	defer cancel()
	var out strings.Builder

	err := writeLines(ctx, &out, "a", 1000, 100)

	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the deadline", err)
	}
	if lines := strings.Count(out.String(), "\n"); lines < 2 || lines > 20 {
		t.Errorf("got %d lines in 150 ms at 100 a second", lines)
	}
}
