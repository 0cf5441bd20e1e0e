package main

import (
	"testing"
	"time"
)

func TestReadConfig(t *testing.T) {
	tests := []struct {
		name string
		args []string
		env  map[string]string
		want config
		err  string
	}{
		{name: "has defaults", want: config{
			role: "checkout", port: 8080, adminPort: 9090, chaos: true, shutdownTimeout: 20 * time.Second,
			inventoryTimeout: time.Second, redisAddr: "localhost:6379", redisTimeout: 500 * time.Millisecond,
		}},
		{
			name: "reads every variable",
			args: []string{"inventory"},
			env: map[string]string{"PORT": "80", "ADMIN_PORT": "81", "CHAOS": "off", "DRAIN": "3s", "SHUTDOWN_TIMEOUT": "1m",
				"INVENTORY_URL": "http://inventory.shop.svc:8080/", "INVENTORY_TIMEOUT": "2s",
				"REDIS_ADDR": "redis:6379", "REDIS_TIMEOUT": "50ms",
				"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"},
			want: config{
				role: "inventory", port: 80, adminPort: 81, drain: 3 * time.Second, shutdownTimeout: time.Minute,
				inventoryURL: "http://inventory.shop.svc:8080", inventoryTimeout: 2 * time.Second,
				redisAddr: "redis:6379", redisTimeout: 50 * time.Millisecond, otlpEndpoint: "http://collector:4318",
			},
		},
		{
			name: "reports all problems at once",
			args: []string{"warehouse"},
			env: map[string]string{"PORT": "http", "ADMIN_PORT": "0", "CHAOS": "maybe", "DRAIN": "-1s", "SHUTDOWN_TIMEOUT": "20",
				"INVENTORY_URL": "inventory:8080", "INVENTORY_TIMEOUT": "0s", "REDIS_ADDR": "redis", "REDIS_TIMEOUT": "0s",
				"OTEL_EXPORTER_OTLP_ENDPOINT": "collector", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
			err: `argument: got "warehouse", expected "checkout" or "inventory"
PORT: got "http", expected a port from 1 to 65535
ADMIN_PORT: got "0", expected a port from 1 to 65535
DRAIN: got "-1s", expected a duration such as "5s"
SHUTDOWN_TIMEOUT: got "20", expected a duration such as "5s"
CHAOS: got "maybe", expected "on" or "off"
OTEL_EXPORTER_OTLP_ENDPOINT: got "collector", expected a URL such as "http://name:8080"
INVENTORY_URL: got "inventory:8080", expected a URL such as "http://name:8080"
INVENTORY_TIMEOUT: got "0s", expected a duration such as "5s"
REDIS_ADDR: got "redis", expected a host and port such as "redis:6379"
REDIS_TIMEOUT: got "0s", expected a duration such as "5s"
OTEL_EXPORTER_OTLP_PROTOCOL: got "grpc", expected "http/protobuf"`,
		},
		{
			name: "refuses one port for both",
			env:  map[string]string{"PORT": "9090"},
			err:  "ADMIN_PORT: got 9090, expected another port than PORT",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := readConfig(test.args, func(name string) string { return test.env[name] })

			if test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Errorf("got error %v, want %s", err, test.err)
				}
				return
			}
			if err != nil || got != test.want {
				t.Errorf("got %+v, %v, want %+v", got, err, test.want)
			}
		})
	}
}
