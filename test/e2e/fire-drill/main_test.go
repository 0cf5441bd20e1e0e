package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestRunRefuses(t *testing.T) {
	tests := []struct{ name, args, message string }{
		{"no command", "", "expected a command"},
		{"an unknown command", "burn", `got command "burn"`},
		{"an unknown flag", "receive --prot 1", "not defined"},
		{"a stray argument", "load --keep-alive false", "expected flags only"},
		{"no URL", "load --rate 1", `--url: got ""`},
		{"another scheme", "load --url ftp://shop", `--url: got "ftp://shop"`},
		{"a negative rate", "load --url http://shop --rate -1", "--rate: got -1"},
		{"a rate that is no number", "load --url http://shop --rate NaN", "--rate: got NaN"},
		{"lines of no run", "lines --count 3", `--run: got ""`},
		{"no lines", "lines --run a --count 0", "--count: got 0"},
		{"a method with a space", "load --url http://shop --method G/T@", "--method: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := run(t.Context(), strings.Fields(test.args))

			if err == nil || !strings.Contains(err.Error(), test.message) {
				t.Errorf("got %v, want %s", err, test.message)
			}
		})
	}
}

func TestCommandsServeUntilStopped(t *testing.T) {
	target := httptest.NewServer(http.NotFoundHandler())
	defer target.Close()
	for _, command := range []string{"receive", "load --url " + target.URL + " --rate 100"} {
		t.Run(command, func(t *testing.T) {
			port := freePort(t)
			ctx, terminate := context.WithCancel(t.Context())
			stopped := make(chan error, 1)
			go func() { stopped <- run(ctx, strings.Fields(fmt.Sprintf("%s --port %d", command, port))) }()
			eventually(t, func() bool {
				response, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/ready", port))
				if err != nil {
					return false
				}
				response.Body.Close()
				return response.StatusCode == http.StatusOK
			})

			terminate()

			if err := <-stopped; err != nil {
				t.Errorf("stopped with %v", err)
			}
		})
	}
}

func TestLoadFailsWhenItsPortIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port

	err = run(t.Context(), strings.Fields(fmt.Sprintf("load --url http://127.0.0.1:1 --rate 0 --port %d", port)))

	if err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("got %v", err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

func eventually(t *testing.T, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !condition(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("did not happen within 10 s")
		}
	}
}

func call(handler http.Handler, method, path, body string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}
