package handoff

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
)

// colleague is one of two who meet: their clock, and the same counted minute by minute.
type colleague struct {
	Clock
	model
}

func drawColleague(t *rapid.T, day string) colleague {
	m := model{zone: Location(rapid.SampledFrom(clockZones).Draw(t, "zone")), off: map[string][]Minutes{}}
	for d := range m.h.Days {
		m.h.Days[d] = drawMinutes(t)
	}
	if rapid.Bool().Draw(t, "office hours") {
		m.h = OfficeHours(9, 17)
	}
	at, err := time.ParseInLocation(time.DateOnly, day, m.zone)
	if err != nil {
		t.Fatal(err)
	}
	clock := m.h.In(m.zone)
	if rapid.Bool().Draw(t, "holidays") {
		clock.Off = append(clock.Off, m.drawOff(t, at))
	}
	if rapid.Bool().Draw(t, "absent") {
		start := at.Add(time.Duration(rapid.IntRange(0, 6*24*60).Draw(t, "leaves")) * time.Minute)
		s := calendar.Span{Start: start, End: start.Add(time.Duration(rapid.IntRange(1, 60*60).Draw(t, "gone")) * time.Minute)}
		m.away, clock = append(m.away, s), clock.Less(s)
	}
	return colleague{clock, m}
}

// worked says whether an hour of work lies before the instant on its day.
func (c colleague) worked(at time.Time) bool {
	y, mo, d := at.In(c.zone).Date()
	n := 0
	for t := at.Add(-time.Minute); ; t = t.Add(-time.Minute) {
		if ty, tm, td := t.In(c.zone).Date(); ty != y || tm != mo || td != d {
			return n >= 60
		}
		if c.works(t) {
			n++
		}
	}
}

func drawTaken(t *rapid.T, from time.Time) (taken []calendar.Span) {
	for range rapid.IntRange(0, 12).Draw(t, "appointments") {
		at := from.Add(time.Duration(rapid.IntRange(0, 8*24*60).Draw(t, "at")) * time.Minute)
		taken = append(taken, calendar.Span{Start: at,
			End: at.Add(time.Duration(rapid.IntRange(1, 40*60).Draw(t, "long")) * time.Minute)})
	}
	return taken
}

// changing are days in weeks in which clocks change somewhere, and one in which none does.
var changing = []string{"2026-03-07", "2026-03-28", "2026-04-04", "2026-10-24", "2026-10-31", "2026-11-23"}

// TestOneToOneIsTheFirstTime holds the choice to a walk through the week, minute by minute: the first half hour of the
// lead's clock from which on both work for 25 minutes, have nothing, and have worked for an hour that day; none where
// there is none. Zones, changes of the clocks, holidays and absences are drawn.
func TestOneToOneIsTheFirstTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.SampledFrom(changing).Draw(t, "day")
		lead, rep := drawColleague(t, day), drawColleague(t, day)
		now, err := time.ParseInLocation(time.DateOnly, day, rep.zone)
		if err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Duration(rapid.IntRange(0, 3*24*60).Draw(t, "now")) * time.Minute)
		taken := drawTaken(t, now)
		var want calendar.Span
		tomorrow := now.In(rep.zone).AddDate(0, 0, 1).Format(time.DateOnly)
		_, week := now.In(rep.zone).ISOWeek()
		for at := now.Truncate(time.Minute); at.Before(now.AddDate(0, 0, 8)); at = at.Add(time.Minute) {
			slot := calendar.Span{Start: at, End: at.Add(OneToOneLength)}
			_, w := at.In(rep.zone).ISOWeek()
			if at.In(lead.zone).Minute()%30 != 0 || at.In(rep.zone).Format(time.DateOnly) < tomorrow || w != week ||
				slices.ContainsFunc(taken, slot.Overlaps) || rep.between(at, slot.End) < OneToOneLength ||
				lead.between(at, slot.End) < OneToOneLength || !rep.worked(at) || !lead.worked(at) {
				continue
			}
			want = slot
			break
		}
		got, found := OneToOneSearch(lead.Clock, rep.Clock, taken, now, now)
		if found != !want.Start.IsZero() || found && !got.Start.Equal(want.Start) || found && !got.End.Equal(want.End) {
			t.Fatalf("%v %v, want %v\nlead %+v\nrep %+v", found, got, want, lead.Clock, rep.Clock)
		}
	})
}

