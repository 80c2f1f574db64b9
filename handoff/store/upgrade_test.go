package store

import (
	"context"
	"errors"
	commandline "flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

var rewrite = commandline.Bool("update", false, "write the dump of the present schema if there is none, and what is "+
	"read from every dump")

func dumpFile(version int) string {
	return filepath.Join("testdata", fmt.Sprintf("schema-%d.sql", version))
}

// TestUpgrade opens a database of every earlier schema, with data in it, and finds all of it.
func TestUpgrade(t *testing.T) {
	storetest.OnlySQLite(t, "of the schemas from before PostgreSQL")
	if *rewrite {
		writeDump(t, dumpFile(Schema))
	}
	fresh := definitions(t, openStore(t))
	released := 0
	for v := range Schema + 1 {
		if _, err := os.Stat(dumpFile(v)); err == nil {
			released = v
		}
	}
	for version := 1; version <= Schema; version++ {
		dump, err := os.ReadFile(dumpFile(version))
		if errors.Is(err, os.ErrNotExist) && (version > released || !hasStep(t, version)) {
			continue // not released yet, or never made; -update writes that of the present schema
		}
		if err != nil {
			t.Errorf("schema %d has no dump, and who has it cannot be sure to upgrade: %v", version, err)
			continue
		}
		t.Run(fmt.Sprint("from ", version), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			loadDump(t, path, version, string(dump))
			s := openAt(t, path)
			if got, err := s.w.version(context.Background()); err != nil || got != Schema {
				t.Errorf("schema %d (%v), want %d", got, err, Schema)
			}
			if diff := cmp.Diff(fresh, definitions(t, s)); diff != "" {
				t.Errorf("upgraded, the schema differs from a new one (-new +upgraded):\n%s", diff)
			}
			golden(t, strings.TrimSuffix(dumpFile(version), ".sql")+".golden", describe(t, s))
			goesOn(t, s, version)
		})
	}
}

// TestUpgradeKnowsCompanies: leads of older schemas are found by the company of their people.
func TestUpgradeKnowsCompanies(t *testing.T) {
	storetest.OnlySQLite(t, "of the schemas from before PostgreSQL")
	dump, err := os.ReadFile(dumpFile(21))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.db")
	loadDump(t, path, 21, string(dump))
	doView(t, openAt(t, path), func(tx *Tx) error {
		all, err := tx.List(Filter{})
		if err != nil {
			return err
		}
		found := 0
		for _, h := range all {
			if len(h.Prospects) == 0 {
				continue
			}
			hs, err := tx.OfCompany("globex.example", h.Team, "")
			if err != nil || len(hs) != 1 || hs[0].ID != h.ID {
				t.Errorf("%d leads of %s (%v)", len(hs), h.Team, err)
			}
			found++
		}
		if found == 0 {
			t.Error("the dump has nobody")
		}
		return nil
	})
}

