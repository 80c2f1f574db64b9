package store

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestLedger compares the load with the sum over all entries.
func TestLedger(t *testing.T) {
	s := scratch{openStore(t)}
	entry := rapid.Custom(func(t *rapid.T) handoff.Entry {
		return handoff.Entry{
			Person: rapid.SampledFrom(reps).Draw(t, "person"), Handoff: rapid.SampledFrom([]handoff.ID{"", "HO-1"}).Draw(t,
				"handoff"),
			Kind: rapid.SampledFrom([]handoff.EntryKind{handoff.EntryTurn, handoff.EntryBack, handoff.EntrySilence,
				handoff.EntryAnswered, handoff.EntryResumed, handoff.EntryDropped}).Draw(t, "kind"),
			Turns: rapid.IntRange(-2, 3).Draw(t, "turns"), Part: rapid.IntRange(-50, 150).Draw(t, "part"),
			At: genTime().Draw(t, "at"), Why: handoff.Reason{Code: "c", Text: "t"},
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		s.run(t, func(tx *Tx) {
			if err := tx.Save(draft("HO-1")); err != nil {
				t.Fatal(err)
			}
			want := map[handoff.PersonID]handoff.Load{"rita": {}, "rolf": {}, "rosa": {}, "nobody": {}}
			for _, part := range rapid.SliceOfN(rapid.SliceOfN(entry, 0, 4), 0, 4).Draw(t, "entries") {
				if err := tx.appendLedger(part); err != nil {
					t.Fatal(err)
				}
				if rapid.Bool().Draw(t, "flush") {
					if err := tx.flush(); err != nil {
						t.Fatal(err)
					}
				}
				for _, e := range part {
					want[e.Person] = want[e.Person].With(e)
				}
			}
			got, err := tx.load(append([]handoff.PersonID{"nobody", "rita"}, reps...), epoch.AddDate(-200, 0, 0))
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Fatalf("%v (-want +got):\n%s", err, diff)
			}
		})
	})
}

// TestManyPeople asks for more people than one list holds.
func TestManyPeople(t *testing.T) {
	s := openStore(t)
	var all []handoff.PersonID
	doUpdate(t, s, func(tx *Tx) error {
		var entries []handoff.Entry
		for i := range 2*listed + 3 {
			p := handoff.PersonID(fmt.Sprint("p", i))
			all = append(all, p)
			entries = append(entries, handoff.Entry{Person: p, Kind: handoff.EntryTurn, Turns: i, At: epoch})
		}
		return tx.appendLedger(entries)
	})
	doView(t, s, func(tx *Tx) error {
		got, err := tx.load(all, epoch)
		for i, p := range all {
			if got[p].Turns != i {
				t.Errorf("%s has %d turns, want %d", p, got[p].Turns, i)
			}
		}
		if len(tx.c.stmts) > 20 {
			t.Errorf("%d statements were prepared", len(tx.c.stmts))
		}
		return err
	})
}

func TestAway(t *testing.T) {
	s := openStore(t)
	span := func(from, to int) calendar.Span { return calendar.Span{Start: at(from), End: at(to)} }
	doUpdate(t, s, func(tx *Tx) error {
		for range 2 { // the same again changes nothing
			err := tx.AddAway([]handoff.Absence{
				{Person: "rita", Span: span(0, 10)}, {Person: "rita", Span: span(20, 30)}, {Person: "rita", Span: span(25, 40)},
				{Person: "rolf", Span: span(5, 6)},
			}, "mail")
			if err != nil {
				return err
			}
		}
		if err := tx.AddAway([]handoff.Absence{{Person: "rita", Span: span(20, 30), Cover: "rolf"}}, "cover"); err != nil {
			return err
		}
		return tx.AddAway([]handoff.Absence{{Person: "rita", Span: span(0, 10)}}, "graph")
	})
	tests := []struct {
		people []handoff.PersonID
		from   int
		want   map[handoff.PersonID][]calendar.Span
	}{
		{[]handoff.PersonID{"rita", "rolf", "rosa"}, 0, map[handoff.PersonID][]calendar.Span{"rita": {span(0, 10),
			span(20, 40)}, "rolf": {span(5, 6)}}},
		{[]handoff.PersonID{"rita", "rolf"}, 10, map[handoff.PersonID][]calendar.Span{"rita": {span(20, 40)}}},
		{[]handoff.PersonID{"rita"}, 39, map[handoff.PersonID][]calendar.Span{"rita": {span(25, 40)}}},
		{[]handoff.PersonID{"rita"}, 40, nil},
		{nil, 0, nil},
	}
	doView(t, s, func(tx *Tx) error {
		for _, tt := range tests {
			got, err := tx.away(tt.people, at(tt.from))
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
				t.Errorf("%v from %d: %v (-want +got):\n%s", tt.people, tt.from, err, diff)
			}
		}
		for from, want := range map[int]map[handoff.PersonID][]handoff.Absence{
			25: {"rita": {{Person: "rita", Span: span(20, 30), Cover: "rolf"}}}, 30: nil,
		} {
			var env handoff.Env
			err := tx.LookUp("", handoff.Need{What: handoff.NeedRoute, People: []handoff.PersonID{"rita", "rolf"},
				Since: at(from)}, &env)
			if diff := cmp.Diff(want, env.Lookups.Covers); diff != "" || err != nil {
				t.Errorf("covers from %d: %v (-want +got):\n%s", from, err, diff)
			}
		}
		return nil
	})
}