// drawTalk draws two people who have a time for each other in the week.
func drawTalk(t *rapid.T) (lead, rep colleague, now time.Time, slot calendar.Span) {
	for range 20 { // most pairs have none
		day := rapid.SampledFrom(changing).Draw(t, "day")
		lead, rep = drawColleague(t, day), drawColleague(t, day)
		now, err := time.ParseInLocation(time.DateOnly, day, rep.zone)
		if err != nil {
			t.Fatal(err)
		}
		if slot, found := OneToOneSearch(lead.Clock, rep.Clock, nil, now, now); found {
			return lead, rep, now, slot
		}
	}
	t.Skip("no time")
	return
}

// TestTalkNext: whatever happens to a talk, it stands where both can be, or where one of them put it; what is off stays
// off; everything that they are to hear raises the sequence by one; and looked at again it stays as it is.
func TestTalkNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lead, rep, now, slot := drawTalk(t)
		k := Talk{UID: "u", Start: slot.Start, End: slot.End, With: []PersonID{"lead", "rep"}}
		someone := func() PersonID { return rapid.SampledFrom(k.With).Draw(t, "who") }
		someTime := func() calendar.Span {
			at := now.Add(time.Duration(rapid.IntRange(-600, 9*24*60).Draw(t, "then")) * time.Minute)
			return calendar.Span{Start: at, End: at.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "minutes")) * time.Minute)}
		}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(1, 24*60).Draw(t, "passes")) * time.Minute)
			was := k
			switch rapid.IntRange(0, 7).Draw(t, "happens") {
			case 0:
				k = k.Answer(someone(), rapid.SampledFrom([]calendar.PartStat{calendar.Accepted, calendar.Tentative,
					calendar.Accepted, calendar.Declined}).Draw(t, "says"))
			case 1:
				k = k.Propose(someone(), someTime().Start, time.Time{}, "m")
			case 2:
				k.Stood = &calendar.Span{Start: k.Start, End: k.End}
				k = k.Displaced(someTime(), rapid.IntRange(0, 4).Draw(t, "gone") == 0)
			case 3:
				k = k.Sees(someone(), Sighting{Whole: true, There: rapid.Bool().Draw(t, "there"), At: someTime()})
			case 4:
				k = k.Sees(someone(), Sighting{Whole: true, There: true, At: calendar.Span{Start: k.Start, End: k.End}})
			case 5, 6:
				c := rapid.SampledFrom([]*colleague{&lead, &rep}).Draw(t, "falls ill")
				gone := calendar.Span{Start: now, End: now.AddDate(0, 0, rapid.IntRange(1, 3).Draw(t, "days"))}
				c.away, c.Clock = append(c.away, gone), c.Less(gone)
			}
			if !was.Stands() && (k.Stands() || !k.Off.Same(was.Off)) {
				t.Fatalf("%+v stands again: %+v", was, k)
			}
			n := TalkNews{Now: now, Meet: rapid.IntRange(0, 9).Draw(t, "meet") > 0, Lead: lead.Clock, Rep: rep.Clock,
				Known: rapid.IntRange(0, 3).Draw(t, "known") > 0, Taken: drawTaken(t, now)}
			before := k
			var step TalkStep
			k, step = k.Next(n)
			loud := map[TalkStep]int{TalkInvites: 1, TalkWithdrawn: 1}[step]
			switch long := k.End.Sub(k.Start); {
			case k.Sequence != before.Sequence+loud:
				t.Fatalf("%q raises the sequence from %d to %d", step, before.Sequence, k.Sequence)
			case step == TalkStays && !k.Start.Equal(before.Start), step == TalkWithdrawn && k.Stands():
				t.Fatalf("%q leaves %+v of %+v", step, k, before)
			case before.Chosen && before.Asked == nil && k.Stands() && !k.Start.Equal(before.Start):
				t.Fatalf("what one of them chose is moved: %+v to %+v", before, k)
			case !now.Before(before.Start) && step == TalkInvites:
				t.Fatalf("they are invited to what has begun: %+v", k)
			case k.Stands() && !k.Chosen && n.Known && now.Before(k.Start) && step != TalkKeeps &&
				(k.span().hits(n.Taken) || lead.between(k.Start, k.End) < long || rep.between(k.Start, k.End) < long):
				t.Fatalf("%+v stands where they cannot be: %+v", k, n.Taken)
			}
			if step == TalkKeeps { // the answer is told first
				k, step = k.Next(n)
			}
			if again, more := k.Next(n); more != TalkStays {
				t.Fatalf("looked at again it is %q: %+v, then %+v after %q", more, k, again, step)
			}
		}
	})
}
