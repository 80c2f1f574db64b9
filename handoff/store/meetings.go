package store

import (
	"cmp"
	"math"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// meeting is where a handoff stands in the time of its rep.
type meeting struct {
	id         handoff.ID
	rep        handoff.PersonID
	start, end int64
	taken      bool // it takes his time
}

func (m meeting) meeting() handoff.Meeting {
	return handoff.Meeting{Handoff: m.id, Span: calendar.Span{Start: instant(m.start), End: instant(m.end)}}
}

// stretch is the time between two instants.
type stretch struct{ from, to int64 }

// meetings are those of one rep, as stored, that touch some stretches of time.
type meetings struct {
	known   []stretch // sorted, none touches another
	longest int64
	all     []meeting // sorted by their start
}

// knows says whether all that touches the stretch is there.
func (m *meetings) knows(s stretch) bool {
	if m == nil {
		return false
	}
	i, found := slices.BinarySearchFunc(m.known, s.from, func(k stretch, at int64) int { return cmp.Compare(k.from, at) })
	if !found {
		i--
	}
	return i >= 0 && m.known[i].to >= s.to
}

// learn takes what was read of some stretches.
func (m *meetings) learn(of []stretch, found []meeting) {
	m.known = joined(append(m.known, of...))
	m.all = append(m.all, found...)
	slices.SortFunc(m.all, func(a, b meeting) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.id, b.id))
	})
	m.all = slices.CompactFunc(m.all, func(a, b meeting) bool { return a.id == b.id })
	for _, one := range found {
		m.longest = max(m.longest, one.end-one.start)
	}
}