func TestOutages(t *testing.T) {
	s := openStore(t)
	named := func(name string) handoff.Source { return handoff.Source{Kind: handoff.SourceMailbox, Name: name} }
	span := func(from, to int) calendar.Span { return calendar.Span{Start: at(from), End: at(to)} }
	doUpdate(t, s, func(tx *Tx) error {
		begin := func(source string, minute int, want bool) {
			if got, err := tx.OutageBegin(named(source), at(minute), "no route to host"); got != want || err != nil {
				t.Errorf("begin %s at %d: %v %v", source, minute, got, err)
			}
		}
		end := func(source string, minute int, want bool, since int) {
			got, from, err := tx.OutageEnd(named(source), at(minute))
			if got != want || err != nil || want && !from.Equal(at(since)) {
				t.Errorf("end %s at %d: %v %v %v", source, minute, got, from, err)
			}
		}
		end("imap", 0, false, 0)
		begin("imap", 10, true)
		begin("imap", 12, false)
		begin("google", 15, true)
		end("imap", 20, true, 10)
		end("imap", 21, false, 0)
		end("google", 30, true, 15)
		begin("imap", 50, true)
		end("imap", 40, true, 50) // the clock went back: an outage of no length
		begin("imap", 60, true)
		other := handoff.Source{Kind: handoff.SourceEvents, Name: "imap"} // the same name, and another thing
		first, err := tx.OutageBegin(other, at(60), "")
		ended, _, err1 := tx.OutageEnd(other, at(60))
		if !first || !ended || err != nil || err1 != nil {
			t.Errorf("outages of two kinds are one: %v %v %v %v", first, ended, err, err1)
		}
		return nil
	})
	tests := []struct {
		from, to int
		want     []calendar.Span
	}{
		{0, 100, []calendar.Span{span(10, 30), span(60, 100)}},
		{12, 18, []calendar.Span{span(12, 18)}},
		{25, 61, []calendar.Span{span(25, 30), span(60, 61)}},
		{30, 60, nil},
		{70, 80, []calendar.Span{span(70, 80)}},
		{0, 10, nil},
	}
	doView(t, s, func(tx *Tx) error {
		for _, tt := range tests {
			got, err := tx.Outages(at(tt.from), at(tt.to))
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
				t.Errorf("%d to %d: %v (-want +got):\n%s", tt.from, tt.to, err, diff)
			}
		}
		open, err := tx.OpenOutages()
		if diff := cmp.Diff([]Outage{{named("imap"), at(60), "no route to host"}}, open); diff != "" {
			t.Errorf("open (-want +got):\n%s", diff)
		}
		return err
	})
}

// TestPlans does what the service does all day and wants every statement of it to use an index: none may read a whole
// table.
func TestPlans(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		o := draft("HO-1")
		a := act("HO-1", handoff.PurposeInvite, "rita", 1)
		esc := act("HO-1", handoff.PurposeEscalation, "mona", 1, a.Key())
		return errors.Join(tx.Save(o), resave(tx, o), tx.Enqueue([]handoff.Action{a, esc}, epoch),
			tx.AppendFact(o.ID, replied(1), under(""), handoff.Decision{}), tx.NoteMessageID(o.ID, "m"),
			only(tx.Claim(me, epoch, 10)), only(tx.KeepBytes(held(tx, 1), "m", nil, epoch)),
			only(tx.Retry(held(tx, 1), epoch, epoch, "busy", true)), only(tx.MarkSent(held(tx, 1), epoch)),
			only(tx.MarkAllSent([]Taken{{held(tx, 1), epoch}})), tx.Hold([]Delayed{{held(tx, 1), epoch, ""}}),
			only(tx.Claim(me, epoch, 10)), only(tx.TakeOver(Claimant{Run: "next"}, epoch)), tx.SetCursor("imap", Cursor{}),
			tx.appendLedger([]handoff.Entry{{Person: "rita", Handoff: o.ID}}),
			only(tx.PutMail(InMail{Source: "imap", Handoff: o.ID, Ref: "1:1", Raw: []byte("x")})),
			only(tx.FirstTime(o.ID, "", "", "", true)),
			only(tx.OutageBegin(handoff.Source{Kind: handoff.SourceMail, Name: "imap"}, epoch, "")),
			tx.AddAway([]handoff.Absence{{Person: "rita"}}, ""), tx.forget(o.ID))
	})
	doView(t, s, func(tx *Tx) error {
		_, _, errs0 := tx.NextDue()
		_, _, errs1 := tx.NextSend()
		_, _, errs2 := tx.ByToken("x")
		_, _, errs3 := tx.ByUID("x")
		_, _, errs4 := tx.ByMessageIDs([]string{"x"})
		err := errors.Join(errs0, errs1, errs2, errs3, errs4, only(tx.Due(DueRow{}, epoch, 10)), only(tx.load(reps, epoch)),
			only(tx.meets(reps, epoch, epoch)),
			only(tx.away(reps, epoch)), only(tx.twins([]string{"a@x.example"}, "")), only(tx.Outages(epoch, epoch)),
			only(tx.OpenOutages()),
			only(tx.OpenOf("rita")), only(tx.Facts("HO-1")), tx.VerifyChain("HO-1"), only(tx.Outbox("HO-1")),
			only(tx.Mails(MailFilter{Held: true})),
			only(tx.Mails(MailFilter{Handoff: "HO-1"})), only(tx.List(Filter{State: "offered"})),
			only(tx.List(Filter{Team: "north", Open: true})), only(tx.OfCompany("globex.example", "north", "")),
			only(tx.OnBoard(Board{Teams: []string{"north"}, State: handoff.Offered, Open: true, Limit: 9})),
			only(tx.OnBoard(Board{Person: "rita", Besides: "rita", Open: true, Limit: 9})),
			only(tx.Counts(Board{Teams: []string{"north"}, Open: true})), only(tx.Counts(Board{Person: "rita", Open: true})),
			only(tx.met("HO-1", handoff.Need{People: reps[:1], Qualifier: "quinn"})))
		if err != nil {
			return err
		}
		texts := slices.Concat(slices.Collect(maps.Keys(s.w.stmts)), slices.Collect(maps.Keys(tx.c.stmts)))
		if s.w.d.concurrent {
			for _, set := range sets {
				texts = append(texts, set.text)
			}
		}
		for _, query := range texts {
			if plan := explainPlan(t, tx, query); plan != "" {
				t.Errorf("%s\nreads a whole table: %s", query, plan)
			}
		}
		if len(texts) < 60 {
			t.Errorf("only %d statements were looked at", len(texts))
		}
		return nil
	})
}

