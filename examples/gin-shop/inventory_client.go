package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// inventoryClient asks the service next door what is in stock.
type inventoryClient struct {
	url     string
	timeout time.Duration
	http    *http.Client
}

// newInventoryClient is nil where the configuration names no inventory.
func newInventoryClient(config config, telemetry telemetry) *inventoryClient {
	if config.inventoryURL == "" {
		return nil
	}
	return &inventoryClient{
		url:     config.inventoryURL,
		timeout: config.inventoryTimeout,
		http:    &http.Client{Transport: traceCalls(telemetry)},
	}
}

// get answers the request itself when it reports false.
func (i *inventoryClient) get(c *gin.Context, path string) (map[string]int, bool) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), i.timeout)
	defer cancel()
	stock, err := i.ask(ctx, path, c.GetString(requestIDKey))
	_, answered := errors.AsType[badAnswer](err)
	switch {
	case err == nil:
		return stock, true
	case callerLeft(c):
	case answered:
		failBecause(c, http.StatusBadGateway, "inventory failed", err)
	case errors.Is(err, context.DeadlineExceeded):
		failBecause(c, http.StatusServiceUnavailable, fmt.Sprintf("inventory did not answer within %s", i.timeout), err)
	default:
		failBecause(c, http.StatusServiceUnavailable, "inventory is unavailable", err)
	}
	return nil, false
}

// badAnswer is one that came, but not with the stock.
type badAnswer string

func (a badAnswer) Error() string { return string(a) }

func (i *inventoryClient) ask(ctx context.Context, path, requestID string) (map[string]int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, i.url+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("X-Request-ID", requestID)
	response, err := i.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	if err != nil {
		return nil, err
	}

	if response.StatusCode != http.StatusOK {
		var told failure
		if json.Unmarshal(body, &told) != nil || told.Error == "" {
			told.Error = excerpt(body)
		}
		return nil, badAnswer(fmt.Sprintf("answered %d: %s", response.StatusCode, told.Error))
	}
	var stock map[string]int
	if json.Unmarshal(body, &stock) != nil {
		return nil, badAnswer(fmt.Sprintf("answered %s, expected the stock", excerpt(body)))
	}
	return stock, nil
}
