package main

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"sync"
	"time"
)

const (
	maxNotification = 4 << 20
	// Far above one run: it only keeps a forgotten pod from growing for ever.
	maxKept = 5000
)

// arrival is one Alertmanager notification, untouched, and when it came in.
type arrival struct {
	ReceivedAt   string          `json:"receivedAt"`
	Notification json.RawMessage `json:"notification"`
}

type receiver struct {
	mu       sync.Mutex
	arrivals []arrival
}

func runReceive(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("receive", flag.ContinueOnError)
	port := flags.Int("port", 8080, "where to listen")
	if err := parse(flags, args); err != nil {
		return err
	}
	return serve(ctx, *port, (&receiver{}).mux())
}

func (r *receiver) mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /webhook", r.receive)
	mux.HandleFunc("GET /notifications", r.list)
	mux.HandleFunc("DELETE /notifications", r.clear)
	return mux
}

func (r *receiver) receive(w http.ResponseWriter, request *http.Request) {
	// Before the body is read: the moment measured is the arrival.
	now := time.Now().UTC().Format("2006-01-02T15:04:05.000Z07:00")
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, maxNotification))
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge, err.Error())
		return
	}
	if !json.Valid(body) {
		refuse(w, http.StatusBadRequest, "body: expected JSON")
		return
	}

	r.mu.Lock()
	defer r.mu.Unlock()
	r.arrivals = append(r.arrivals, arrival{now, body})
	if len(r.arrivals) > maxKept {
		r.arrivals = r.arrivals[1:]
	}
	w.WriteHeader(http.StatusOK)
}

func (r *receiver) list(w http.ResponseWriter, _ *http.Request) {
	r.mu.Lock()
	// Not nil, which would be written as null.
	arrivals := append([]arrival{}, r.arrivals...)
	r.mu.Unlock()
	answer(w, http.StatusOK, arrivals)
}

func (r *receiver) clear(w http.ResponseWriter, _ *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.arrivals = nil
	w.WriteHeader(http.StatusNoContent)
}
