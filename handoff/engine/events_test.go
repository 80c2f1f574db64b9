package engine

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// events counts what a service says it has done.
type events map[string]int

func (e events) Took(verdict, kind string) { e["took "+verdict+" "+kind]++ }
func (e events) Decided(kind handoff.Kind, state handoff.State, late time.Duration) {
	e[fmt.Sprintf("decided %s %s %s", kind, state, late)]++
}
func (e events) Sent(purpose handoff.Purpose, via string) {
	e[fmt.Sprintf("sent %s %s", purpose, via)]++
}
func (e events) Failed(purpose handoff.Purpose) { e[fmt.Sprintf("failed %s", purpose)]++ }

// TestTheLogTellsEachMailAndDecision: one line each for what came in, what was held and why, what was decided and what
// went out, with the id of the lead where there is one; and whoever counts is told of the same.
func TestTheLogTellsEachMailAndDecision(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var log bytes.Buffer
	told := events{}
	o.restart(func(p *Options) {
		p.Events, p.Log = told, slog.New(slog.NewTextHandler(&log, nil))
		p.Words = func(_ *handoff.Config, r handoff.Reason) string { return "in words: " + string(r.Sentence()) }
	})
	h := o.offered()
	o.send(mallory, mail.Draft{To: to(handoffAddress), Subject: "hello", Text: "Buy this."})
	o.settle(h.Current().Due.Add(time.Minute).Sub(o.now))
	id := "handoff=" + string(h.ID)
	for _, want := range [][]string{
		{`msg="mail taken"`, id, "from=quinn@acme.example", "kind=human_reply"},
		{`msg="mail held"`, `handoff=""`, "from=mallory@", `why="in words: `},
		{"msg=decided", id, "fact=briefed", "state=offered", "reason=complete", `why="in words: complete"`},
		{"msg=sent", id, "what=invite", "to=" + rita, "via=smtp"},
	} {
		lines := 0
		for line := range strings.Lines(log.String()) {
			all := true
			for _, part := range want {
				all = all && strings.Contains(line, part)
			}
			if all {
				lines++
			}
		}
		if lines != 1 {
			t.Errorf("%d lines with %q:\n%s", lines, want, log.String())
		}
	}
	if strings.Contains(log.String(), "fact=sent") {
		t.Error("each mail that goes out is told twice")
	}
	for _, want := range []string{"took taken human_reply", "took held human_reply", "decided briefed offered 0s",
		"decided deadline escalated 1m0s"} {
		if told[want] != 1 {
			t.Errorf("%s: told %d times of %v", want, told[want], told)
		}
	}
	if told["sent invite smtp"] == 0 {
		t.Errorf("nothing was sent: %v", told)
	}
}
