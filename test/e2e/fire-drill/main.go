// Command fire-drill is both ends of an end-to-end run: the load on a service and lines in its log, and the webhook its
// alerts arrive at.
//
//	fire-drill receive [--port 8080]
//	fire-drill load --url URL --rate N [--duration D] [--method M] [--body B] [--port 8080]
//	fire-drill lines --run WORD [--count N] [--rate N]
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "fire-drill:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("expected a command: " + commands)
	}
	switch args[0] {
	case "receive":
		return runReceive(ctx, args[1:])
	case "load":
		return runLoad(ctx, args[1:])
	case "lines":
		return runLines(ctx, args[1:])
	default:
		return fmt.Errorf("got command %q, expected %s", args[0], commands)
	}
}

const commands = `"receive", "load" or "lines"`

// parse refuses what the flag package leaves over: "--keep-alive false" would else mean true.
func parse(flags *flag.FlagSet, args []string) error {
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("got %q, expected flags only", flags.Args())
	}
	return nil
}

// serve answers on the port until ctx ends.
func serve(ctx context.Context, port int, mux *http.ServeMux) error {
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]string{"status": "ready"})
	})
	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return server.Shutdown(grace)
}

func answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}

func refuse(w http.ResponseWriter, code int, reason string) {
	answer(w, code, map[string]string{"error": reason})
}
