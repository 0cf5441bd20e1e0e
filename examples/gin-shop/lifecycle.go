package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// serve answers until ctx ends, then stops without cutting off a request. A nil admin listener leaves chaos out.
func (s *service) serve(ctx context.Context, config config, public, admin net.Listener) error {
	servers := []*http.Server{s.newServer(s.publicHandler())}
	listeners := []net.Listener{public}
	if admin != nil {
		servers = append(servers, s.newServer(s.adminHandler()))
		listeners = append(listeners, admin)
	}

	failed := make(chan error, len(servers))
	for i, server := range servers {
		go func() { failed <- server.Serve(listeners[i]) }()
	}
	s.logger.Info("serving", "role", config.role, "address", public.Addr().String(), "chaos", admin != nil)

	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = s.drain(config, servers, failed)
	}
	for _, server := range servers {
		server.Close()
	}
	s.logger.Info("stopped serving")
	return err
}

func (s *service) drain(config config, servers []*http.Server, failed <-chan error) error {
	s.draining.Store(true)
	s.logger.Info("draining", "drain", config.drain.String(), "shutdown_timeout", config.shutdownTimeout.String())
	select {
	case err := <-failed:
		return err
	case <-time.After(config.drain):
	}

	ctx, cancel := context.WithTimeout(context.Background(), config.shutdownTimeout)
	defer cancel()
	var errs []error
	for _, server := range servers {
		errs = append(errs, server.Shutdown(ctx))
	}
	return errors.Join(errs...)
}

func (s *service) newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		// A response that chaos delays must still get out.
		WriteTimeout:   maxLatency + 5*time.Second,
		IdleTimeout:    2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
		ErrorLog:       slog.NewLogLogger(s.logger.Handler(), slog.LevelWarn),
	}
}
