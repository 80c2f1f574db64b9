package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestHashedLog: no address is left in a record, however it is logged; the rest stands as it was, and the same address
// has the same hash whatever its case.
func TestHashedLog(t *testing.T) {
	t.Parallel()
	const address = "rita.vance@acme.example"
	hash := hashedAddresses(address)
	for _, row := range []struct {
		name string
		log  func(*slog.Logger)
		want string
	}{
		{"text", func(l *slog.Logger) { l.Info("x", "to", address) }, "msg=x to=" + hash},
		{"case", func(l *slog.Logger) { l.Info("x", "to", "Rita.Vance@Acme.example") }, "to=" + hash},
		{"message", func(l *slog.Logger) { l.Info("to <" + address + ">, " + address + ".") },
			`msg="to <` + hash + ">, " + hash + `."`},
		{"error", func(l *slog.Logger) { l.Info("x", "error", fmt.Errorf("of %s: %w", address, errors.ErrUnsupported)) },
			`error="of ` + hash + `: unsupported operation"`},
		{"list", func(l *slog.Logger) { l.Info("x", "all", []string{address, "b@c.example"}) },
			`all="[` + hash + " " + hashedAddresses("b@c.example") + `]"`},
		{"key of a row", func(l *slog.Logger) { l.Info("x", "key", "HO-1/invite/"+address+"/2") },
			`key=HO-1/invite/` + hash + "/2"},
		{"group", func(l *slog.Logger) { l.Info("x", slog.Group("g", "to", address)) }, "g.to=" + hash},
		{"with", func(l *slog.Logger) { l.With("to", address).WithGroup("g").Info("x", "n", 1) }, "to=" + hash + " g.n=1"},
		{"mailbox", func(l *slog.Logger) { l.Info("x", "mailbox", address+"/INBOX") }, "mailbox=" + hash + "/INBOX"},
		{"umlaut", func(l *slog.Logger) { l.Info("x", "to", "jürgen@bücher.example") },
			"to=" + hashedAddresses("jürgen@bücher.example")},
		{"none", func(l *slog.Logger) { l.Info("at 5", "n", 5) }, `msg="at 5" n=5`},
	} {
		var out bytes.Buffer
		row.log(slog.New(hashedLog{slog.NewTextHandler(&out, nil)}))
		if got := strings.TrimSpace(out.String()); !strings.HasSuffix(got, row.want) || strings.Contains(got, "@") {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}
