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
)

func main() {
	logger := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	if err := run(logger); err != nil {
		logger.Error("stopped", "error", err.Error())
		os.Exit(1)
	}
}

func run(logger *slog.Logger) error {
	gin.SetMode(gin.ReleaseMode)
	config, err := readConfig(os.Getenv)
	if err != nil {
		return err
	}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	// Unregistering after the first signal lets a second one end a drain that hangs.
	context.AfterFunc(ctx, stop)

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
	return newShop(logger).serve(ctx, config, public, admin)
}
