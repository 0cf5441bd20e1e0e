package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

const (
	minRate        = 0.001
	maxRate        = 10000
	maxConcurrency = 256
	timeout        = 10 * time.Second
)

// counters add up: sent = ok + 4xx + 5xx + errors + what is in flight. Dropped requests found no free slot.
type counters struct {
	Sent    int `json:"sent"`
	OK      int `json:"ok"`
	Code4xx int `json:"4xx"`
	Code5xx int `json:"5xx"`
	Errors  int `json:"errors"`
	Dropped int `json:"dropped"`
}

type status struct {
	counters
	Rate float64 `json:"rate"`
}

type load struct {
	url, method, body string
	client            *http.Client

	mu          sync.Mutex
	rate        float64
	rateChanged chan struct{}
	counters    counters
}

func runLoad(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	target := flags.String("url", "", "what to call")
	rate := flags.Float64("rate", 1, "requests per second")
	duration := flags.Duration("duration", 0, "how long; 0 is until stopped")
	method := flags.String("method", http.MethodGet, "HTTP method")
	body := flags.String("body", "", "JSON request body")
	port := flags.Int("port", 8080, "where to listen for control")
	keepAlive := flags.Bool("keep-alive", false, "reuse connections; kube-proxy spreads load by connection")
	if err := parse(flags, args); err != nil {
		return err
	}
	parsed, err := url.Parse(*target)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return fmt.Errorf("--url: got %q, expected an http or https URL", *target)
	}
	if !validRate(*rate) {
		return fmt.Errorf("--rate: got %v, expected 0, or %v to %v", *rate, minRate, maxRate)
	}
	if _, err := http.NewRequest(*method, *target, nil); err != nil {
		return fmt.Errorf("--method: %w", err)
	}

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if *duration > 0 {
		time.AfterFunc(*duration, stop)
	}
	l := newLoad(*target, *method, *body, *rate, *keepAlive)
	served := make(chan error, 1)
	go func() {
		served <- serve(ctx, *port, l.mux())
		stop()
	}()
	l.run(ctx)
	stop()
	return errors.Join(<-served, json.NewEncoder(os.Stdout).Encode(l.status()))
}

func newLoad(url, method, body string, rate float64, keepAlive bool) *load {
	return &load{
		url: url, method: method, body: body, rate: rate,
		rateChanged: make(chan struct{}, 1),
		client: &http.Client{
			Timeout:   timeout,
			Transport: &http.Transport{DisableKeepAlives: !keepAlive, MaxIdleConnsPerHost: maxConcurrency},
			// Following a redirect would send more than the rate says.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (l *load) mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, l.status()) })
	mux.HandleFunc("PUT /rate", func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Rate *float64 }
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1024)).Decode(&body)
		if err != nil || body.Rate == nil || !validRate(*body.Rate) {
			refuse(w, http.StatusBadRequest, fmt.Sprintf(`body: expected {"rate": n}, n 0 or %v to %v`, minRate, maxRate))
			return
		}
		l.setRate(*body.Rate)
		answer(w, http.StatusOK, l.status())
	})
	return mux
}

// run is open-loop: the next request leaves on time even when the last one hangs, as real callers do.
func (l *load) run(ctx context.Context) {
	slots := make(chan struct{}, maxConcurrency)
	var inFlight sync.WaitGroup
	defer inFlight.Wait()
	for next := time.Now(); ; {
		var due <-chan time.Time
		rate := l.status().Rate
		if rate > 0 {
			due = time.After(time.Until(next))
		}
		select {
		case <-ctx.Done():
			return
		case <-l.rateChanged:
			// From now: a pause is not to be caught up on, and a slow rate's next turn may be minutes away.
			next = time.Now()
			continue
		case <-due:
		}
		next = next.Add(time.Duration(float64(time.Second) / rate))
		select {
		case slots <- struct{}{}:
			l.count(&l.counters.Sent)
			inFlight.Go(func() {
				l.send()
				<-slots
			})
		default:
			l.count(&l.counters.Dropped)
		}
	}
}

func (l *load) send() {
	request, err := http.NewRequest(l.method, l.url, strings.NewReader(l.body))
	if err != nil {
		l.count(&l.counters.Errors)
		return
	}
	if l.body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := l.client.Do(request)
	if err == nil {
		_, err = io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
	switch {
	case err != nil:
		l.count(&l.counters.Errors)
	case response.StatusCode >= 500:
		l.count(&l.counters.Code5xx)
	case response.StatusCode >= 400:
		l.count(&l.counters.Code4xx)
	default:
		l.count(&l.counters.OK)
	}
}

func (l *load) count(counter *int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	*counter++
}

func (l *load) status() status {
	l.mu.Lock()
	defer l.mu.Unlock()
	return status{l.counters, l.rate}
}

func (l *load) setRate(rate float64) {
	l.mu.Lock()
	l.rate = rate
	l.mu.Unlock()
	select {
	case l.rateChanged <- struct{}{}:
	default:
	}
}

func validRate(rate float64) bool {
	return rate == 0 || (rate >= minRate && rate <= maxRate)
}
