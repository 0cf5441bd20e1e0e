package main

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

type product struct {
	Item       string `json:"item"`
	PriceCents int    `json:"price_cents"`
	// Stock is absent where there is no inventory to ask.
	Stock *int `json:"stock,omitempty"`
}

var catalog = []product{
	{Item: "coffee-beans", PriceCents: 1450},
	{Item: "espresso-cup", PriceCents: 900},
	{Item: "milk-jug", PriceCents: 2200},
}

func (s checkout) getCatalog(c *gin.Context) {
	if s.inventory == nil {
		c.JSON(http.StatusOK, catalog)
		return
	}
	stock, ok := s.inventory.get(c, "/stock")
	if !ok {
		return
	}
	products := slices.Clone(catalog)
	for i := range products {
		left := stock[products[i].Item]
		products[i].Stock = &left
	}
	c.JSON(http.StatusOK, products)
}

func findProduct(item string) (product, bool) {
	i := slices.IndexFunc(catalog, func(p product) bool { return p.Item == item })
	if i < 0 {
		return product{}, false
	}
	return catalog[i], true
}
