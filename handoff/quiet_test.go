package handoff

import (
	"slices"
	"testing"
	"time"

	"handoffd/calendar"

	"pgregory.net/rapid"
)

// quietKinds are mails to a colleague, of all sorts.
var quietKinds = []Action{
	{Purpose: PurposeNotice, Step: movedStep}, {Purpose: PurposeQuestion, Step: "clash"}, {Purpose: PurposeReturned},
	{Purpose: PurposeReminder, Step: "successor"}, {Purpose: PurposeNotice, Step: "accepted", When: Today},
	{Purpose: PurposeOutcome, When: Today}, {Purpose: PurposeMeeting, When: Today, Answers: "a@acme.example"},
	{Purpose: PurposeEscalation}, {Purpose: PurposeRelay, Step: "prospect"},
	{Purpose: PurposeQuestion, Step: "prospect-says"}, {Purpose: PurposeEcho, Answers: "a@acme.example"},
	{Purpose: PurposeInvite},
}

// TestTheBudgetIsKept lives random weeks of one person: nobody passes the budget, nothing is written outside the hours
// but to whom the prospect waits for, nothing waits beyond the next Today, and what is urgent never waits.
func TestTheBudgetIsKept(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		p := w.c.People["rita"]
		p.Night = rapid.IntRange(0, 9).Draw(r, "night") == 0
		w.c.People["rita"] = p
		now := w.now
		var away []calendar.Span
		if rapid.Bool().Draw(r, "away") {
			from := now.Add(time.Duration(rapid.IntRange(0, 200).Draw(r, "from")) * time.Hour)
			away = []calendar.Span{{Start: from, End: from.Add(time.Duration(rapid.IntRange(1, 100).Draw(r,
				"for")) * time.Hour)}}
		}
		clock := w.c.Clock("rita").Less(away...)
		type waiting struct {
			Action
			made, from time.Time
			joined     bool
		}
		var queue []waiting
		had, day, mails := Had{}, "", 0
		for range rapid.IntRange(5, 120).Draw(r, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 100).Draw(r, "minutes")) * time.Minute)
			if d := now.In(p.Location()).Format(time.DateOnly); d != day {
				had, day, mails = Had{}, d, 0
			}
			a := rapid.SampledFrom(quietKinds).Draw(r, "mail")
			a.To = Recipient{Person: "rita", Role: RoleRep}
			q := waiting{Action: a, made: now, from: now}
			if a.When == Today {
				q.from = w.c.Clock("rita").NextToday(now)
			}
			queue = append(queue, q)
			h := Handoff{Team: "sales", Start: now.Add(time.Duration(rapid.IntRange(1, 100).Draw(r, "starts in")) * time.Hour)}
			together := false // one joined mail holds all that wait for it
			for i := 0; i < len(queue); i++ {
				q := &queue[i]
				if q.from.After(now) {
					continue
				}
				until, join := KeepBack(h, q.Action, w.c, away, had, now)
				if !until.IsZero() && until.After(now) && !(q.joined && together) {
					if q.Urgent() || q.Answer() {
						r.Fatalf("%s %s waits until %s", q.Purpose, q.Step, until)
					}
					if limit := clock.NextToday(now).Add(JoinedEvery); until.After(limit) {
						r.Fatalf("%s %s waits until %s, the next Today is %s", q.Purpose, q.Step, until, limit)
					}
					q.from, q.joined = until, q.joined || join
					continue
				}
				if at := clock.Next(now); at.After(now) && !p.Night && !q.Urgent() && !q.Answer() &&
					!aboutToWait(h, q.Action, w.c, now, at) {
					r.Fatalf("%s %s at %s, outside the hours", q.Purpose, q.Step, now)
				}
				if q.Joinable() && !together {
					if mails++; had.Live >= MostLive && now.Before(had.Last.Add(JoinedEvery)) &&
						!q.lastMoment(h, had.Last.Add(JoinedEvery)) {
						r.Fatalf("mail %d of the day at %s, the last at %s", mails, now, had.Last)
					}
					together = had.Live >= MostLive
				}
				if q.Counted() {
					had = Had{had.Live + 1, now}
				}
				queue = slices.Delete(queue, i, i+1)
				i--
			}
		}
	})
}

