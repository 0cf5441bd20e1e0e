// Command gin-shop is a small shop that can be broken on purpose, to see its alerts, dashboards and runbooks at work.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/gin-gonic/gin"
	"github.com/redis/go-redis/v9/logging"
	"go.opentelemetry.io/otel"
)

func main() {
	logger := newLogger(os.Stdout)
	if err := run(logger); err != nil {
		logger.Error("stopped", "error", err.Error())
		os.Exit(1)
	}
}

func run(logger *slog.Logger) error {
	gin.SetMode(gin.ReleaseMode)
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { logger.Warn("telemetry", "error", err.Error()) }))
	// The client of Redis would tell in plain text what it also returns as an error.
	logging.Disable()
	config, err := readConfig(os.Args[1:], os.Getenv)
	if err != nil {
		return err
	}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	// Unregistering after the first signal lets a second one end a drain that hangs.
	context.AfterFunc(ctx, stop)

	telemetry, err := newTelemetry(ctx, config)
	if err != nil {
		return err
	}
	defer telemetry.end(logger)
	service, err := newService(config, telemetry, logger)
	if err != nil {
		return err
	}
	public, err := net.Listen("tcp", fmt.Sprintf(":%d", config.port))
	if err != nil {
		return err
	}
	var admin net.Listener
	if config.chaos {
		if admin, err = net.Listen("tcp", fmt.Sprintf(":%d", config.adminPort)); err != nil {
			return err
		}
	}
	return service.serve(ctx, config, public, admin)
}

func newService(config config, telemetry telemetry, logger *slog.Logger) (*service, error) {
	if config.role == roleInventory {
		return newInventory(config, telemetry, logger)
	}
	return newCheckout(config, telemetry, logger), nil
}
