package store

import (
	"cmp"
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

// meetings are those of one rep, as stored, that touch the time between two instants; sorted.
type meetings struct {
	from, to int64
	longest  int64
	all      []meeting
}

// touching calls f with those that touch the time between two instants within its own.
func (m *meetings) touching(from, to int64, f func(meeting)) {
	first, _ := slices.BinarySearchFunc(m.all, from-m.longest,
		func(m meeting, at int64) int { return cmp.Compare(m.start, at) })
	for _, one := range m.all[first:] {
		if one.start >= to {
			return
		}
		if one.end > from {
			f(one)
		}
	}
}

// place of the columns in columnNames that say where a meeting stands.
const (
	columnOpen, columnRep, columnTurn, columnStart, columnEnd = 1, 4, 5, 9, 10
)

func (k *known) meeting() meeting {
	return meeting{rep: k.rep, start: k.columns[columnStart].(int64), end: k.columns[columnEnd].(int64),
		taken: k.columns[columnTurn] == int64(1)}
}

// move notes where a handoff stands that was saved.
func (tx *txn) move(id handoff.ID, m meeting) {
	if tx.moved == nil {
		tx.moved = map[handoff.ID]meeting{}
	}
	m.id = id
	tx.moved[id] = m
}

// meets lists, per rep, the meetings between from and to that other handoffs give him or ask him for.
func (tx *txn) meets(people []handoff.PersonID, from, to time.Time) (map[handoff.PersonID][]handoff.Meeting, error) {
	first, last := nanos(from), nanos(to)
	if err := tx.readMeetings(people, first, last); err != nil {
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
		tx.meetings[p].touching(first, last, func(m meeting) {
			if _, moved := tx.moved[m.id]; !moved {
				out[p] = append(out[p], m.meeting())
			}
		})
	}
	for _, m := range tx.moved {
		if _, asked := out[m.rep]; asked && m.taken && m.start < last && m.end > first {
			out[m.rep] = append(out[m.rep], m.meeting())
		}
	}
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