// hasStep says whether a migration makes the version: some numbers are left out.
func hasStep(t *testing.T, version int) bool {
	t.Helper()
	steps, err := migrations.ReadDir("migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	prefix := fmt.Sprintf("%05d_", version)
	return slices.ContainsFunc(steps, func(f os.DirEntry) bool { return strings.HasPrefix(f.Name(), prefix) })
}

// loadDump makes a database of a dump, as the release that wrote the dump would have left it.
func loadDump(t *testing.T, path string, version int, dump string) {
	t.Helper()
	c, err := connect(context.Background(), path, "_journal_mode=WAL")
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	if _, err := c.c.ExecContext(context.Background(), dump); err != nil {
		t.Fatal(err)
	}
	if got, err := c.version(context.Background()); err != nil || got != int64(version) {
		t.Fatalf("the dump is of schema %d (%v), want %d", got, err, version)
	}
}

// definitions are all tables, indexes and triggers, by name.
func definitions(t *testing.T, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	doView(t, s, func(tx *Tx) error {
		return tx.each(func(scan func(...any) error) error {
			var name, sql string
			err := scan(&name, &sql)
			out[name] = strings.Join(strings.Fields(sql), " ")
			return err
		}, "SELECT name, coalesce(sql, '') FROM sqlite_master")
	})
	return out
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// describe says all that is stored, as callers read it.
func describe(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	doView(t, s, func(tx *Tx) error {
		handoffs, err := tx.List(Filter{})
		if err != nil {
			return err
		}
		for _, h := range handoffs {
			line("%s %s owner %q due %s %s rep %q brief %q guests %d", h.ID, h.State, h.Next.Owner,
				h.Next.At.UTC().Format(time.RFC3339), h.Next.What, h.Rep(), h.Brief["company"], len(h.Guests))
			if err := tx.VerifyChain(h.ID); err != nil {
				return err
			}
			for _, e := range h.Events().UIDs() {
				if id, ok, err := tx.ByUID(e.UID); !ok || id != h.ID || err != nil {
					return fmt.Errorf("%s is not found by the event %s: %q, %w", h.ID, e.UID, id, err)
				}
				if e.Person != "" {
					line("event %s of %s, turn %d", e.UID, e.Person, e.Turn)
				}
			}
			if err := describeParts(tx, h, line); err != nil {
				return err
			}
		}
		load, err1 := tx.load([]handoff.PersonID{"rita", "raul"}, epoch)
		line("load %+v", load)
		away, err2 := tx.away([]handoff.PersonID{"rita"}, epoch)
		line("away %v", away)
		outages, err3 := tx.Outages(epoch.Add(-time.Hour), epoch.Add(time.Hour))
		line("outages %v", outages)
		troubles, err0 := tx.Troubles()
		for _, s := range troubles {
			line("trouble %s %q told %s: %s", s.Kind, s.Name, s.Told.UTC().Format(time.RFC3339), s.Says())
		}
		cursor, read, err4 := tx.Cursor("imap")
		line("cursor %+v %t", cursor, read)
		config, err5 := tx.Config("hash")
		if err5 == nil {
			line("config address %s, schema %s, %d bytes of TOML", config.Address, config.Schema, len(config.TOML))
		}
		raw, err6 := tx.MailRaw("stray@nowhere.example", "")
		line("held mail %q", raw)
		id, found, err7 := tx.ByMessageIDs([]string{"<noted@acme.example>"})
		line("noted %s %t", id, found)
		taking, _, err9 := tx.Taking("imap")
		if err9 == nil && taking != (Taking{}) {
			line("taking %+v", taking)
		}
		rows, err10 := tx.Outbox("")
		for _, r := range rows {
			d, ok := r.Action.Detail.(handoff.ServiceDetail)
			if !ok || r.State != RowPending {
				continue
			}
			line("notice %s to %s: %s, %q", d.Key, r.Action.To.Person, d.Subject, d.Text)
			if d.HTML != "" {
				line("notice in HTML %q", d.HTML)
			}
		}
		served, err14 := tx.ServiceMails("mona", "outage", 5)
		if len(served) > 0 {
			if d := handoff.DetailOf[handoff.ServiceDetail](served[0]); d.Items != nil {
				line("notice %s numbers %q", d.Key, []string(d.Items))
			}
		}
		said, err15 := tx.Said("rita")
		if len(said) > 0 {
			line("said %v", said)
		}
		if token, ok, err := tx.Token("secret"); ok || err != nil {
			line("token of %s in %s until %s (%v)", token.Person, token.Handoff, token.Expires.Format(time.RFC3339), err)
		}
		if token, ok, err := tx.Token("of a Today"); ok || err != nil {
			lines, lost := tx.Lines("rita", []string{token.Message})
			line("Today of %s until %s (%v) has the lines %+v (%v)", token.Person, token.Expires.Format(time.RFC3339), err,
				lines, lost)
		}
		if had, err := tx.Had("rita", "2026-11-23"); had.Live > 0 || err != nil {
			line("rita had %+v (%v)", had, err)
		}
		booking, booked, err11 := tx.Booking("HO-1", "")
		if booked {
			line("booking at %s: %+v", booking.Provider, booking.Ref)
		}
		since, at, err12 := tx.Reading("calendar handoff@acme.example")
		if since != "" {
			line("calendar read until %s, %s", at.UTC().Format(time.RFC3339), since)
		}
		presence, err13 := tx.Presence("HO-1", "rita")
		if presence.Missing > 0 {
			line("presence %+v", presence)
		}
		deferred, err16 := tx.Waiting()
		for _, m := range deferred {
			line("mail %s of %s waits", m.MessageID, m.Sender)
		}
		stopped, err17 := tx.stopped([]string{"pat@globex.example", "sam@initech.example"})
		if len(stopped) > 0 {
			line("no mail to %v", stopped)
		}
		pauses, err20 := tx.pausesOf("", epoch)
		for _, p := range pauses {
			line("%s of %s pauses until %s, by %s", p.Rep, p.Team, p.End.UTC().Format(time.RFC3339), p.By)
		}
		noMail, err18 := tx.NoMail()
		if len(noMail) > 0 {
			line("colleagues without mail %+v", noMail)
		}
		aliases, err19 := tx.Aliases()
		for _, a := range aliases {
			line("%s is %s's since %s", a.Address, a.Person, a.At.Format(time.RFC3339))
		}
		forgetting, err21 := tx.Forgettings()
		for _, f := range forgetting {
			line("forgetting %q", f.Words)
		}
		sealed, err8 := tx.credentials()
		for _, c := range sealed {
			line("credential of %s at %s, key %s, %q", c.Subject, c.Provider, c.Sealed.KeyID, c.Sealed.Data)
		}
		return errors.Join(err0, err1, err2, err3, err4, err5, err6, err7, err8, err9, err10, err11, err12, err13, err14,
			err15, err16, err17, err18, err19, err20, err21)
	})
	return b.String()
}

func describeParts(tx *Tx, h handoff.Handoff, line func(string, ...any)) error {
	facts, err := tx.Facts(h.ID)
	if err != nil {
		return err
	}
	for _, f := range facts {
		line("  fact %d %s at %s by %q via %q config %q: %s; erased %t", f.Seq, f.Kind, f.At.UTC().Format(time.RFC3339),
			f.By.Person, f.Via,
			f.ConfigHash, f.Reason.Text, f.Erased)
		decided := "unknown"
		if f.Decided != nil {
			decided = fmt.Sprintf("%.4x", f.Decided)
		}
		line("  fact %d is number %d of all, decided by rules %s to %s", f.Seq, f.Order, f.Rules, decided)
		for _, b := range f.Lookups.Busy["rita"].Busy {
			line("  rita was seen to be busy from %s", b.Start.UTC().Format(time.RFC3339))
		}
	}
	rows, err := tx.Outbox(h.ID)
	if err != nil {
		return err
	}
	for _, r := range rows {
		line("  outbox %s to %q %s, %d attempts, %d bytes, %s", r.Action.Purpose, r.Action.To.Person, r.State, r.Attempts,
			len(r.Bytes), r.MessageID)
	}
	mails, err := tx.Mails(MailFilter{Handoff: h.ID})
	if err != nil {
		return err
	}
	for _, m := range mails {
		raw, err := tx.MailRaw(m.MessageID, h.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		line("  mail %s from %s: %s, %q", m.MessageID, m.Sender, m.Verdict, raw)
	}
	return nil
}

// goesOn writes what only works if counters, chains and rows are as they were left.
func goesOn(t *testing.T, s *Store, version int) {
	t.Helper()
	doUpdate(t, s, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if err != nil {
			return err
		}
		h.Mails++
		err = errors.Join(resave(tx, h), tx.Save(draft("HO-9")),
			tx.AppendFact("HO-1", replied(9), under("hash"), handoff.Decision{}), tx.VerifyChain("HO-1"))
		if err != nil {
			return err
		}
		jobs, err := tx.Claim(Claimant{Run: "the next"}, epoch.Add(time.Hour), 10)
		if err != nil {
			return err
		}
		want := 2
		if version >= 4 { // from then on there are mails of the service
			want = 3
			if !slices.ContainsFunc(jobs,
				func(j Job) bool { return j.Rows[0].Action.Key() == handoff.ServiceKey("outage imap") }) {
				t.Error("a mail of the service that waited is forgotten")
			}
		}
		if len(jobs) != want {
			t.Errorf("%d mails to send, want the one that was claimed and those that waited: %d", len(jobs), want)
		}
		return nil
	})
}

// fillDump writes something into every table.
func fillDump(tx *Tx) error {
	about := handoff.About{At: epoch, By: handoff.Who{Person: "quinn", Address: "quinn@acme.example"}, Via: "imap",
		MessageID: "<1@acme.example>"}
	offered, gone := draft("HO-1"), draft("HO-2")
	offered.State, offered.Team, offered.Start, offered.End = handoff.Offered, "emea", epoch.Add(72*time.Hour),
		epoch.Add(73*time.Hour)
	offered.Next = handoff.Next{Owner: "rita", At: epoch.Add(4 * time.Hour), What: handoff.DueWindow}
	offered.Prospects, offered.Brief = []handoff.Contact{{Name: "Pat Kim", Address: "pat@globex.example"}},
		map[string]string{"company": "Globex", "need": "über 40 Plätze 'bald'"}
	offered.Guests = []handoff.Guest{{Address: "rita@acme.example", Person: "rita"},
		{Address: "pat@globex.example", PartStat: calendar.Accepted}}
	offered.Assignments = []handoff.Assignment{{N: 1, Rep: "raul", Ended: epoch, End: handoff.EndRejected},
		{N: 2, Rep: "rita", UID: "turn-2-uid"}}
	gone.State = handoff.Closed
	to := func(person handoff.PersonID, p handoff.Purpose) handoff.Action {
		return handoff.Action{Handoff: "HO-1", Purpose: p, To: handoff.Recipient{Person: person}, Revision: 1}
	}
	late := to("mona", handoff.PurposeReminder)
	late.After = []string{to("rita", handoff.PurposeInvite).Key()}
	mail := InMail{Source: "imap", Ref: "7:1", MessageID: "<1@acme.example>", Sender: "quinn@acme.example",
		Subject: "Lead", Kind: "human_reply",
		Arrived: epoch, Handoff: "HO-1", Verdict: handoff.MailTaken, Raw: []byte("Subject: Lead\r\n\r\nPat Kim, Globex")}
	stray := InMail{Source: "imap", Ref: "7:2", MessageID: "<stray@nowhere.example>", Sender: "x@nowhere.example",
		Verdict: handoff.MailHeld, Why: handoff.Reason{Text: "unknown"}, Arrived: epoch, Raw: []byte("hello")}
	twin := under("hash")
	twin.Lookups.Twins = []handoff.Twin{{Handoff: "HO-2", Start: epoch}}
	twin.Lookups.Busy = showed()
	_, err := tx.FirstTime("HO-1", "human_reply", "quinn@acme.example", "<1@acme.example>", true)
	_, err1 := tx.OutageBegin(handoff.Source{Kind: handoff.SourceMailbox, Name: "imap"}, epoch.Add(-time.Minute),
		"refused")
	_, _, err2 := tx.OutageEnd(handoff.Source{Kind: handoff.SourceMailbox, Name: "imap"}, epoch)
	err = errors.Join(err, err1, err2, tx.PutConfig(&handoff.Config{Hash: "hash", Address: "handoff@acme.example",
		TOML: "admin = 'mona'\n"}), tx.Save(offered), tx.Save(gone),
		tx.AppendFact("HO-1", &handoff.Briefed{About: about, ID: "HO-1", Fields: map[string]string{"need": "speed"}},
			under("hash"), handoff.Decision{Reason: handoff.Reason{Code: "new", Text: "a new lead"},
				Moments: []handoff.Moment{{Kind: handoff.MomentState, At: epoch, Code: "offered"}}}),
		tx.exec("INSERT INTO moments_owed (handoff) VALUES ('HO-2')"), keepReported(tx),
		tx.AppendFact("HO-1", replied(1), twin, handoff.Decision{Handoff: offered,
			Reason: handoff.Reason{Code: "noted", Text: "noted"}}),
		tx.AppendFact("HO-2", replied(2), under("hash"), handoff.Decision{}), tx.forget("HO-2"),
		tx.appendLedger([]handoff.Entry{{Person: "raul", Handoff: "HO-1", Kind: handoff.EntryTurn, Turns: 1, At: epoch,
			Why: handoff.Reason{Code: "turn", Text: "his turn"}}}),
		tx.AddAway([]handoff.Absence{{Person: "rita", Span: calendar.Span{Start: epoch, End: epoch.Add(time.Hour)}}}, "mail"),
		tx.addPauses([]handoff.Pause{{Team: "sales", Rep: "rita", By: "mara",
			Span: calendar.Span{Start: epoch, End: epoch.Add(time.Hour)}}}),
		tx.SetCursor("imap", Cursor{Place: "7:2", ReadAt: epoch}), tx.NoteMessageID("HO-1", "<noted@acme.example>"),
		tx.KeepToken("secret", handoff.Token{Handoff: "HO-1", Person: "rita", Role: handoff.RoleRep, Issued: epoch,
			Expires: epoch.Add(time.Hour)}),
		tx.PutCredential("handoff@acme.example", "google", Sealed{KeyID: "key", Nonce: []byte("nonce"),
			Data: []byte("sealed")}, epoch),
		tx.SetTaking("imap", Taking{Through: "7:5", Mail: "7:3", Tries: 2}),
		tx.Enqueue([]handoff.Action{to("quinn", handoff.PurposeReceipt)}, epoch))
	err3 := tx.Enqueue([]handoff.Action{handoff.ServiceMail("outage imap", "mona",
		handoff.ServiceDetail{Subject: "handoffd cannot read imap",
			Text: "since nine", HTML: "<p>since nine</p>", Items: handoff.Lines{"e1", "e2"}})}, epoch)
	err = errors.Join(err, err3, tx.PutBooking("HO-1", "", Booking{Provider: "google",
		Ref: calendar.Ref{ID: "e1", UID: "e1@google.example", ETag: "1"}}),
		tx.SetReading("calendar handoff@acme.example", "token", epoch),
		tx.SetPresence("HO-1", "rita", Presence{Seen: epoch, Missing: 1}), tx.Say("rita", "e1", "ignore", epoch))
	err = errors.Join(err, tx.KeepLines("<today@acme.example>", "rita", epoch,
		[]handoff.TodayLine{{Handoff: "HO-1", Asks: true}, {Entry: "e1"}}),
		tx.KeepToken("of a Today", handoff.Token{Person: "rita", Message: "<today@acme.example>", Issued: epoch,
			Expires: epoch.Add(time.Hour)}),
		tx.CountLive("rita", "2026-11-23", 1, epoch),
		tx.PutTrouble(handoff.TroubleState{Trouble: handoff.Trouble{Kind: handoff.TroubleDisk}, From: epoch,
			Told: epoch.Add(time.Hour), Args: []handoff.Arg{handoff.NumberArg(5)}}))
	err = errors.Join(err, tx.PutTalk(handoff.Talk{UID: "one-to-one-1@acme.example", Start: epoch.Add(24 * time.Hour),
		End: epoch.Add(25 * time.Hour), With: []handoff.PersonID{"mona", "rita"}, Team: "emea"}),
		tx.PutTalkBooking("one-to-one-1@acme.example", Booking{Provider: "google",
			Ref: calendar.Ref{ID: "t1", UID: "t1@google.example", ETag: "1"}}))
	ended := handoff.Ending{Handoff: "HO-1", Team: "emea", Rep: "raul", Qualifier: "quinn", Source: "fair", At: epoch,
		How: handoff.EndedRejected, Unmet: []string{"budget"}, Unproved: []string{"budget"}}
	raul := handoff.Whose{What: handoff.OfRep, ID: "raul"}
	err = errors.Join(err, tx.ends([]handoff.Ending{ended}), tx.keepPatterns(&handoff.Decision{
		Patterns: []handoff.Pattern{{Team: "emea", Whose: raul, Leads: []handoff.ID{"HO-1"}, Of: 1, Handoff: "HO-1", At: epoch}},
		Demands:  []handoff.Demand{{Team: "emea", Whose: raul, Criterion: "budget", By: "mona", Since: epoch}}}))
	many := mail
	many.Ref, many.MessageID = "7:3", "<many@acme.example>"
	err = errors.Join(err, tx.Defer(many, epoch.Add(time.Hour)),
		tx.stop([]handoff.Stop{{Address: "sam@initech.example"}}, epoch),
		tx.addNoMail("raul", NoMail{Address: "raul@acme.example", Entry: "mark"}, epoch),
		tx.AddAlias("Raul@Home.example", "raul", epoch),
		tx.BeginSession("session", Session{Person: "rita", How: "link", Agent: "Firefox", Begun: epoch,
			Expires: epoch.Add(time.Hour)}),
		tx.KeepLink("link", PageLink{Handoff: "HO-1", Person: "rita", Words: "accept", Stand: "offered 2 0", Issued: epoch,
			Expires: epoch.Add(time.Hour)}),
		tx.KeepForgetting([]string{"ann@globex.example", "Ann Lee"}, epoch),
		tx.exec("INSERT INTO erased (fact, at) SELECT id, 1 FROM facts WHERE handoff = 'HO-2'"))
	for _, m := range []InMail{mail, stray} {
		_, e := tx.PutMail(m)
		err = errors.Join(err, e)
	}
	if err != nil {
		return err
	}
	return sendDump(tx, to("rita", handoff.PurposeInvite), to("raul", handoff.PurposeBrief), late)
}

// sendDump leaves one mail sent, one claimed with its bytes, one waiting, and one waiting for another.
func sendDump(tx *Tx, more ...handoff.Action) error {
	jobs, err := tx.Claim(me, epoch, 1)
	if err != nil || len(jobs) != 1 {
		return fmt.Errorf("claimed %d: %w", len(jobs), err)
	}
	sent := jobs[0].Claimed()
	if err := errors.Join(only(tx.KeepBytes(sent, "<receipt@acme.example>", []byte("the receipt"), epoch)),
		only(tx.MarkSent(sent, epoch)), tx.Enqueue(more, epoch)); err != nil {
		return err
	}
	if jobs, err = tx.Claim(me, epoch, 1); err != nil || len(jobs) != 1 {
		return fmt.Errorf("claimed %d: %w", len(jobs), err)
	}
	if _, err := tx.KeepBytes(jobs[0].Claimed(), "<invite@acme.example>", []byte("the invitation"), epoch); err != nil {
		return err
	}
	return tx.exec("INSERT INTO digests (key, sent_at) VALUES ($1, $2)", "digest", nanos(epoch))
}

// writeDump freezes the present schema, unless it is frozen already.
func writeDump(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); err == nil {
		return
	}
	s := openStore(t)
	doUpdate(t, s, fillDump)
	rows, err := s.w.count(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for table, n := range rows {
		if n == 0 {
			t.Fatalf("table %s is empty, and the dump would prove nothing about it: fill it in fillDump", table)
		}
	}
	var out strings.Builder
	doView(t, s, func(tx *Tx) error { return dump(tx, &out) })
	if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// dump writes statements that make the database anew: tables with their rows, then what hangs on them.
func dump(tx *Tx, out *strings.Builder) error {
	var tables, later []string
	fmt.Fprintln(out, "PRAGMA foreign_keys = OFF;\nBEGIN;")
	err := tx.each(func(scan func(...any) error) error {
		var kind, name, sql string
		if err := scan(&kind, &name, &sql); err != nil {
			return err
		}
		switch {
		case kind != "table":
			later = append(later, sql)
			return nil
		case !strings.HasPrefix(name, "sqlite_"):
			fmt.Fprintf(out, "%s;\n", sql)
		}
		tables = append(tables, name)
		return nil
	}, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name = 'sqlite_sequence', rowid")
	if err != nil {
		return err
	}
	for _, table := range tables {
		if err := dumpRows(tx, table, out); err != nil {
			return err
		}
	}
	for _, sql := range later {
		fmt.Fprintf(out, "%s;\n", sql)
	}
	fmt.Fprintln(out, "COMMIT;")
	return nil
}

func dumpRows(tx *Tx, table string, out *strings.Builder) error {
	var columns []string
	err := tx.each(func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		columns = append(columns, "quote("+name+")")
		return err
	}, "SELECT name FROM pragma_table_info($1)", table)
	if err != nil {
		return err
	}
	if table == "sqlite_sequence" {
		fmt.Fprintln(out, "DELETE FROM sqlite_sequence;") // inserting rows has begun to fill it
	}
	return tx.each(func(scan func(...any) error) error {
		var values string
		err := scan(&values)
		fmt.Fprintf(out, "INSERT INTO %s VALUES (%s);\n", table, values)
		return err
	}, "SELECT "+strings.Join(columns, " || ',' || ")+" FROM "+table)
}

func keepReported(tx *Tx) error {
	_, err := tx.KeepReported(Reported{From: epoch, To: epoch.AddDate(0, 0, 7), AsOf: epoch.AddDate(0, 0, 7), Config: "hash"})
	return err
}
