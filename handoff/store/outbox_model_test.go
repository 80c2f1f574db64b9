package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/handoff"
)

// modelRow is a row of the outbox in the model.
type modelRow struct {
	id        int64
	a         handoff.Action
	state     string
	notBefore time.Time
	bytes     int64 // which rendering; 0: none
}

// modelOutbox answers by going through all rows.
type modelOutbox struct {
	rows []*modelRow
	sent map[string]time.Time // by digest key
}

func (r *modelRow) finished() bool { return r.state != RowPending && r.state != RowClaimed }

func (m *modelOutbox) byKey(key string) *modelRow {
	for _, r := range m.rows {
		if r.a.Key() == key {
			return r
		}
	}
	return nil
}

// free says whether nothing but time keeps the row.
func (m *modelOutbox) free(r *modelRow) bool {
	if r.state != RowPending {
		return false
	}
	for _, o := range m.rows {
		if o.finished() || o == r {
			continue
		}
		earlier := o.id < r.id && o.a.Handoff == r.a.Handoff && modelLane(o.a) == modelLane(r.a)
		together := o.state == RowClaimed && o.a.Digest() != "" && o.a.Digest() == r.a.Digest()
		if earlier || together || slices.Contains(r.a.After, o.a.Key()) {
			return false
		}
	}
	return true
}

// opens is when a free row can be claimed.
func (m *modelOutbox) opens(r *modelRow) time.Time {
	at := r.notBefore
	if d := r.a.Digest(); d != "" && handoff.JoinsLater(d) && !m.sent[d].IsZero() && m.sent[d].Add(together).After(at) {
		at = m.sent[d].Add(together)
	}
	return at
}

func (m *modelOutbox) claim(now time.Time, limit int) [][]int64 {
	var ready []*modelRow
	for _, r := range m.rows {
		if m.free(r) && !m.opens(r).After(now) {
			ready = append(ready, r)
		}
	}
	slices.SortFunc(ready, func(a, b *modelRow) int {
		return cmp.Or(cmp.Compare(priority(a.a.Purpose), priority(b.a.Purpose)), a.notBefore.Compare(b.notBefore),
			cmp.Compare(a.id, b.id))
	})
	var jobs [][]int64
	job := map[string]int{}
	rendering := map[string]int64{}
	for _, r := range ready {
		d := r.a.Digest()
		if i, joined := job[d]; joined && d != "" {
			if i >= 0 && rendering[d] == r.bytes {
				jobs[i] = append(jobs[i], r.id)
				r.state = RowClaimed
			}
			continue
		}
		if len(jobs) == limit {
			job[d] = -1
			continue
		}
		job[d], rendering[d] = len(jobs), r.bytes
		jobs = append(jobs, []int64{r.id})
		r.state = RowClaimed
	}
	return jobs
}

func (m *modelOutbox) next() (next time.Time, some bool) {
	for _, r := range m.rows {
		if at := m.opens(r); m.free(r) && (!some || at.Before(next)) {
			next, some = at, true
		}
	}
	return next, some
}

// TestOutboxModel does things to the outbox at random and compares what can be claimed, and when, with the model.
func TestOutboxModel(t *testing.T) {
	s := scratch{openStore(t)}
	rapid.Check(t, func(t *rapid.T) {
		s.run(t, func(tx *Tx) {
			for i := range 3 {
				if err := tx.Save(draft(fmt.Sprintf("HO-%d", i))); err != nil {
					t.Fatal(err)
				}
			}
			r := &outboxRun{tx: tx, m: &modelOutbox{sent: map[string]time.Time{}}, now: epoch}
			t.Repeat(map[string]func(*rapid.T){
				"enqueue": r.enqueue, "claim": r.claim, "finish": r.finish, "finish many": r.finishMany,
				"retry": r.retry, "render": r.render, "crash": r.crash,
				"wait": func(t *rapid.T) {
					r.now = r.now.Add(time.Duration(rapid.IntRange(1, 400).Draw(t, "seconds")) * time.Second)
				},
				"": r.check,
			})
		})
	})
}

