package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// reportSync measures how long the disk takes for one durable write, so that a rate can be judged.
func reportSync(b *testing.B) {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "sync"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	const n = 50
	block := make([]byte, 4096)
	began := time.Now()
	for range n {
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(time.Since(began).Microseconds())/n, "µs/fsync")
}

func rate(b *testing.B, n int, what string) {
	b.Helper()
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), what+"/s")
}

// busyHandoff is a handoff in the middle of its life, of the size that real ones have.
func busyHandoff(n int) handoff.Handoff {
	id := handoff.ID(fmt.Sprintf("HO-%06d", n))
	rep := handoff.PersonID(fmt.Sprintf("rep%d", n%10))
	at := epoch.Add(time.Duration(n) * time.Second)
	start := at.Add(72*time.Hour + time.Duration(n)*10*time.Minute) // each rep has a dozen a day
	h := handoff.Handoff{
		ID: id, Version: 4, Team: "north", State: handoff.Offered, Since: at, Created: at, Origin: handoff.OriginBrief,
		Qualifier: "quinn", Subject: "Handoff: Pat Kim, Globex", UID: string(id) + "-uid@acme.example",
		Token:     "tok" + string(id),
		Prospects: []handoff.Contact{{Name: "Pat Kim", Address: fmt.Sprintf("pat%d@globex.example", n)}},
		Brief: map[string]string{"company": "Globex", "need": "faster quotes for spare parts", "pain": "two days per quote",
			"solution": "spreadsheets", "timeframe": "this quarter", "budget": "20k"},
		Start: start, End: start.Add(30 * time.Minute), Zone: "Europe/Berlin",
		Guests: []handoff.Guest{{Address: "rita@acme.example", Person: rep, PartStat: calendar.NeedsAction, Live: true,
			Told: true},
			{Address: fmt.Sprintf("pat%d@globex.example", n), PartStat: calendar.Accepted, Live: true, Told: true,
				Answered: at}},
		Assignments: []handoff.Assignment{{N: 1, Rep: rep, Made: at, Opened: at, Window: 8 * time.Hour,
			Due:     at.Add(8 * time.Hour),
			Require: []handoff.Requirement{handoff.RequireReply, handoff.RequireAccept}}},
		Next: handoff.Next{Owner: rep, At: at.Add(8 * time.Hour), What: handoff.DueWindow},
		Why:  handoff.Reason{Code: "complete", Text: "the brief is complete"},
	}
	return h
}

// windowCloses is what the engine writes when one window closes; with lookups, also what it reads for it.
func windowCloses(tx *Tx, id handoff.ID, lookups bool) error {
	h, err := tx.Handoff(id)
	if err != nil {
		return err
	}
	now := h.Next.At
	a := &h.Assignments[0]
	var pool []handoff.PersonID
	for i := range 10 {
		pool = append(pool, handoff.PersonID(fmt.Sprintf("rep%d", i)))
	}
	next := pool[(int(id[len(id)-1]-'0')+h.Version)%10]
	load := map[handoff.PersonID]handoff.Load{}
	l := handoff.Lookups{}
	if lookups {
		var errs [4]error
		load, errs[0] = tx.load(pool, epoch)
		l.Away, errs[1] = tx.away(pool, now)
		l.Meets, errs[2] = tx.meets(pool, h.Start.Add(-time.Minute), h.Start.Add(time.Minute))
		l.Outages, errs[3] = tx.Outages(a.Opened, now)
		if err := errors.Join(errs[:]...); err != nil {
			return err
		}
	}
	why := handoff.Reason{Code: "window-closed", Text: "Rita Vance has not answered in time"}
	h.Assignments = []handoff.Assignment{*a, {N: 2, Rep: next, Made: now, Window: 8 * time.Hour}}
	h.Assignments[0].Ended, h.Assignments[0].End = now, handoff.EndSilence
	h.Version++
	h.Sequence++
	h.Next = handoff.Next{Owner: next, At: now.Add(8 * time.Hour), What: handoff.DueSend}
	f := &handoff.Deadline{About: handoff.About{At: now, Via: "clock"}, What: handoff.DueWindow, Due: now}
	env := handoff.Env{Now: now, Config: &handoff.Config{Hash: "confighash"}, Load: load, Lookups: l}
	if err := errors.Join(tx.Save(h), tx.AppendFact(h.ID, f, env, handoff.Decision{Handoff: h, Reason: why})); err != nil {
		return err
	}
	if lookups {
		entry := handoff.Entry{Person: a.Rep, Handoff: h.ID, Kind: handoff.EntrySilence, Turns: 1, At: now, Why: why}
		if err := tx.appendLedger([]handoff.Entry{entry, entry}); err != nil {
			return err
		}
	}
	return tx.Enqueue([]handoff.Action{
		{Handoff: h.ID, Purpose: handoff.PurposeCancel, To: handoff.Recipient{Person: a.Rep, Role: handoff.RoleRep},
			Revision: h.Version, Why: why},
		{Handoff: h.ID, Purpose: handoff.PurposeInvite, To: handoff.Recipient{Person: next, Role: handoff.RoleRep},
			Revision: h.Version, Why: why},
		{Handoff: h.ID, Purpose: handoff.PurposeUpdate, To: handoff.Recipient{Address: h.Prospects[0].Address,
			Role: handoff.RoleProspect}, Revision: h.Version, Why: why},
	}, now)
}

