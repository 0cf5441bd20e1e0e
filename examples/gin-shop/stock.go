package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

const (
	stockKey = "stock"
	// untouchedStock is of an item that Redis knows nothing of, so that an empty Redis is a full shop.
	untouchedStock = 100
)

// stock is how many of each item are left: a hash in Redis.
type stock struct {
	redis   *redis.Client
	timeout time.Duration
}

// redisOptions leave out retries, which would hide a failure, and handshakes of commercial versions.
func redisOptions(address string) *redis.Options {
	return &redis.Options{
		Addr:                     address,
		ContextTimeoutEnabled:    true,
		MaxRetries:               -1,
		DialerRetries:            1,
		DisableIdentity:          true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
}

func (s stock) list(c *gin.Context) {
	items := make([]string, len(catalog))
	for i, product := range catalog {
		items[i] = product.Item
	}
	s.answer(c, items...)
}

func (s stock) show(c *gin.Context) {
	product, ok := findProduct(c.Param("item"))
	if !ok {
		fail(c, http.StatusNotFound, "no such item")
		return
	}
	s.answer(c, product.Item)
}

func (s stock) answer(c *gin.Context, items ...string) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.timeout)
	defer cancel()
	counts, err := s.redis.HMGet(ctx, stockKey, items...).Result()
	switch {
	case err == nil:
		answerCounts(c, items, counts)
	case callerLeft(c):
	case timedOut(err):
		failBecause(c, http.StatusGatewayTimeout, fmt.Sprintf("redis did not answer within %s", s.timeout), err)
	default:
		failBecause(c, http.StatusServiceUnavailable, "redis is unavailable", err)
	}
}

func answerCounts(c *gin.Context, items []string, counts []any) {
	stock := make(map[string]int, len(items))
	for i, item := range items {
		stock[item] = untouchedStock
		if text, ok := counts[i].(string); ok {
			n, err := strconv.Atoi(text)
			if err != nil {
				failBecause(c, http.StatusInternalServerError, "redis holds no number for "+item, err)
				return
			}
			stock[item] = n
		}
	}
	c.JSON(http.StatusOK, stock)
}

// timedOut knows both forms: the context's own error, and that of a connection or pool it cut short.
func timedOut(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, redis.ErrPoolTimeout) {
		return true
	}
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout()
}
