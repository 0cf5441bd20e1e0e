package main

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// asProgram makes the tests' own binary the program, for what ends a process.
const asProgram = "GIN_SHOP_AS_PROGRAM"

type process struct {
	*exec.Cmd
	public, admin string
	output        *bytes.Buffer
}

func aProcess(t *testing.T, role string, variables ...string) process {
	t.Helper()
	public, admin := freePort(t), freePort(t)
	p := process{exec.Command(os.Args[0], role), "http://localhost:" + public, "http://localhost:" + admin, &bytes.Buffer{}}
	p.Env = append(os.Environ(), append(variables, asProgram+"=1", "PORT="+public, "ADMIN_PORT="+admin)...)
	p.Stdout, p.Stderr = p.output, p.output
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	for deadline := time.Now().Add(10 * time.Second); status(p.public+"/ready") != 200; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("did not start: %s", p.output)
		}
	}
	return p
}

func freePort(t *testing.T) string {
	t.Helper()
	free := listen(t)
	defer free.Close()
	_, port, _ := net.SplitHostPort(free.Addr().String())
	return port
}

func TestTerminationSendsTheLastTelemetry(t *testing.T) {
	collector := aCollector(t)
	p := aProcess(t, roleInventory, "REDIS_ADDR="+miniredis.RunT(t).Addr())
	if code := status(p.public + "/stock"); code != 200 {
		t.Fatalf("/stock answers %d", code)
	}

	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}

	if err := p.Wait(); err != nil {
		t.Errorf("ended with %v: %s", err, p.output)
	}
	if len(collector.spans) == 0 || len(collector.metrics) == 0 {
		t.Errorf("got spans %v and metrics %v", collector.spans, collector.metrics)
	}
}

func TestACrashPrintsItsStack(t *testing.T) {
	p := aProcess(t, roleCheckout)
	request, _ := http.NewRequest(http.MethodPut, p.admin+"/chaos", strings.NewReader(`{"crash":true}`))

	response, err := http.DefaultClient.Do(request)

	if err != nil || response.StatusCode != 200 {
		t.Errorf("the answer did not get out: %v", err)
	}
	err = p.Wait()
	if p.ProcessState.ExitCode() != 2 {
		t.Errorf("ended with %v", err)
	}
	stack := regexp.MustCompile(`(?m)^panic: chaos: injected crash\n\ngoroutine \d+ \[running\]:\n\S+\.crash\(`)
	if !stack.Match(p.output.Bytes()) {
		t.Errorf("got %s", p.output)
	}
}
