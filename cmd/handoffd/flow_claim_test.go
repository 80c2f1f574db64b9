package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestFlowSilenceIsClaimed: a window closes in silence. The rep reads so, with two working days to say why; what he
// says goes to the manager, and only the manager's word has it count. Nobody else hears of it.
func TestFlowSilenceIsClaimed(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.until("Tue 10:00")
	m := f.mail(rep, "No answer from you")
	if m == nil || !strings.Contains(m.Text, "answer `not my fault: WHY` by") {
		t.Fatalf("the claim: %+v", m)
	}
	if got := f.turns(rep); got != 1 {
		t.Errorf("silence that is only claimed costs: %d turns", got)
	}
	f.news()
	f.reply(rep, m, "not my fault: the office network was down all day")
	f.came("mara: Does it count?", rep+": Noted")
	asked := f.mail("mara", "Does it count?")
	if !strings.Contains(strings.ToLower(asked.Body), "> the office network was down") {
		t.Errorf("the manager does not read why:\n%s", asked.Text)
	}
	f.until("Fri 10:00")
	if got := f.turns(rep); got != 1 {
		t.Errorf("it counts before the manager has said so: %d turns", got)
	}
	f.news()
	f.reply("mara", asked, "count it")
	if got := f.turns(rep); got != 2 {
		t.Errorf("the manager says that it counts: %d turns", got)
	}
	if m := f.mail(rep, "Counts:"); !strings.Contains(m.Text, "Mara") {
		t.Errorf("the rep reads:\n%s", m.Text)
	}
}

// turns are those of a rep, by the ledger.
func (f *flow) turns(rep string) (n int) {
	f.Helper()
	f.view(func(tx *store.Tx) error {
		entries, err := tx.Ledger(handoff.PersonID(rep), time.Time{})
		for _, e := range entries {
			n += e.Turns
		}
		return err
	})
	return n
}
