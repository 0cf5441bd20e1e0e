package main

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

type product struct {
	Item       string `json:"item"`
	PriceCents int    `json:"price_cents"`
}

var catalog = []product{
	{"coffee-beans", 1450},
	{"espresso-cup", 900},
	{"milk-jug", 2200},
}

func getCatalog(c *gin.Context) {
	c.JSON(http.StatusOK, catalog)
}

func findProduct(item string) (product, bool) {
	i := slices.IndexFunc(catalog, func(p product) bool { return p.Item == item })
	if i < 0 {
		return product{}, false
	}
	return catalog[i], true
}
