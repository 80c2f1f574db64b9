package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestPause: a manager pauses the team and ends it, everybody who sees the team reads of it, and nobody else pauses.
func TestPause(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	mara := r.as("mara")
	for _, do := range []string{"pause", "resume"} {
		if code, body := mara.post("/board", "do", do, "whose", "sales/ben", "until", "Fri"); code != http.StatusSeeOther {
			t.Errorf("%s, before the first lead: %d\n%s", do, code, body)
		}
	}
	h := r.hand("quinn", globex)
	for _, until := range []string{"", "Blursday", "last Friday"} {
		code, body := mara.post("/board", "do", "pause", "whose", "sales/rita", "until", until)
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, `value="`+until+`"`) ||
			!strings.Contains(body, `value="sales/rita" selected`) || strings.Contains(body, "<code>pause") ||
			until != "" && !strings.Contains(body, "“"+until+"” is no day to come") ||
			!strings.Contains(body, `<span class="soft">4 January</span>`) {
			t.Errorf("until %q: %d\n%s", until, code, body)
		}
	}
	if got := r.lead(h.ID); got.Version != h.Version {
		t.Error("what was not understood was kept")
	}
	if code, body := mara.post("/board", "do", "pause", "whose", "sales/", "until", "Fri"); code != http.StatusSeeOther {
		t.Errorf("the team: %d\n%s", code, body)
	}
	if got := r.lead(h.ID); got.Version != h.Version { // it has nothing to do with the lead
		t.Error("a pause of the team stands in the history of a lead")
	}
	if _, body := mara.get("/board"); !strings.Contains(body, "Mara Lindt has the team sales take no leads until Fri 27 Nov") {
		t.Errorf("what was done is not told\n%s", body)
	}
	if d := r.hand("quinn", strings.ReplaceAll(globex, "Globex", "Hooli")); d.Rep() != "" {
		t.Errorf("a lead goes to %s in the pause", d.Rep())
	}
	if _, body := r.as("alma").get("/board"); !strings.Contains(body, "</strong> has no new leads until Fri 27 Nov") ||
		strings.Contains(body, "End it now") {
		t.Errorf("the advocate reads\n%s", body)
	}
	for _, who := range []handoff.PersonID{"alma", "rita", "quinn"} {
		if code, _ := r.as(who).post("/board", "do", "pause", "whose", "sales/", "until", "Fri"); code !=
			http.StatusForbidden {
			t.Errorf("%s pauses: %d", who, code)
		}
	}
	if code, _ := mara.post("/board", "do", "resume", "whose", "sales/"); code != http.StatusSeeOther {
		t.Errorf("the end: %d", code)
	}
	if _, body := mara.get("/board"); !strings.Contains(body, "Nobody is paused") {
		t.Errorf("then\n%s", body)
	}
	if code, body := mara.post("/board", "do", "resume", "whose", "sales/"); code != http.StatusUnprocessableEntity ||
		!strings.Contains(body, "is not paused") {
		t.Errorf("twice: %d\n%s", code, body)
	}
	for _, do := range []string{"pause", "resume"} { // the admin answers for all teams
		if code, body := r.as("olga").post("/board", "do", do, "whose", "sales/", "until", "Fri"); code != http.StatusSeeOther {
			t.Errorf("the admin, %s: %d\n%s", do, code, body)
		}
	}
	before := r.lead(h.ID).Version
	if code, body := mara.post("/board", "do", "pause", "whose", "sales/ben", "until", "Fri"); code != http.StatusSeeOther {
		t.Errorf("a rep: %d\n%s", code, body)
	}
	if got := r.lead(h.ID); got.Version != before {
		t.Error("a pause of a rep stands in the history of a lead")
	}
	booked, told := 0, 0
	if err := r.Store.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Ledger("ben", time.Time{})
		for _, e := range all {
			if e.Kind == handoff.EntryResumed && e.Handoff == "" {
				booked++
			}
		}
		rows, err2 := tx.Outbox("")
		for _, row := range rows {
			if row.Action.To.Person == "ben" && strings.Contains(row.Action.Key(), "rotation ben") {
				told++
			}
		}
		return errors.Join(err, err2)
	}); err != nil || booked != 3 || told != 2 { // there is one clock
		t.Errorf("%d entries, %d mails: %v", booked, told, err)
	}
	if _, body := mara.get("/board"); !strings.Contains(body, "<strong>Ben Ortiz</strong> has no new leads") {
		t.Errorf("of a rep\n%s", body)
	}
	mara.post("/board", "do", "resume", "whose", "sales/ben")
	if _, body := mara.get("/board"); strings.Contains(body, "<strong>Ben Ortiz</strong> has no new leads") {
		t.Errorf("the pause of a rep does not end\n%s", body)
	}
	if code, _ := mara.post("/board", "do", "pause", "whose", "sales/nobody", "until", "Fri"); code != http.StatusBadRequest {
		t.Errorf("nobody: %d", code)
	}
}

// TestPauseKeepsTheFilters of the board on which it is set.
func TestPauseKeepsTheFilters(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	mara := r.as("mara")
	const filtered = "/board?overdue=1&rep=ben&state=offered"
	if _, body := mara.get(filtered); strings.Count(body, `action="`+strings.ReplaceAll(filtered, "&", "&amp;")+`#pause"`) != 1 {
		t.Errorf("the form drops them\n%s", body)
	}
	if code, body := mara.post(filtered, "do", "pause", "whose", "sales/", "until", "Blursday"); code !=
		http.StatusUnprocessableEntity || !strings.Contains(body, `value="ben" selected`) {
		t.Errorf("what is wrong drops them: %d\n%s", code, body)
	}
	if code, to := mara.post(filtered, "do", "pause", "whose", "sales/", "until", "Fri"); code != http.StatusSeeOther || to != filtered {
		t.Errorf("what is done drops them: %d %s", code, to)
	}
}

// TestPauseOfAnotherIsNotReplacedUnseen: a form that was shown before somebody else's pause does not replace it.
func TestPauseOfAnotherIsNotReplacedUnseen(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.hand("quinn", globex)
	olga, mara := r.as("olga"), r.as("mara")
	shown := func(b *browser) string {
		_, body := b.get("/board")
		_, value, _ := strings.Cut(body, `name="shown" value="`)
		value, _, _ = strings.Cut(value, `"`)
		return value
	}
	before := shown(olga)
	r.now = r.now.Add(time.Minute)
	pause := []string{"do", "pause", "whose", "sales/rita", "until", "11 December"}
	if code, body := mara.post("/board", append(pause, "shown", shown(mara))...); code != http.StatusSeeOther {
		t.Fatalf("Mara: %d\n%s", code, body)
	}
	pause[5] = "4 December"
	code, body := olga.post("/board", append(pause, "shown", before)...)
	if code != http.StatusConflict || !strings.Contains(body, "Mara Lindt has said that Rita Vance has no new leads until") ||
		!strings.Contains(body, `value="4 December"`) {
		t.Errorf("Olga: %d\n%s", code, body)
	}
	r.now = r.now.Add(time.Minute)
	if code, body := olga.post("/board", append(pause, "shown", shown(olga))...); code != http.StatusSeeOther {
		t.Errorf("Olga, who has seen it: %d\n%s", code, body)
	}
}