type outboxRun struct {
	tx      *Tx
	m       *modelOutbox
	now     time.Time
	runs    int
	claimed [][]int64
	bodies  int64
}

func (r *outboxRun) enqueue(t *rapid.T) {
	var actions []handoff.Action
	for range rapid.IntRange(1, 3).Draw(t, "actions") {
		a := handoff.Action{
			Handoff: handoff.ID(fmt.Sprintf("HO-%d", rapid.IntRange(0, 2).Draw(t, "handoff"))),
			Purpose: rapid.SampledFrom([]handoff.Purpose{handoff.PurposeInvite, handoff.PurposeUpdate, handoff.PurposeCancel,
				handoff.PurposeReminder,
				handoff.PurposeEscalation, handoff.PurposeEscalation, handoff.PurposeIntro}).Draw(t, "purpose"),
			To:       handoff.Recipient{Person: rapid.SampledFrom([]handoff.PersonID{"rita", "mona"}).Draw(t, "to")},
			Revision: rapid.IntRange(1, 4).Draw(t, "revision"),
			Delay:    time.Duration(rapid.IntRange(0, 1).Draw(t, "delay")) * 2 * time.Minute,
		}
		if len(r.m.rows) > 0 && rapid.IntRange(0, 2).Draw(t, "names") == 0 { // only rows there are already: no circle
			a.After = []string{rapid.SampledFrom(r.m.rows).Draw(t, "after").a.Key(), "never/enqueued"}
		}
		actions = append(actions, a)
	}
	if err := r.tx.Enqueue(actions, r.now); err != nil {
		t.Fatal(err)
	}
	for _, a := range actions {
		if r.m.byKey(a.Key()) == nil {
			r.m.rows = append(r.m.rows, &modelRow{a: a, state: RowPending, notBefore: r.now.Add(a.Delay), id: int64(1 << 40)})
		}
	}
	r.learn(t)
}

// learn takes the row numbers over from the store.
func (r *outboxRun) learn(t *rapid.T) {
	for i := range 3 {
		rows, err := r.tx.Outbox(handoff.ID(fmt.Sprintf("HO-%d", i)))
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			r.m.byKey(row.Action.Key()).id = row.ID
		}
	}
}

func (r *outboxRun) claim(t *rapid.T) {
	limit := rapid.IntRange(0, 5).Draw(t, "limit")
	jobs, err := r.tx.Claim(r.by(), r.now, limit)
	if err != nil {
		t.Fatal(err)
	}
	var got [][]int64
	for _, j := range jobs {
		var ids []int64
		for _, row := range j.Rows {
			ids = append(ids, row.ID)
		}
		got = append(got, ids)
	}
	if diff := gocmp.Diff(r.m.claim(r.now, limit), got); diff != "" {
		t.Fatalf("claimed (-want +got):\n%s", diff)
	}
	r.claimed = append(r.claimed, got...)
}

func (r *outboxRun) row(id int64) *modelRow {
	return r.m.rows[slices.IndexFunc(r.m.rows, func(m *modelRow) bool { return m.id == id })]
}

func (r *outboxRun) take(t *rapid.T) []int64 {
	if len(r.claimed) == 0 {
		t.Skip("nothing is claimed")
	}
	i := rapid.IntRange(0, len(r.claimed)-1).Draw(t, "job")
	job := r.claimed[i]
	r.claimed = slices.Delete(r.claimed, i, i+1)
	return job
}