func only[T any](_ T, err error) error { return err }

// scans is the step that reads a whole table; b, b0 and b1 are what parts of a board found.
var scans = regexp.MustCompile(`^SCAN (\w{3,}|[^b\W]\w?)$`)

// explainPlan is the step of the statement's plan that reads a whole table, empty if none does.
func explainPlan(t *testing.T, tx *Tx, query string) (found string) {
	t.Helper()
	if !statement.MatchString(query) {
		return ""
	}
	n := 0
	for _, m := range regexp.MustCompile(`\$(\d+)`).FindAllStringSubmatch(query, -1) {
		i, _ := strconv.Atoi(m[1])
		n = max(n, i)
	}
	if tx.c.d == postgresDialect {
		return planned(t, tx, query, n)
	}
	err := tx.each(func(scan func(...any) error) error {
		var id, parent, unused int
		var detail string
		err := scan(&id, &parent, &unused, &detail)
		if scans.MatchString(detail) && detail != "SCAN v" { // the values that the statement has with it
			found = detail
		}
		return err
	}, "EXPLAIN QUERY PLAN "+query, make([]any, n)...)
	if err != nil {
		t.Errorf("%s: %v", query, err)
	}
	return found
}

// TestLedgerSumsToTheLoad: what `handoffd ledger` prints sums to what the rotation goes by.
func TestLedgerSumsToTheLoad(t *testing.T) {
	s := scratch{openStore(t)}
	kinds := []handoff.EntryKind{handoff.EntryTurn, handoff.EntryBack, handoff.EntrySilence, handoff.EntryLevel,
		handoff.EntryAnswered, handoff.EntryResumed, handoff.EntryDropped}
	rapid.Check(t, func(t *rapid.T) {
		s.run(t, func(tx *Tx) {
			if err := tx.Save(draft("HO-1")); err != nil {
				t.Fatal(err)
			}
			for n := range rapid.IntRange(0, 20).Draw(t, "entries") {
				e := handoff.Entry{Person: rapid.SampledFrom(reps).Draw(t, "person"), Handoff: "HO-1",
					Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), At: epoch.Add(time.Duration(n) * time.Hour)}
				if e.Kind != handoff.EntryAnswered {
					e.Turns, e.Part = rapid.IntRange(-3, 3).Draw(t, "turns"), rapid.IntRange(-99, 99).Draw(t, "part")
				}
				if err := tx.appendLedger([]handoff.Entry{e}); err != nil {
					t.Fatal(err)
				}
			}
			if err := tx.flush(); err != nil {
				t.Fatal(err)
			}
			loads, err := tx.Loads(reps, epoch)
			if err != nil {
				t.Fatal(err)
			}
			for _, rep := range reps {
				entries, err := tx.Ledger(rep, time.Time{})
				turns, part := 0, 0
				for _, e := range entries {
					turns, part = turns+e.Turns, part+e.Part
				}
				if err != nil || turns != loads[rep].Turns || part != loads[rep].Part {
					t.Fatalf("the entries of %s sum to %d and %d hundredths (%v), the rotation has %+v", rep, turns, part, err,
						loads[rep])
				}
			}
		})
	})
}
