package main

import (
	"io"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
)

func TestCheckUsage(t *testing.T) {
	h := hosttest.StartLocal(t)
	path := h.Config(t, demo.Config)
	for name, args := range map[string][]string{
		"address without probe": {"ann@globex.example"},
		"no address":            {"--probe", "Ann <ann@globex.example>"},
		"itself":                {"--probe", "handoff+x@acme.example"},
		"no such mailbox":       {"--mailbox", "wset"},
		"no wait":               {"--probe", "ann@globex.example", "--wait", "0s"},
		"too many": {"--probe", "a1@x.example,a2@x.example,a3@x.example,a4@x.example,a5@x.example,a6@x.example",
			"a7@x.example", "a8@x.example", "a9@x.example", "b1@x.example", "b2@x.example"},
	} {
		var errs strings.Builder
		code := run(t.Context(), append([]string{"check", "--config", path}, args...),
			streams{out: io.Discard, err: &errs, now: time.Now})
		if code != exitUsage {
			t.Errorf("%s: exit code %d: %s", name, code, errs.String())
		}
	}
	if n := h.Accepted(); n != 0 {
		t.Errorf("%d mails were sent", n)
	}
}
