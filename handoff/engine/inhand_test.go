package engine

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
)

// TestAMailThatKillsTheProcessIsSetAside: the process dies with SIGKILL whenever it takes the mail, as of a lack of
// memory. After three deaths the mail is set aside unread, the ones beside it are taken once, and the admin is told.
func TestAMailThatKillsTheProcessIsSetAside(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	w := &killWorld{t: t, c: killConfig(""), wait: func() {}, now: begin}
	server := mailtest.New(mailtest.Config{Hostname: "mx.acme.example",
		Domains: []string{"acme.example", "globex.example"}, Now: func() time.Time { return w.now }})
	defer server.Close()
	for _, a := range []string{handoffAddress, quinn, rita, mara, pat} {
		server.AddUser(a, "pw")
	}
	w.job = killJob{Database: storetest.Database(t), Password: "pw", Auth: true, Deadly: "deadly",
		IMAP: listen(t, server.ServeIMAP), SMTP: listen(t, server.ServeSMTP)}
	w.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "first", MessageID: "first@acme.example", Text: goodBrief})
	w.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "deadly", MessageID: "deadly@acme.example", Text: goodBrief})
	w.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "last", MessageID: "last@acme.example",
		Text: strings.NewReplacer("pat@globex.example", "kim@globex.example", "Pat Kim", "Kim Lee", "25 November",
			"26 November").Replace(goodBrief)})
	deaths := 0
	for ; deaths < 10; deaths++ {
		if _, killed := w.run(0, begin); !killed {
			break
		}
	}
	if deaths != aloneTries+1 {
		t.Errorf("the process died %d times", deaths)
	}
	st, err := store.Open(t.Context(), w.job.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	err = st.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		if err != nil || len(all) != 2 || all[0].Subject != "last" || all[1].Subject != "first" {
			t.Errorf("handoffs %v (%v)", all, err)
		}
		mails, err := tx.Mails(store.MailFilter{})
		if err != nil || len(mails) != 3 || mails[1].Verdict != handoff.MailFailed ||
			!strings.Contains(whyOf(mails[1]), "the process died 3 times") {
			t.Errorf("mails %+v (%v)", mails, err)
		}
		left, found, err := tx.Taking("inbox")
		if found {
			t.Errorf("still in hand: %+v", left)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	aside := imap.Open(imap.Config{Addr: w.job.IMAP, TLS: "none", Username: handoffAddress, Password: "pw",
		Folder: FailedFolder})
	defer aside.Close()
	if b, err := aside.Poll(t.Context(), imap.Cursor{}); err != nil || len(b.Mails) != 1 ||
		mail.Read(b.Mails[0].Raw).Subject != "deadly" {
		t.Errorf("%d mails in %s (%v)", len(b.Mails), FailedFolder, err)
	}
	told := 0
	for _, m := range w.job.readAll(t, mara) {
		if m.Subject == "handoffd set mails aside" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("the admin was told %d times", told)
	}
}

// TestAStopIsNoDeath: a process that is stopped between batches leaves nothing in hand.
func TestAStopIsNoDeath(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.leads(3)
	ctx, stop := context.WithCancel(t.Context())
	o.e.hook = func(step string) {
		if step == "fetched" {
			stop()
		}
	}
	_, _ = o.e.intake(ctx, o.e.sources[0])
	err := o.store.View(t.Context(), func(tx *store.Tx) error {
		left, found, err := tx.Taking("inbox")
		if found {
			t.Errorf("in hand after a stop: %+v", left)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o.e.hook = func(string) {}
	o.settle(0)
	if n := len(o.all()); n != 3 {
		t.Errorf("%d handoffs", n)
	}
}

// TestALongReadingTellsHowFarItIs, up to its end, and a short one says nothing.
func TestALongReadingTellsHowFarItIs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var told []Progress
	o.e.Progress = func(p Progress) { told = append(told, p) }
	text := mail.Draft{To: to(handoffAddress), Subject: "status", Text: "status"}
	o.send(quinn, text)
	o.settle(0)
	if len(told) != 0 {
		t.Errorf("one mail: %v", told)
	}
	for range 250 {
		o.send(mallory, text)
	}
	if _, err := o.e.intake(t.Context(), o.e.sources[0]); err != nil {
		t.Fatal(err)
	}
	want := []Progress{{"inbox", 100, 150}, {"inbox", 200, 50}, {"inbox", 250, 0}}
	if len(told) != 3 || told[0] != want[0] || told[1] != want[1] || told[2] != want[2] {
		t.Errorf("told %v, want %v", told, want)
	}
}

// TestAfterADeathMailsAreTakenAlone until those are through that were in hand then, also if the last of them is not
// there any more.
func TestAfterADeathMailsAreTakenAlone(t *testing.T) {
	t.Parallel()
	batch := func(more bool, ids ...string) fetched {
		f := fetched{Batch: intake.Batch{Cursor: "end", More: more}}
		for _, id := range ids {
			f.Mails = append(f.Mails, intake.Fetched{ID: id, After: intake.Cursor("after " + id)})
		}
		return f
	}
	for name, test := range map[string]struct {
		careful store.Taking
		batches []fetched
		want    []string // mails, then until where they are in hand, where reading goes on, and what is deadly
	}{
		"nothing was in hand": {store.Taking{}, []fetched{batch(false, "a", "b")}, []string{"ab  end"}},
		"all of it": {store.Taking{Through: "b"}, []fetched{batch(true, "a", "b", "c"), batch(false, "d", "e")},
			[]string{"a b after a", "b b after b", "c c end", "de  end"}},
		"in two batches": {store.Taking{Through: "c"}, []fetched{batch(true, "a", "b"), batch(true, "c"),
			batch(false, "d", "e")},
			[]string{"a c after a", "b c end", "c c end", "de  end"}},
		"the last is gone": {store.Taking{Through: "x"}, []fetched{batch(true, "a"), batch(false, "b", "c"),
			batch(false, "d", "e")},
			[]string{"a x end", "b b after b", "c c end", "de  end"}},
		"one was alone": {store.Taking{Through: "b", Mail: "a", Tries: aloneTries}, []fetched{batch(false, "a", "b")},
			[]string{"a b after a deadly", "b b end"}},
		"it was alone once": {store.Taking{Through: "b", Mail: "a", Tries: aloneTries - 1}, []fetched{batch(false, "a", "b")},
			[]string{"a b after a", "b b end"}},
	} {
		s, got := &source{careful: test.careful}, []string(nil)
		for _, b := range test.batches {
			for _, p := range s.parts(b) {
				line := ""
				for _, m := range p.Mails {
					line += m.ID
				}
				line += " " + p.through + " " + string(p.Cursor)
				if p.deadly {
					line += " deadly"
				}
				got = append(got, line)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
