package engine

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
)

// serviceRows are the rows of the outbox with mails of the service, but what marks since when somebody knows the rules.
func (o *office) serviceRows() []store.Row {
	o.t.Helper()
	var out []store.Row
	err := o.store.View(o.t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Outbox("")
		out = slices.DeleteFunc(rows, func(r store.Row) bool {
			return r.Action.Purpose != handoff.PurposeService ||
				strings.HasPrefix(handoff.DetailOf[handoff.ServiceDetail](r.Action).Key, "rules ")
		})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return out
}

// tell has a mail of the service sent.
func (o *office) tell(key string, to handoff.PersonID, d handoff.ServiceDetail) {
	o.t.Helper()
	err := o.store.Update(o.t.Context(), func(tx *store.Tx) error {
		return tx.Enqueue([]handoff.Action{handoff.ServiceMail(key, to, d)}, o.now)
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// TestAMailOfTheServiceIsTriedAgain: it is a row of the outbox like all others, once for its key, and what it said is
// not kept.
func TestAMailOfTheServiceIsTriedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server := o.breakable()
	words := handoff.ServiceDetail{Subject: "handoffd set mails aside", Text: "Two of them.\n",
		Items: handoff.Lines{"e1", "e2"}}
	server.gone = &outbox.Error{Outcome: outbox.Temporary, Err: errors.New("450 not now")}
	o.tell("aside inbox", "mara", words)
	o.settle(time.Minute)
	rows := o.serviceRows()
	if len(rows) != 1 || rows[0].State != store.RowPending || rows[0].Attempts != 1 || !rows[0].NotBefore.After(o.now) ||
		!strings.Contains(rows[0].Error, "450") {
		t.Fatalf("after a refusal for now: %+v", rows)
	}
	server.gone = nil
	o.settle(time.Hour)
	o.tell("aside inbox", "mara", words)
	o.restart(nil)
	o.settle(time.Hour)
	got := o.box(mara)
	if len(got) != 1 || got[0].Subject != words.Subject || got[0].Text != strings.TrimSpace(words.Text) ||
		got[0].MessageID != handoff.MailHash("notice", "aside inbox")+"@acme.example" {
		t.Fatalf("%d mails came, the first %+v", len(got), got[0])
	}
	rows = o.serviceRows()
	d := handoff.DetailOf[handoff.ServiceDetail](rows[0].Action)
	if len(rows) != 1 || rows[0].State != store.RowSent || d.Text+d.Subject != "" || rows[0].Bytes != nil ||
		!slices.Equal(d.Items, words.Items) {
		t.Errorf("what is kept of it: %+v", rows)
	}
}

// TestAMailOfTheServiceThatIsRefusedIsGivenUp: nothing hangs on it.
func TestAMailOfTheServiceThatIsRefusedIsGivenUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server := o.breakable()
	server.gone = &outbox.Error{Outcome: outbox.Refused, Err: errors.New("550 nobody")}
	o.tell("hygiene rita 2026-W48", "rita", handoff.ServiceDetail{Subject: "Your calendar", Text: "Secret title",
		HTML: "<p>Secret title", Personal: handoff.Yes})
	o.settle(time.Minute)
	rows := o.serviceRows()
	if len(rows) != 1 || rows[0].State != store.RowFailed ||
		handoff.DetailOf[handoff.ServiceDetail](rows[0].Action).Text != "" {
		t.Errorf("refused for good: %+v", rows)
	}
}

// TestNoticesOfAnOlderDatabaseGoOut: what waited in the list of notices, which is no more, goes out as it was written,
// once; what was sent is not sent again, and its numbers can still be answered.
func TestNoticesOfAnOlderDatabaseGoOut(t *testing.T) {
	t.Parallel()
	dump, err := os.ReadFile("testdata/older/offered-6.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "older.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	const put = "INSERT INTO notices (key, person, subject, body, html, items, created, sent_at) VALUES "
	for _, s := range []string{string(dump),
		put + "('outage inbox x admin', 'mara', 'handoffd cannot read “inbox”', 'Since nine.' || char(10), '', '', " +
			"1795420800000000000, NULL)",
		put + "('hygiene rita 2026-W47', 'rita', 'Your calendar', 'No. 1: Lunch', '<p>No. 1: Lunch</p>', 'e1' || char(10) " +
			"|| 'e2', 1795420800000000000, NULL)",
		put + "('hygiene mara 2026-W47', 'mara', '', '', '', 'e3', 1795420800000000000, 1795420800000000000)"} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	o := newOffice(t)
	o.start(path, nil)
	o.settle(time.Minute)
	o.restart(nil)
	o.settle(time.Hour)
	about := func(user, subject string) (out []*mail.Message) {
		for _, m := range o.box(user) {
			if m.Subject == subject {
				out = append(out, m)
			}
		}
		return out
	}
	outage, own := about(mara, "handoffd cannot read “inbox”"), about(rita, "Your calendar")
	if len(outage) != 1 || outage[0].Text != "Since nine." || outage[0].MessageID != handoff.MailHash("notice",
		"outage inbox x admin")+"@acme.example" {
		t.Errorf("of the outage the admin got %+v", outage)
	}
	box := imap.Open(o.imap(rita))
	defer box.Close()
	batch, err := box.Poll(t.Context(), imap.Cursor{})
	if err != nil || len(batch.Mails) == 0 {
		t.Fatalf("%d mails: %v", len(batch.Mails), err)
	}
	all := string(batch.Mails[len(batch.Mails)-1].Raw)
	if len(own) != 1 || own[0].Text != "No. 1: Lunch" || !strings.Contains(all, "List-Unsubscribe:") ||
		!strings.Contains(all, "<p>No. 1: Lunch</p>") {
		t.Errorf("of the own calendar the rep got %d mails:\n%s", len(own), all)
	}
	err = o.store.View(t.Context(), func(tx *store.Tx) error {
		for key, want := range map[string][]string{"hygiene rita 2026-W47": {"e1", "e2"}, "hygiene mara 2026-W47": {"e3"}} {
			sent, err := tx.ServiceMails(handoff.PersonID(strings.Fields(key)[1]), "hygiene ", 5)
			if err != nil {
				return err
			}
			if len(sent) != 1 || handoff.DetailOf[handoff.ServiceDetail](sent[0]).Key != key ||
				!slices.Equal(handoff.DetailOf[handoff.ServiceDetail](sent[0]).Items, want) {
				t.Errorf("%s can be answered by %+v", key, sent)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