func fill(b *testing.B, s *Store, from, to int) {
	b.Helper()
	for n := from; n < to; n += 1000 {
		err := s.Update(context.Background(), func(tx *Tx) error {
			for i := n; i < min(n+1000, to); i++ {
				if err := tx.Save(busyHandoff(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWindows closes windows in batches of 100: read, save, fact and three mails each, durable; with lookups, also
// what the rotation wants to know. Target: 10,000 a second.
func BenchmarkWindows(b *testing.B) {
	for name, lookups := range map[string]bool{"alone": false, "lookups": true} {
		b.Run(name, func(b *testing.B) {
			s := openStore(b)
			fill(b, s, 0, 10000)
			n := 0
			b.ResetTimer()
			for b.Loop() {
				err := s.Update(context.Background(), func(tx *Tx) error {
					due, err := tx.Due(DueRow{}, epoch.AddDate(1, 0, 0), 100)
					if err != nil {
						return err
					}
					for _, d := range due {
						if err := windowCloses(tx, d.ID, lookups); err != nil {
							return err
						}
						n++
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			rate(b, n, "windows")
			reportSync(b)
		})
	}
}

// BenchmarkClaim claims and marks with 10,000 rows in the outbox, 16 at a time.
func BenchmarkClaim(b *testing.B) {
	const size = 10000
	s := openStore(b)
	fill(b, s, 0, size)
	ctx := context.Background()
	round, left, n := 0, 0, 0
	for b.Loop() {
		if left == 0 {
			b.StopTimer()
			round++
			err := s.Update(ctx, func(tx *Tx) error {
				for i := range size {
					a := handoff.Action{Handoff: handoff.ID(fmt.Sprintf("HO-%06d", i)), Purpose: handoff.PurposeReminder,
						To: handoff.Recipient{Person: "rita", Role: handoff.RoleRep}, Revision: round}
					if err := tx.Enqueue([]handoff.Action{a}, epoch); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
			left = size
			b.StartTimer()
		}
		err := s.Update(ctx, func(tx *Tx) error {
			jobs, err := tx.Claim(me, epoch.Add(time.Hour), 16)
			if err != nil {
				return err
			}
			for _, j := range jobs {
				if _, err := tx.MarkSent(j.Claimed(), epoch.Add(time.Hour)); err != nil {
					return err
				}
			}
			left -= len(jobs)
			n += len(jobs)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	rate(b, n, "rows")
	reportSync(b)
}

// BenchmarkNextDue must cost the same with many open handoffs as with few.
func BenchmarkNextDue(b *testing.B) {
	for _, size := range []int{10_000, 300_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := openStore(b)
			fill(b, s, 0, size)
			b.ResetTimer()
			err := s.View(context.Background(), func(tx *Tx) error {
				for b.Loop() {
					if _, ok, err := tx.NextDue(); err != nil || !ok {
						return fmt.Errorf("next due: %v %w", ok, err)
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkMails keeps mails of 6 kB with what belongs to each, in batches of 100.
func BenchmarkMails(b *testing.B) {
	s := openStore(b)
	fill(b, s, 0, 1000)
	raw := []byte(strings.Repeat("Received: from mx.globex.example by mail.acme.example; Mon, 23 Nov 2026 09:00:00 "+
		"+0100\r\n", 20) +
		strings.Repeat("Hello Quinn, Tuesday suits me well, and so does the quarter after; the numbers are below.\r\n", 45))
	n := 0
	b.ResetTimer()
	for b.Loop() {
		err := s.Update(context.Background(), func(tx *Tx) error {
			for range 100 {
				n++
				id := handoff.ID(fmt.Sprintf("HO-%06d", n%1000))
				message := fmt.Sprintf("<%d@globex.example>", n)
				if _, err := tx.FirstTime(id, "human_reply", "pat@globex.example", message, true); err != nil {
					return err
				}
				if _, err := tx.PutMail(InMail{Source: "imap", Ref: fmt.Sprint("1:", n), MessageID: message,
					Sender:  "pat@globex.example",
					Subject: "Re: Tuesday", Kind: "human_reply", Arrived: epoch, Handoff: id, Verdict: handoff.MailTaken,
					Raw: raw}); err != nil {
					return err
				}
				if err := tx.NoteMessageID(id, message); err != nil {
					return err
				}
			}
			return tx.SetCursor("imap", Cursor{Place: fmt.Sprint("1:", n), ReadAt: epoch})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	rate(b, n, "mails")
	reportSync(b)
}

// BenchmarkUpdate has 64 writers, each with a transaction of its own: those that wait share a commit.
func BenchmarkUpdate(b *testing.B) {
	s := openStore(b)
	fill(b, s, 0, 1000)
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			err := s.Update(context.Background(), func(tx *Tx) error { return resave(tx, busyHandoff(i%1000)) })
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
	rate(b, b.N, "commits")
	reportSync(b)
}
