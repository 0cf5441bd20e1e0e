package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"
)

// checkout is the role that sells. Without an inventory it sells whatever is asked for.
type checkout struct {
	inventory *inventoryClient
}

func newCheckout(config config, telemetry telemetry, logger *slog.Logger) *service {
	role := checkout{inventory: newInventoryClient(config, telemetry)}
	metrics := newMetrics()
	s := &service{
		logger: logger,
		traffic: []route{
			{http.MethodGet, "/catalog", role.getCatalog},
			{http.MethodPost, "/checkout", role.postCheckout},
		},
		trace:   traceRequests(telemetry),
		measure: metrics.observe,
		scrape:  metrics.handler(),
		chaos:   newChaos(logger, nil),
	}
	for _, route := range s.traffic {
		metrics.initialise(route.method, route.path)
	}
	return s
}

type order struct {
	product  product
	quantity int
}

var orderFields = []field[order]{
	{name: "item", expected: "an item of GET /catalog", required: true, set: func(o *order, raw json.RawMessage) (ok bool) {
		var item string
		if json.Unmarshal(raw, &item) == nil {
			o.product, ok = findProduct(item)
		}
		return ok
	}},
	{name: "quantity", expected: "an integer from 1 to 100", required: true, set: func(o *order, raw json.RawMessage) bool {
		return between(raw, 1, 100, &o.quantity)
	}},
}

func (s checkout) postCheckout(c *gin.Context) {
	body, ok := readBody(c)
	if !ok {
		return
	}
	var o order
	if problems := decode(body, &o, orderFields); problems != nil {
		fail(c, http.StatusBadRequest, "invalid order", problems...)
		return
	}
	if s.inventory != nil {
		stock, ok := s.inventory.get(c, "/stock/"+o.product.Item)
		if !ok {
			return
		}
		if left := stock[o.product.Item]; left < o.quantity {
			fail(c, http.StatusConflict, fmt.Sprintf("only %d of %s in stock", left, o.product.Item))
			return
		}
	}
	c.JSON(http.StatusOK, gin.H{
		"order_id":    rand.Text(),
		"item":        o.product.Item,
		"quantity":    o.quantity,
		"total_cents": o.quantity * o.product.PriceCents,
	})
}