// joined makes one of stretches that touch.
func joined(all []stretch) []stretch {
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	var out []stretch
	for _, s := range all {
		if last := len(out) - 1; last >= 0 && s.from <= out[last].to {
			out[last].to = max(out[last].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// touching calls f with those that touch a stretch that is known.
func (m *meetings) touching(s stretch, f func(meeting)) {
	first, _ := slices.BinarySearchFunc(m.all, s.from-m.longest, func(m meeting, at int64) int {
		return cmp.Compare(m.start, at)
	})
	for _, one := range m.all[first:] {
		if one.start >= s.to {
			return
		}
		if one.end > s.from {
			f(one)
		}
	}
}

// readMeetings reads what is stored of the meetings of people in stretches of time, unless it is known.
func (tx *txn) readMeetings(wanted map[handoff.PersonID][]stretch) error {
	missing := map[handoff.PersonID][]stretch{}
	for p, all := range wanted {
		for _, s := range joined(all) {
			if !tx.meetings[p].knows(s) {
				missing[p] = append(missing[p], s)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	found := map[handoff.PersonID][]meeting{}
	read := func(scan func(...any) error) error {
		one := meeting{taken: true}
		err := scan(&one.rep, &one.id, &one.start, &one.end)
		found[one.rep] = append(found[one.rep], one)
		return err
	}
	ask := tx.askMeetings
	if tx.c.d.concurrent {
		ask = tx.askMeetingsAtOnce
	}
	if err := tx.beside(func() error { return ask(missing, read) }); err != nil {
		return err
	}
	if tx.meetings == nil {
		tx.meetings = map[handoff.PersonID]*meetings{}
	}
	for p, all := range missing {
		if tx.meetings[p] == nil {
			tx.meetings[p] = &meetings{}
		}
		tx.meetings[p].learn(all, found[p])
	}
	return nil
}

// firstFrom is the earliest beginning of a stretch from which the length of a long meeting can be taken away: the zero
// time is before it.
const firstFrom = math.MinInt64 + int64(longMeeting)

// askMeetings asks for each stretch by itself, which costs nothing where there is no server between.
func (tx *txn) askMeetings(wanted map[handoff.PersonID][]stretch, read func(func(...any) error) error) error {
	for p, all := range wanted {
		for _, s := range all {
			err := tx.each(read, `SELECT rep, id, start_at, end_at FROM handoffs
					WHERE open = 1 AND turn = 1 AND rep = $4 AND start_at < $1 AND start_at > $2 AND end_at > $3
				UNION ALL SELECT rep, id, start_at, end_at FROM handoffs WHERE turn = 1
					AND end_at - start_at > 14400000000000 AND rep = $4 AND start_at < $1 AND start_at <= $2 AND end_at > $3`,
				s.to, max(s.from, firstFrom)-longMeeting.Nanoseconds(), s.from, string(p))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// meetingsAtOnce is askMeetings for PostgreSQL, in one round trip. OFFSET 0 has it look each stretch up by itself, and
// the order has it take the index of the rep: without statistics of the table, which a young one has not got, it would
// rather read everybody's meetings, or any other index whole.
const meetingsAtOnce = `SELECT h.* FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS v(rep, since, till),
		LATERAL (SELECT rep, id, start_at, end_at FROM handoffs WHERE open = 1 AND turn = 1 AND rep = v.rep
			AND start_at < v.till AND start_at > v.since - 14400000000000 AND end_at > v.since
			ORDER BY start_at OFFSET 0) h
	UNION SELECT h.* FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS v(rep, since, till),
		LATERAL (SELECT rep, id, start_at, end_at FROM handoffs WHERE turn = 1 AND end_at - start_at > 14400000000000
			AND rep = v.rep AND start_at < v.till AND start_at <= v.since - 14400000000000 AND end_at > v.since
			ORDER BY start_at OFFSET 0) h`

func (tx *txn) askMeetingsAtOnce(wanted map[handoff.PersonID][]stretch, read func(func(...any) error) error) error {
	var reps []string
	var since, till []int64
	for p, all := range wanted {
		for _, s := range all {
			reps, since, till = append(reps, string(p)), append(since, max(s.from, firstFrom)), append(till, s.to)
		}
	}
	return tx.each(read, meetingsAtOnce, reps, since, till)
}

// place of the columns in columnNames that say where a meeting stands.
const (
	columnOpen, columnRep, columnTurn, columnStart, columnEnd = 1, 4, 5, 9, 10
)

// columnToken is the place of the token in columnNames.
const columnToken = 12

func (k *known) meeting() meeting {
	return meeting{rep: k.rep, start: k.columns[columnStart].(int64), end: k.columns[columnEnd].(int64),
		taken: k.columns[columnTurn] == int64(1)}
}

// move notes where a handoff stands that was saved.
func (tx *txn) move(id handoff.ID, m meeting) {
	if tx.moved == nil {
		tx.moved = &moves{at: map[handoff.ID]int{}}
	}
	m.id = id
	if n, again := tx.moved.at[id]; again {
		tx.moved.all[n] = m
		return
	}
	tx.moved.at[id] = len(tx.moved.all)
	tx.moved.all = append(tx.moved.all, m)
}

// moves are where handoffs stand that were saved. Each decision of a batch goes through all of those before it.
type moves struct {
	all []meeting
	at  map[handoff.ID]int // its place
}

// of says whether a handoff was saved.
func (m *moves) of(id handoff.ID) bool {
	if m == nil {
		return false
	}
	_, ok := m.at[id]
	return ok
}

func (m *moves) touching(s stretch, f func(meeting)) {
	if m == nil {
		return
	}
	for i := range m.all {
		if m := &m.all[i]; m.taken && m.start < s.to && m.end > s.from {
			f(*m)
		}
	}
}

// meets lists, per rep, the meetings between from and to that other handoffs give him or ask him for.
func (tx *txn) meets(people []handoff.PersonID, from, to time.Time) (map[handoff.PersonID][]handoff.Meeting, error) {
	first, last := nanos(from), nanos(to)
	wanted := map[handoff.PersonID][]stretch{}
	for _, p := range people {
		wanted[p] = []stretch{{first, last}}
	}
	if err := tx.readMeetings(wanted); err != nil {
		return nil, tx.fail(err, "read the meetings of the reps")
	}
	out := map[handoff.PersonID][]handoff.Meeting{}
	for _, p := range people {
		out[p] = nil
	}
	for _, p := range people {
		if out[p] != nil {
			continue
		}
		tx.meetings[p].touching(stretch{first, last}, func(m meeting) {
			if !tx.moved.of(m.id) {
				out[p] = append(out[p], m.meeting())
			}
		})
	}
	tx.moved.touching(stretch{first, last}, func(m meeting) {
		if _, asked := out[m.rep]; asked {
			out[m.rep] = append(out[m.rep], m.meeting())
		}
	})
	for p, meetings := range out {
		if meetings == nil {
			delete(out, p)
		}
		slices.SortFunc(meetings, func(a, b handoff.Meeting) int {
			return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Handoff, b.Handoff))
		})
	}
	return out, nil
}
