package desk

import (
	"database/sql"
	"fmt"
	randv2 "math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// dumps are all rows that come of decisions, without what is drawn by the store itself: row numbers and salts.
var dumps = []string{
	"SELECT id, version, state, open, rep, turn, owner, due_at, due_what, start_at, uid, token, data FROM handoffs " +
		"ORDER BY n",
	"SELECT uid, handoff, person, turn FROM event_uids ORDER BY uid",
	"SELECT address, handoff FROM prospects ORDER BY address, handoff",
	"SELECT f.handoff, f.seq, f.kind, f.at, f.person, p.body, p.decided FROM facts f JOIN payloads p ON p.fact = f.id " +
		"ORDER BY f.id",
	"SELECT person, handoff, kind, turns, at, why_code, why_text FROM ledger ORDER BY id",
	"SELECT person, turns, last, offers FROM loads WHERE turns <> 0 OR last <> 0 OR offers <> 0 ORDER BY person",
	"SELECT key, handoff, lane, digest, priority, state, blocked, created, not_before, action FROM outbox ORDER BY id",
	"SELECT o.key, a.key FROM outbox_after a JOIN outbox o ON o.id = a.row ORDER BY 1, 2",
	"SELECT message_id, handoff, noted FROM message_ids ORDER BY 1, 2",
}

// dump reads a database past the store.
func dump(t *testing.T, database string) (out []string) {
	t.Helper()
	driver, name := "sqlite3", "file:"+database+"?mode=ro"
	if store.IsURL(database) {
		driver, name = "pgx", database
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range dumps {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		columns, _ := rows.Columns()
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(sql.NullString)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			line := strings.Fields(query)[1]
			for _, v := range values {
				line += fmt.Sprintf(" %q", v.(*sql.NullString).String)
			}
			out = append(out, line)
		}
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
	}
	return out
}

// oneStep has something happen that depends on all that came before: a lead for one of few prospects and hours comes
// in, or mail of a lead is out, a rep answers or lets the time pass.
func oneStep(d *Decider, tx *store.Tx, r *randv2.Rand, ids *[]handoff.ID, now time.Time) error {
	about := handoff.About{At: now, Via: "test", Strength: handoff.Seen}
	if len(*ids) == 0 || r.IntN(3) == 0 {
		f := testBrief()
		f.About.At = now
		f.Prospects[0].Address = fmt.Sprintf("pat%d@globex.example", r.IntN(4))
		f.Start = f.Start.Add(time.Duration(r.IntN(4)) * time.Hour)
		f.End = f.Start.Add(30 * time.Minute)
		if f.Wish = ""; r.IntN(3) == 0 {
			f.Wish = "rita"
		}
		if err := d.Draw(tx, f); err != nil {
			return err
		}
		*ids = append(*ids, f.ID)
		_, err := d.Decide(tx, f.ID, f)
		return err
	}
	id := (*ids)[r.IntN(len(*ids))]
	h, err := tx.Handoff(id)
	if err != nil {
		return err
	}
	a := h.Current()
	var f handoff.Fact = &handoff.Deadline{About: about, What: h.Next.What, Due: h.Next.At}
	about.By = handoff.Who{Person: h.Rep(), Address: string(h.Rep()) + "@acme.example"}
	switch kind := r.IntN(5); {
	case a == nil:
	case kind < 2:
		f = &handoff.Sent{About: handoff.About{At: now}, Purpose: handoff.PurposeInvite, UID: a.UID, Turn: a.N,
			To: handoff.Recipient{Person: h.Rep(), Role: handoff.RoleRep}}
	case kind == 2:
		f = &handoff.Answered{About: about, Attendee: about.By.Address, UID: a.UID, PartStat: calendar.Declined,
			Sequence: h.Sequence, Proven: true, From: about.By.Address}
	case kind == 3:
		f = &handoff.Replied{About: about, Reach: handoff.ReachProspect}
	}
	_, err = d.Decide(tx, id, f)
	return err
}

// TestABatchIsItsParts: one transaction with n decisions comes to the same, row by row, as n with one each. Decisions
// see all that the batch has decided before, though it is told the database later and in sets.
func TestABatchIsItsParts(t *testing.T) {
	const steps = 40
	for seed := range uint64(8) {
		var got [2][]string
		for i, size := range []int{1, steps} {
			now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
			d, database := testDeskAt(t, nil, func() time.Time { return now })
			d.Rand = randv2.NewChaCha8([32]byte{byte(seed)})
			r := randv2.New(randv2.NewPCG(seed, 1))
			var ids []handoff.ID
			for from := 0; from < steps; from += size {
				err := d.Update(t.Context(), func(tx *store.Tx) error {
					for n := from; n < from+size; n++ {
						now = now.Add(time.Minute)
						if err := tx.Savepoint(func() error { return oneStep(d, tx, r, &ids, now) }); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			got[i] = dump(t, database)
		}
		if diff := cmp.Diff(got[0], got[1]); diff != "" || len(got[0]) < 2*steps {
			t.Errorf("seed %d: %d rows, one by one and in a batch (-one +batch):\n%s", seed, len(got[0]), diff)
		}
	}
}
