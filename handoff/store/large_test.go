package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

// largeEnv has BenchmarkLarge run; its value is the share of the whole that it takes, 1 for all of it.
const largeEnv = "HANDOFFD_LARGE"

// What is large: a company of some hundred reps after some years.
const (
	largeOpen   = 300_000
	largeClosed = 1_000_000
	smallOpen   = 10_000
)

// fillLarge keeps handoffs, each with a fact and a mail that is out, without the bytes of mails.
func fillLarge(b *testing.B, s *Store, from, to int, open bool) {
	b.Helper()
	const part = 500
	for n := from; n < to; n += part {
		err := s.Update(context.Background(), func(tx *Tx) error {
			for i := n; i < min(n+part, to); i++ {
				h := busyHandoff(i)
				if !open {
					h.State, h.Next, h.Assignments[0].Ended = handoff.Converted, handoff.Next{}, h.Start
				}
				f := &handoff.Replied{About: handoff.About{At: h.Created, Via: "imap", By: handoff.Who{Person: h.Rep()}}}
				env := handoff.Env{Now: h.Created, Config: &handoff.Config{Hash: "confighash"}}
				a := handoff.Action{Handoff: h.ID, Purpose: handoff.PurposeInvite, Revision: 1,
					To: handoff.Recipient{Person: h.Rep(), Role: handoff.RoleRep}}
				err := errors.Join(tx.Save(h), tx.AppendFact(h.ID, f, env, handoff.Decision{Handoff: h}),
					tx.Enqueue([]handoff.Action{a}, h.Created))
				if err != nil {
					return err
				}
			}
			return tx.exec("UPDATE outbox SET state = 'sent', finished_at = $1 WHERE state = 'pending' AND digest = '' AND "+
				"priority = 1 AND blocked = 0", nanos(epoch))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// tableBytes are the bytes of tables with their indexes; SQLite tells only those of all unless it was built with the
// tag sqlite_dbstat.
func tableBytes(b *testing.B, s *Store) map[string]int64 {
	b.Helper()
	const all = "SELECT '', page_count * page_size FROM pragma_page_count, pragma_page_size"
	query := `SELECT t.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_schema t ON t.name = d.name GROUP BY 1`
	if s.d.concurrent {
		query = `SELECT relname, pg_total_relation_size(oid) FROM pg_class
			WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`
	}
	out := map[string]int64{}
	doView(b, s, func(tx *Tx) error {
		if !s.d.concurrent && tx.one("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'", nil, []any{new(int)}) != nil {
			query = all
		}
		return tx.each(func(scan func(...any) error) error {
			var name string
			var bytes int64
			err := scan(&name, &bytes)
			out[name] = bytes
			return err
		}, query)
	})
	return out
}

// costs are what the service does all day, measured on a store.
func costs(b *testing.B, s *Store, size int) map[string]time.Duration {
	b.Helper()
	const times = 200
	each := func(f func(n int) error) time.Duration {
		best := time.Hour
		for round := range 5 {
			begun := time.Now()
			for n := range times {
				if err := f(round*times + n); err != nil {
					b.Fatal(err)
				}
			}
			best = min(best, time.Since(begun)/times)
		}
		return best
	}
	out := map[string]time.Duration{}
	doView(b, s, func(tx *Tx) error {
		out["NextDue"] = each(func(int) error { _, _, err := tx.NextDue(); return err })
		out["idle pass"] = each(func(int) error {
			_, _, err1 := tx.NextDue()
			_, _, err2 := tx.NextSend()
			_, _, err3 := tx.NextDeferred()
			return errors.Join(err1, err2, err3)
		})
		return nil
	})
	raw := []byte("Subject: Re: Tuesday\r\n\r\nTuesday suits me well.\r\n")
	out["mail taken"] = each(func(n int) error {
		id := handoff.ID(fmt.Sprintf("HO-%06d", (n*7919)%size))
		message := fmt.Sprintf("<%d-%d@globex.example>", size, n)
		return s.Update(context.Background(), func(tx *Tx) error {
			h, err := tx.Handoff(id)
			if err != nil {
				return err
			}
			_, _, err1 := tx.ByMessageIDs([]string{message})
			_, err2 := tx.FirstTime(id, "human_reply", "pat@globex.example", message, true)
			_, err3 := tx.PutMail(InMail{Source: "imap", Ref: message, MessageID: message, Handoff: id, Arrived: epoch,
				Verdict: handoff.MailTaken, Raw: raw})
			return errors.Join(err1, err2, err3, tx.NoteMessageID(id, message), resave(tx, h),
				tx.AppendFact(id, replied(1), under(""), handoff.Decision{Handoff: h}))
		})
	})
	return out
}

// BenchmarkLarge measures a database with 300,000 open and 1,000,000 closed handoffs beside one with 10,000. It takes
// many minutes and gigabytes, so it runs only if it is asked for.
func BenchmarkLarge(b *testing.B) {
	share, err := strconv.ParseFloat(os.Getenv(largeEnv), 64)
	if err != nil || share <= 0 {
		b.Skipf("takes long: set %s to the share of it that is to be measured, 1 for all", largeEnv)
	}
	openMeasured := func() *Store {
		database, _ := storetest.Measured(b)
		s, err := Open(b.Context(), database)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = s.Close() })
		return s
	}
	small, large := openMeasured(), openMeasured()
	fillLarge(b, small, 0, smallOpen, true)
	open, closed := int(share*largeOpen), int(share*largeClosed)
	begun := time.Now()
	fillLarge(b, large, 0, open, true)
	fillLarge(b, large, open, open+closed, false)
	b.Logf("%d open, %d closed: filled in %s", open, closed, time.Since(begun).Round(time.Second))
	var sum int64
	for name, bytes := range tableBytes(b, large) {
		if sum += bytes; name != "" && bytes > 1<<20 {
			b.Logf("%-12s %6.0f MB %6.0f bytes a handoff", name, float64(bytes)/1e6, float64(bytes)/float64(open+closed))
		}
	}
	b.Logf("%-12s %6.0f MB %6.0f bytes a handoff; extrapolated to 20 million: %.0f GB", "all", float64(sum)/1e6,
		float64(sum)/float64(open+closed), float64(sum)/float64(open+closed)*20e6/1e9)
	for b.Loop() {
		few, many := costs(b, small, smallOpen), costs(b, large, open)
		for _, what := range []string{"NextDue", "idle pass", "mail taken"} {
			b.Logf("%-12s %10s with %d open, %10s with %d open and %d closed", what, few[what], smallOpen, many[what], open,
				closed)
		}
	}
	b.ReportMetric(0, "ns/op")
}