// finishMany marks several jobs in one go.
func (r *outboxRun) finishMany(t *rapid.T) {
	var taken []Taken
	var rows []int64
	for range rapid.IntRange(1, 4).Draw(t, "jobs") {
		if len(r.claimed) == 0 && len(taken) > 0 {
			break
		}
		job := r.take(t)
		taken, rows = append(taken, Taken{held(r.tx, job...), r.now}), append(rows, job...)
	}
	ours, err := r.tx.MarkAllSent(taken)
	if err != nil || slices.Contains(ours, false) {
		t.Fatal(ours, err)
	}
	for _, id := range rows {
		m := r.row(id)
		m.state = RowSent
		if d := m.a.Digest(); d != "" {
			r.m.sent[d] = r.now
		}
	}
}

func (r *outboxRun) finish(t *rapid.T) {
	job := r.take(t)
	state := rapid.SampledFrom([]string{RowSent, RowSent, RowSkipped, RowFailed}).Draw(t, "how")
	var err error
	switch state {
	case RowSent:
		_, err = r.tx.MarkSent(held(r.tx, job...), r.now)
	case RowSkipped:
		_, err = r.tx.Skip(held(r.tx, job...), r.now, handoff.Reason{})
	case RowFailed:
		_, err = r.tx.MarkFailed(held(r.tx, job...), r.now, "no")
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range job {
		m := r.row(id)
		m.state = state
		if d := m.a.Digest(); d != "" && state == RowSent {
			r.m.sent[d] = r.now
		}
	}
}

func (r *outboxRun) retry(t *rapid.T) {
	job := r.take(t)
	next := r.now.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "seconds")) * time.Second)
	drop := rapid.Bool().Draw(t, "drop")
	if _, err := r.tx.Retry(held(r.tx, job...), r.now, next, "busy", drop); err != nil {
		t.Fatal(err)
	}
	for _, id := range job {
		m := r.row(id)
		m.state, m.notBefore = RowPending, next
		if drop {
			m.bytes = 0
		}
	}
}

func (r *outboxRun) render(t *rapid.T) {
	if len(r.claimed) == 0 {
		t.Skip("nothing is claimed")
	}
	job := rapid.SampledFrom(r.claimed).Draw(t, "job")
	r.bodies++
	if _, err := r.tx.KeepBytes(held(r.tx, job...), fmt.Sprint(r.bodies), []byte(fmt.Sprint("bytes ", r.bodies)),
		r.now); err != nil {
		t.Fatal(err)
	}
	for _, id := range job {
		r.row(id).bytes = r.bodies
	}
}

// by is the present run of the process.
func (r *outboxRun) by() Claimant { return Claimant{Run: fmt.Sprint("run ", r.runs)} }

func (r *outboxRun) crash(t *rapid.T) {
	r.runs++
	n, err := r.tx.TakeOver(r.by(), r.now)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.m.rows {
		if m.state == RowClaimed {
			m.state = RowPending
			n--
		}
	}
	r.claimed = nil
	if n != 0 {
		t.Fatalf("reclaimed %d too many", n)
	}
}

func (r *outboxRun) check(t *rapid.T) {
	want, some := r.m.next()
	got, ok, err := r.tx.NextSend()
	if err != nil || ok != some || !got.Equal(want) {
		t.Fatalf("next mail at %v %v (%v), want %v %v", got, ok, err, want, some)
	}
	for i := range 3 {
		rows, err := r.tx.Outbox(handoff.ID(fmt.Sprintf("HO-%d", i)))
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			m := r.row(row.ID)
			bytes := ""
			if m.bytes != 0 {
				bytes = fmt.Sprint("bytes ", m.bytes)
			}
			if row.State != m.state || string(row.Bytes) != bytes || row.MessageID != strings.TrimPrefix(bytes, "bytes ") {
				t.Fatalf("row %d is %s with %q, want %s with %q", row.ID, row.State, row.Bytes, m.state, bytes)
			}
		}
	}
}

// modelLane is the order that an action keeps beside its handoff: what is urgent to a colleague waits for nothing else.
func modelLane(a handoff.Action) string {
	if a.To.Person != "" && a.Urgent() {
		return a.To.String() + " urgent"
	}
	return a.To.String() + " " + string(a.Purpose.Channel())
}
