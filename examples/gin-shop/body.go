package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

const maxBody = 16 << 10

// field is one key of a JSON body. set stores its value, or answers false when the value is not what is expected.
type field[T any] struct {
	name     string
	expected string
	required bool
	set      func(*T, json.RawMessage) bool
}

// readBody answers the request itself when it reports false.
func readBody(c *gin.Context) ([]byte, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		fail(c, http.StatusRequestEntityTooLarge, fmt.Sprintf("body is larger than %d bytes", maxBody))
		return nil, false
	}
	if err != nil {
		fail(c, http.StatusBadRequest, "body could not be read")
		return nil, false
	}
	return body, true
}

// decode goes field by field because a struct would stop at the first wrong type and take null for "not given".
func decode[T any](body []byte, into *T, fields []field[T]) []string {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(body, &given); err != nil || given == nil {
		return []string{fmt.Sprintf("body: got %s, expected a JSON object", excerpt(body))}
	}

	var problems []string
	for _, f := range fields {
		raw, ok := given[f.name]
		delete(given, f.name)
		switch {
		case !ok && f.required:
			problems = append(problems, fmt.Sprintf("%s: missing, expected %s", f.name, f.expected))
		case ok && (string(raw) == "null" || !f.set(into, raw)):
			problems = append(problems, fmt.Sprintf("%s: got %s, expected %s", f.name, excerpt(raw), f.expected))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		problems = append(problems, fmt.Sprintf("%s: unknown field", excerpt([]byte(name))))
	}
	return problems
}

func between[N int | float64](raw json.RawMessage, low, high N, into *N) bool {
	var n N
	if json.Unmarshal(raw, &n) != nil || n < low || n > high {
		return false
	}
	*into = n
	return true
}

// excerpt keeps a hostile body from being echoed in full into answers and logs.
func excerpt(raw []byte) string {
	const limit = 60
	switch {
	case len(raw) == 0:
		return "nothing"
	case len(raw) > limit:
		return string(raw[:limit]) + "…"
	default:
		return string(raw)
	}
}
