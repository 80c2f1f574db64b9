// Package realtest says for all tests alike when a real server is left out: with -short, and where it is not installed.
// Both are seen, and under CI a server that is missing is a failure.
package realtest

import (
	"errors"
	"os"
	"testing"

	"handoffd/mail/mailtest"
)

// Begin leaves the test out of short runs, before a real server is started.
func Begin(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("real servers take their time; run without -short")
	}
}

// Check ends the test if the servers could not be started.
func Check(t testing.TB, err error) {
	t.Helper()
	switch {
	case errors.Is(err, mailtest.ErrUnavailable) && os.Getenv("CI") == "":
		t.Skipf("not tried over real servers: %v", err)
	case err != nil:
		t.Fatal(err)
	}
}
