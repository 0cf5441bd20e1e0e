package main

import (
	"testing"
	"time"
)

func TestReadConfig(t *testing.T) {
	tests := []struct {
		name string
		env  map[string]string
		want config
		err  string
	}{
		{name: "has defaults", want: config{8080, 9090, true, 0, 20 * time.Second}},
		{
			name: "reads every variable",
			env:  map[string]string{"PORT": "80", "ADMIN_PORT": "81", "CHAOS": "off", "DRAIN": "3s", "SHUTDOWN_TIMEOUT": "1m"},
			want: config{80, 81, false, 3 * time.Second, time.Minute},
		},
		{
			name: "reports all problems at once",
			env:  map[string]string{"PORT": "http", "ADMIN_PORT": "0", "CHAOS": "maybe", "DRAIN": "-1s", "SHUTDOWN_TIMEOUT": "20"},
			err: `PORT: got "http", expected a port from 1 to 65535
ADMIN_PORT: got "0", expected a port from 1 to 65535
DRAIN: got "-1s", expected a duration such as "5s"
SHUTDOWN_TIMEOUT: got "20", expected a duration such as "5s"
CHAOS: got "maybe", expected "on" or "off"`,
		},
		{
			name: "refuses one port for both",
			env:  map[string]string{"PORT": "9090"},
			err:  "ADMIN_PORT: got 9090, expected another port than PORT",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := readConfig(func(name string) string { return test.env[name] })

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