// TestKeepBack is the rule in a table; London works from 9 to 17.
func TestKeepBack(t *testing.T) {
	w := newWorld(t)
	at := func(day, hour int) time.Time {
		return time.Date(2026, 11, day, hour, 0, 0, 0, Location("Europe/London"))
	}
	far := Handoff{Team: "sales", Start: at(27, 15)}
	notice, offer := Action{Purpose: PurposeNotice, Step: movedStep}, Action{Purpose: PurposeInvite}
	spent := Had{MostLive, at(24, 10)}
	for name, row := range map[string]struct {
		a     Action
		h     Handoff
		now   time.Time
		had   Had
		until time.Time
		join  bool
	}{
		"in the hours":                   {notice, far, at(24, 10), Had{}, zeroTime, false},
		"at night":                       {notice, far, at(24, 20), Had{}, at(25, 9), false},
		"on Saturday":                    {offer, far, at(21, 12), Had{}, at(23, 9), false},
		"an escalation at night":         {Action{Purpose: PurposeEscalation}, far, at(24, 20), spent, zeroTime, false},
		"words of the prospect at night": {Action{Purpose: PurposeRelay}, far, at(24, 20), spent, zeroTime, false},
		"an answer at night": {Action{Purpose: PurposeEcho, Answers: "x@y"}, far, at(24, 20), spent,
			zeroTime, false},
		"an offer for the early morning": {offer, Handoff{Team: "sales", Start: at(25, 9)}, at(24, 20), Had{}, zeroTime,
			false},
		"the seventh":                       {notice, far, at(24, 10), spent, at(24, 10).Add(JoinedEvery), true},
		"the seventh, long after the sixth": {notice, far, at(24, 12), spent, zeroTime, true},
		"an offer after six":                {offer, far, at(24, 10), spent, zeroTime, false},
		"Today after six": {Action{Purpose: PurposeOutcome, When: Today}, far, at(24, 10), spent,
			zeroTime, false},
		"an outage, told to the admin": {Action{Purpose: PurposeService}, Handoff{}, at(24, 20), spent, zeroTime,
			false},
		"time for preparation, never a mail": {Action{Purpose: PurposeBlock}, far, at(24, 20), spent, zeroTime, false},
	} {
		row.a.To = Recipient{Person: "rita", Role: RoleRep}
		until, join := KeepBack(row.h, row.a, w.c, nil, row.had, row.now)
		if !until.Equal(row.until) || join != row.join {
			t.Errorf("%s: until %s, joined %t; want %s, %t", name, until, join, row.until, row.join)
		}
	}
	p := w.c.People["rita"]
	p.Night = true
	w.c.People["rita"] = p
	if until, _ := KeepBack(far, Action{Purpose: PurposeNotice, To: Recipient{Person: "rita"}}, w.c, nil, Had{},
		at(24, 20)); !until.IsZero() {
		t.Errorf("night = true waits until %s", until)
	}
}

// TestALateTodayWaitsForTheHours: a line that was decided by a mail of its reader is no answer once it waits for Today,
// also when the service was down at that time.
func TestALateTodayWaitsForTheHours(t *testing.T) {
	w := newWorld(t)
	a := Action{Purpose: PurposeMeeting, To: Recipient{Person: "rita", Role: RoleRep}, Answers: "a@acme.example"}
	night := inBerlin(time.November, 24, 3, 0)
	if until, _ := KeepBack(Handoff{Team: "sales"}, a, w.c, nil, Had{}, night); !until.IsZero() {
		t.Errorf("an answer waits until %s", until)
	}
	a.When = Today
	if until, _ := KeepBack(Handoff{Team: "sales"}, a, w.c, nil, Had{}, night); !until.After(night) {
		t.Error("a Today is written at night")
	}
}

// TestAReminderComesBeforeTheEnd: it is not held until it is none, and no mail that is held keeps an answer waiting.
func TestAReminderComesBeforeTheEnd(t *testing.T) {
	w := in(t, Offered)
	rita := Recipient{Person: "rita", Role: RoleRep}
	a := Action{Purpose: PurposeReminder, To: rita, Step: "half"}
	due := w.h.Current().Due
	for name, row := range map[string]struct {
		before time.Duration
		held   bool
	}{"in time": {time.Hour, true}, "at the end": {10 * time.Minute, false}} {
		now := due.Add(-row.before)
		had := Had{Live: MostLive, Last: now.Add(-5 * time.Minute)}
		if until, _ := KeepBack(w.h, a, w.c, nil, had, now); until.IsZero() == row.held {
			t.Errorf("%s: held until %s", name, until)
		}
	}
	answer := Action{Purpose: PurposeEcho, To: rita, Answers: "m@x"}
	if answer.Lane() == a.Lane() {
		t.Error("an answer waits for a reminder that is held")
	}
	to := Action{Purpose: PurposeEscalation, To: Recipient{Person: "mara"}}
	if JoinsLater(to.Digest()) || !JoinsLater(a.Joined()) {
		t.Error("an escalation waits for others")
	}
}
