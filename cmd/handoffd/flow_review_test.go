package main

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestFlowReviewIsAnsweredLineByLine, over real mail servers: a meeting was held and nobody named what is next. On
// Thursday the rep's Today has a line to fill; left empty, it stands in the manager's mail of the week, where the
// manager fills it. What was said stands in the lead, and nobody gets a mail about it but the rep, in Today.
func TestFlowReviewIsAnsweredLineByLine(t *testing.T) {
	f := newFlow(t, func(f *flow) { f.config.WeeklyFigures = true })
	rep := f.over()
	f.reply(rep, f.last1(rep, "Today"), "1 good")
	h := f.lead()
	if h.State != handoff.Held {
		t.Fatalf("%s: %s", h.State, h.Why)
	}
	line := string(h.ID) + " next:"
	f.until("Thu 10:05")
	today := f.last1(rep, "Today")
	f.says(today, line)
	f.logMail(rep, "Today")
	f.reply(rep, today, line) // nothing filled in
	if s := f.lead().Step; s != nil && s.What != "" {
		t.Errorf("an empty line gave the step %+v", s)
	}
	f.until("Mon 10:05")
	week := f.last1("mara", "Your week")
	f.says(week, line)
	f.logMail("mara", "Your week")
	f.reply("mara", week, line+" demo Thu")
	h = f.lead()
	if h.Step == nil || h.Step.What != "demo" || string(h.Step.Owner) != rep || h.Step.By != "mara" {
		t.Errorf("the manager's line gave %+v: %s", h.Step, h.Why)
	}
	f.until("Tue 10:05")
	if m := f.last1(rep, "Today"); strings.Contains(m.Text, line) {
		t.Errorf("it is asked for still:\n%s", m.Text)
	}
	f.until("Thu 10:05")
	f.says(f.last1(rep, "Today"), "Demo: Pat Kim")
}
