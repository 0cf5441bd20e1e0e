package main

import (
	"errors"
	"strings"

	"github.com/gin-gonic/gin"
)

type failure struct {
	Error    string   `json:"error"`
	Problems []string `json:"problems,omitempty"`
}

// fail answers in JSON and hands the reason to the request's log line.
func fail(c *gin.Context, code int, reason string, problems ...string) {
	_ = c.Error(errors.New(strings.Join(append([]string{reason}, problems...), "; ")))
	c.AbortWithStatusJSON(code, failure{Error: reason, Problems: problems})
}
