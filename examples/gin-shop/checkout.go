package main

import (
	"crypto/rand"
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
)

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

func postCheckout(c *gin.Context) {
	body, ok := readBody(c)
	if !ok {
		return
	}
	var o order
	if problems := decode(body, &o, orderFields); problems != nil {
		fail(c, http.StatusBadRequest, "invalid order", problems...)
		return
	}
	c.JSON(http.StatusOK, gin.H{
		"order_id":    rand.Text(),
		"item":        o.product.Item,
		"quantity":    o.quantity,
		"total_cents": o.quantity * o.product.PriceCents,
	})
}
