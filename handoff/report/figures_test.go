package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

var (
	theWeek = WeekOf(time.Date(2026, 11, 25, 12, 0, 0, 0, berlin)) // Monday 23 November
	later   = theWeek.To.Add(8 * time.Hour)
)

// day is a time of the week: day 0 is its Monday.
func day(n, hour int) time.Time {
	return theWeek.From.AddDate(0, 0, n).Add(time.Duration(hour) * time.Hour)
}

// tale is the moments of one lead; each is told when it happens.
type tale struct {
	id  handoff.ID
	all []handoff.Told
}

func lead(id handoff.ID) *tale { return &tale{id: id} }

func (l *tale) tell(m handoff.Moment) *tale {
	l.all = append(l.all, handoff.Told{Handoff: l.id, Decided: m.At, Moments: []handoff.Moment{m}})
	return l
}

// offered offers it to rita, who has four hours.
func (l *tale) offered(at time.Time, missing ...string) *tale {
	return l.tell(handoff.Moment{Kind: handoff.MomentOffer, At: at, Team: "sales", By: "quinn", Of: 7, Names: missing}).
		tell(handoff.Moment{Kind: handoff.MomentState, At: at, Code: "offered"}).turn(1, "rita", at)
}

func (l *tale) turn(n int, rep handoff.PersonID, at time.Time) *tale {
	return l.tell(handoff.Moment{Kind: handoff.MomentWindow, At: at, Turn: n, Rep: rep, Start: at, End: at.Add(4 * time.Hour)})
}

func (l *tale) of(kind handoff.MomentKind, n int, rep handoff.PersonID, at time.Time, code handoff.Code,
	work time.Duration) *tale {
	return l.tell(handoff.Moment{Kind: kind, Turn: n, Rep: rep, At: at, Code: code, Work: work})
}

// accepted has rita accept an hour of work after the offer a meeting of half an hour.
func (l *tale) accepted(at, start time.Time) *tale {
	return l.of(handoff.MomentTouch, 1, "rita", at, "", 0).of(handoff.MomentDecisive, 1, "rita", at, "", time.Hour).
		of(handoff.MomentAccepted, 1, "rita", at, "", 0).state(at, "accepted", "").meets(at, start)
}

func (l *tale) meets(at, start time.Time) *tale {
	return l.tell(handoff.Moment{Kind: handoff.MomentMeeting, At: at, Rep: "rita", Start: start,
		End: start.Add(30 * time.Minute)})
}

func (l *tale) state(at time.Time, state, why handoff.Code) *tale {
	return l.tell(handoff.Moment{Kind: handoff.MomentState, At: at, Code: state, Why: why})
}

func (l *tale) verdict(at, start time.Time, o handoff.Outcome) *tale {
	return l.tell(handoff.Moment{Kind: handoff.MomentVerdict, At: at, Rep: "rita", Code: handoff.Code(o), Start: start,
		End: start.Add(30 * time.Minute)})
}

func (l *tale) won(at time.Time, cents int64) *tale {
	return l.tell(handoff.Moment{Kind: handoff.MomentDeal, At: at, Code: "won",
		Amount: handoff.Amount{Cents: cents, Currency: "EUR"}})
}

func (l *tale) opportunity(at time.Time) *tale {
	return l.tell(handoff.Moment{Kind: handoff.MomentOpportunity, At: at})
}

// TestDefinitions holds every figure to its definition: what is in the numerator, what in the denominator, and by what
// it is dated.
func TestDefinitions(t *testing.T) {
	held := func(id handoff.ID, start time.Time) *tale {
		return lead(id).offered(start.AddDate(0, 0, -2)).accepted(start.AddDate(0, 0, -1).Add(-24*time.Hour), start).
			verdict(start.Add(time.Hour), start, handoff.OutcomeHeld).state(start.Add(time.Hour), "held", "")
	}
	old := func(weeks int) time.Time { return day(2, 10).AddDate(0, 0, -7*weeks) }
	for name, tt := range map[string]struct {
		lives []*tale
		want  map[Name]string
	}{
		"offered, by when the first invitation was out": {
			[]*tale{lead("a").offered(day(0, 0)), lead("b").offered(day(7, 0)), lead("c").offered(day(-1, 23)), lead("draft")},
			map[Name]string{Offered: "1"}},
		"a lead of a trial counts nowhere": {
			[]*tale{lead("a").tell(handoff.Moment{Kind: handoff.MomentOffer, At: day(0, 9), Team: "sales", By: "quinn", Of: 7,
				Trial: true}).turn(1, "rita", day(0, 9)).accepted(day(0, 10), day(3, 10)).
				verdict(day(3, 12), day(3, 10), handoff.OutcomeHeld)},
			map[Name]string{Offered: "0", OnTime: "–", BookedName: "0", HeldRate: "–", MissingAtOffer: "–"}},
		"rounds: accepted, and those that ended otherwise": {
			[]*tale{
				lead("a").offered(day(0, 9)).accepted(day(0, 10), day(3, 10)),
				lead("b").offered(day(0, 9)).state(day(1, 9), "returned", "rejected"),
				lead("c").offered(day(0, 9)).state(day(1, 9), "nurture", "nurture"),
				lead("d").offered(day(0, 9)).state(day(1, 9), "closed", ""),
				lead("e").offered(day(0, 9)).state(day(1, 9), "returned", "prospect"), // goes on or is closed
				lead("f").offered(day(0, 9)).state(day(1, 9), "closed", "prospect"),
				lead("g").offered(day(0, 9)).state(day(1, 9), "closed", "cancelled"),
				lead("h").offered(day(0, 9)).state(day(1, 9), "closed", "bounced"),
				lead("i").offered(day(0, 9)).state(day(1, 9), "escalated", ""),
				lead("j").offered(day(0, 9)).state(day(8, 9), "closed", ""),
			}, map[Name]string{Acceptance: "1 of 4"}},
		"a round goes through all turns, and a lead can have several": {
			[]*tale{lead("a").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(0, 13), "silence", 0).
				turn(2, "ben", day(0, 13)).state(day(1, 9), "returned", "rejected").state(day(1, 12), "offered", "").
				turn(3, "ben", day(1, 12)).state(day(1, 13), "accepted", "")},
			map[Name]string{Acceptance: "1 of 2"}},
		"a moved meeting is no new round": {
			[]*tale{lead("a").offered(day(0, 9)).accepted(day(0, 10), day(4, 10)).state(day(1, 9), "offered", "").
				state(day(1, 10), "accepted", "")},
			map[Name]string{Acceptance: "1 of 1"}},
		"nor is another time with the same rep after the guest did not come": {
			[]*tale{lead("a").offered(day(0, 9)).accepted(day(0, 10), day(1, 10)).state(day(1, 11), "past", "").
				state(day(2, 9), "offered", "").state(day(2, 10), "escalated", "").state(day(2, 11), "offered", "").
				state(day(2, 12), "accepted", "")},
			map[Name]string{Acceptance: "1 of 1"}},
		"with another rep, or after it came back, it is one": {
			[]*tale{
				lead("a").offered(day(0, 9)).accepted(day(0, 10), day(1, 10)).state(day(1, 11), "past", "").
					turn(2, "ben", day(2, 9)).state(day(2, 9), "offered", "").state(day(2, 10), "returned", "rejected"),
				lead("b").offered(day(0, 9)).accepted(day(0, 10), day(1, 10)).state(day(1, 11), "returned", "rejected").
					state(day(2, 9), "offered", "").state(day(2, 10), "accepted", ""),
			}, map[Name]string{Acceptance: "3 of 4"}},
		"acceptance of reps: accepted, rejected, silent; who could not make it stands beside": {
			[]*tale{
				lead("a").offered(day(0, 9)).accepted(day(0, 10), day(3, 10)),
				lead("b").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(1, 9), "rejected", 0),
				lead("c").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(1, 9), "silence", 0),
				lead("d").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(1, 9), "declined", 0),
				lead("e").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(1, 9), "away", 0),
				lead("f").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(1, 9), "gone", 0),
				lead("g").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(1, 9), "manager", 0),
				lead("h").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(1, 9), "no-time", 0),
			}, map[Name]string{AcceptanceRep: "1 of 3", CouldNot: "1"}},
		"on time: a decisive answer by the due time, dated by whichever came first": {
			[]*tale{
				lead("a").offered(day(0, 9)).of(handoff.MomentDecisive, 1, "rita", day(0, 13), "", 4*time.Hour),
				lead("b").offered(day(0, 9)).of(handoff.MomentDecisive, 1, "rita", day(0, 14), "", 5*time.Hour),
				lead("c").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(0, 13), "silence", 0),
				lead("d").offered(day(6, 22)), // its window ends after the week
				lead("e").offered(day(0, 9)).of(handoff.MomentHalf, 1, "rita", day(0, 10), "", 0),
				lead("f").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(0, 13), "no-time", 0),
				lead("g").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(0, 13), "taken", 0),
			}, map[Name]string{OnTime: "1 of 3", HalfAnswers: "1", Within1: "0 of 3", Within4: "1 of 3", Within8: "2 of 3"}},
		"the first word of any rep: what has not come yet is longer than all": {
			[]*tale{
				lead("a").offered(day(0, 9)).of(handoff.MomentTouch, 1, "rita", day(0, 10), "", 0),
				lead("b").offered(day(0, 9)).of(handoff.MomentTouch, 1, "rita", day(0, 12), "", 0),
				lead("c").offered(day(0, 9)),
			}, map[Name]string{FirstTouch: "3\u00a0h; 1 of 3 not yet"}},
		"booked, as the schedule stood a day before the start": {
			[]*tale{
				held("a", day(3, 10)),
				lead("b").offered(day(0, 9)).accepted(day(0, 10), day(4, 10)).
					tell(handoff.Moment{Kind: handoff.MomentOff, At: day(2, 10)}), // in time
				lead("c").offered(day(0, 9)).accepted(day(0, 10), day(4, 10)).
					tell(handoff.Moment{Kind: handoff.MomentOff, At: day(4, 8)}), // too late
				lead("d").offered(day(0, 9)).accepted(day(0, 10), day(4, 10)).meets(day(4, 8), day(9, 10)), // moved too late
				lead("e").offered(day(0, 9)).accepted(day(0, 10), day(4, 10)).meets(day(1, 8), day(9, 10)),
			}, map[Name]string{BookedName: "3", HeldRate: "1 of 3", FellThrough: "2"}},
		"held, no-show of the guest, ours; unconfirmed and disputed stand beside": {
			[]*tale{
				held("a", day(3, 10)),
				lead("b").offered(day(0, 9)).accepted(day(0, 10), day(3, 10)).verdict(day(3, 12), day(3, 10), "no-show"),
				lead("c").offered(day(0, 9)).accepted(day(0, 10), day(3, 10)).verdict(day(3, 12), day(3, 10), "no-show (us)"),
				lead("d").offered(day(0, 9)).accepted(day(0, 10), day(3, 10)),
				lead("e").offered(day(0, 9)).accepted(day(0, 10), day(3, 10)).verdict(day(3, 12), day(3, 10), "disputed"),
			}, map[Name]string{BookedName: "5", HeldRate: "1 of 3", GuestNoShow: "1 of 3", OurNoShow: "1", Unconfirmed: "1",
				Disputed: "1", FellThrough: "2", MissingOutcome: "1"}},
		"a verdict can be corrected": {
			[]*tale{held("a", day(1, 10)).verdict(day(2, 9), day(1, 10), "no-show")},
			map[Name]string{HeldRate: "0 of 1", GuestNoShow: "1 of 1"}},
		"nobody accepted by the start": {
			[]*tale{lead("a").offered(day(0, 9)).state(day(2, 9), "returned", "nobody")},
			map[Name]string{FellThrough: "1"}},
		"opportunities of meetings held four weeks ago, within 28 days": {
			[]*tale{
				held("a", old(4)).opportunity(old(4).AddDate(0, 0, 28)),
				held("b", old(4)).opportunity(old(4).AddDate(0, 0, 29)),
				held("c", old(4)), held("d", old(3)).opportunity(old(2)),
				lead("early").offered(old(5)).opportunity(old(5)).accepted(old(5).Add(time.Hour), old(4)).
					verdict(old(4).Add(time.Hour), old(4), "held"),
			}, map[Name]string{HeldToOpp: "2 of 4"}},
		"opportunities of leads offered eight weeks ago, within 56 days": {
			[]*tale{lead("a").offered(old(8)).opportunity(old(8).AddDate(0, 0, 56)),
				lead("b").offered(old(8)).opportunity(old(8).AddDate(0, 0, 57)), lead("c").offered(old(7)).opportunity(old(6))},
			map[Name]string{LeadToOpp: "1 of 2"}},
		"won in the week, and of those offered 13 weeks ago": {
			[]*tale{
				lead("a").offered(old(13)).tell(handoff.Moment{Kind: handoff.MomentDeal, At: day(1, 9), Code: "won",
					Amount: handoff.Amount{Cents: 1200000, Currency: "EUR"}}),
				lead("b").offered(old(13)).tell(handoff.Moment{Kind: handoff.MomentDeal, At: old(9), Code: "won"}),
				lead("c").offered(old(13)).tell(handoff.Moment{Kind: handoff.MomentDeal, At: day(1, 9), Code: "lost"}),
			}, map[Name]string{Won: "1", WonCohort: "2 of 3"}},
		"an order counts once, with its last amount, and not if it was lost after all": {
			[]*tale{
				lead("a").offered(old(1)).won(day(1, 9), 1200000).won(day(2, 9), 1300000),
				lead("b").offered(old(1)).won(day(1, 9), 500000).tell(handoff.Moment{Kind: handoff.MomentDeal, At: day(2, 9),
					Code: "lost"}),
			}, map[Name]string{Won: "1", "sum": "13,000 EUR"}},
		"good leads of those held, from five answers over eight weeks": {
			[]*tale{held("a", old(1)), held("b", old(2)), held("c", old(7)), held("d", old(0)), held("e", old(8)),
				held("f", old(3)).state(old(3).Add(2*time.Hour), "returned", "rejected")},
			map[Name]string{Score: "4 of 5"}},
		"four answers are no score": {
			[]*tale{held("a", old(1)), held("b", old(2)), held("c", old(7)), held("d", old(0))}, map[Name]string{Score: "–"}},
		"what the qualifier left out": {
			[]*tale{lead("a").offered(day(0, 9), "pain", "timeframe"), lead("b").offered(day(0, 9))},
			map[Name]string{MissingAtOffer: "2 of 14 (14 %)"}},
		"missing now: what is overdue by a working day": {
			[]*tale{
				lead("a").offered(day(0, 9)).accepted(day(0, 10), day(4, 10)), // Friday: due on Monday
				lead("b").offered(day(0, 9)).accepted(day(0, 10), day(3, 10)),
				held("c", day(0, 10)), held("d", day(0, 10)).opportunity(day(1, 9)), held("e", day(3, 10)),
				lead("f").offered(day(0, 9)).tell(handoff.Moment{Kind: handoff.MomentStep, At: day(2, 9), Code: "asked", Rep: "rita"}),
				lead("g").offered(day(0, 9)).tell(handoff.Moment{Kind: handoff.MomentStep, At: day(2, 9), Code: "asked", Rep: "rita"}).
					tell(handoff.Moment{Kind: handoff.MomentStep, At: day(3, 9), Code: "named", Rep: "rita"}),
			}, map[Name]string{MissingOutcome: "1", MissingOpp: "1", MissingStep: "1"}},
		"silences are claimed, then recorded": {
			[]*tale{lead("a").offered(day(-5, 9)).of(handoff.MomentSilence, 1, "rita", day(-4, 9), "claimed", 0).
				of(handoff.MomentSilence, 1, "rita", day(0, 9), "recorded", 0),
				lead("b").offered(day(0, 9)).of(handoff.MomentSilence, 1, "rita", day(1, 9), "claimed", 0).
					of(handoff.MomentSilence, 1, "rita", day(2, 9), "dropped", 0)},
			map[Name]string{Claimed: "1", Neglect: "1"}},
	} {
		t.Run(name, func(t *testing.T) {
			var all []handoff.Told
			for _, l := range tt.lives {
				all = append(all, l.all...)
			}
			got := Count(Lives(all, later), theWeek, Whose{}, later)
			for name, want := range tt.want {
				text := said(t, got.Of(name).Says())
				if name == "sum" {
					text = fmt.Sprint(got.Sums[0])
				}
				if name == FirstTouch {
					text = said(t, got.Touch.Says())
				}
				if text != want {
					t.Errorf("%s: %s, want %s", name, text, want)
				}
			}
			recount(t, got)
		})
	}
}

// said is the sentence of a reason.
func said(t *testing.T, r handoff.Reason) string {
	t.Helper()
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	return view.Why(set, &handoff.Config{}, r)
}

// recount counts the rows of the table, as somebody else would.
func recount(t testing.TB, f Figures) {
	t.Helper()
	n, of := map[string]int{}, map[string]int{}
	for _, r := range f.Rows(func(Name, Fact) bool { return true }) {
		counts, _ := strconv.Atoi(r[4])
		n[r[0]] += counts
		of[r[0]]++
	}
	for _, g := range f.All {
		if name := string(g.Name); n[name] != g.N || g.Share && of[name] != g.Of {
			t.Errorf("%s is %s, and its rows come to %d of %d", name, g.Says(), n[name], of[name])
		}
	}
	if of["first-touch"] != f.Touch.Of || n["first-touch"] != f.Touch.Of-f.Touch.NotYet {
		t.Errorf("first touch: %+v, and its rows come to %d of %d", f.Touch, n["first-touch"], of["first-touch"])
	}
}

// TestFiguresOfGroups: a figure of a team, a qualifier and a source is of its leads, one of a rep of their turns.
func TestFiguresOfGroups(t *testing.T) {
	all := slices.Concat(
		lead("a").offered(day(0, 9)).of(handoff.MomentEnd, 1, "rita", day(0, 13), "silence", 0).turn(2, "ben", day(0, 13)).
			of(handoff.MomentDecisive, 2, "ben", day(0, 14), "", time.Hour).all,
		lead("b").tell(handoff.Moment{Kind: handoff.MomentOffer, At: day(0, 9), Team: "west", By: "uma", Source: "fair"}).all)
	lives := Lives(all, later)
	for _, tt := range []struct {
		whose           Whose
		offered, onTime string
	}{
		{Whose{}, "2", "1 of 2"}, {Whose{Team: "sales"}, "1", "1 of 2"}, {Whose{Team: "west"}, "1", "–"},
		{Whose{Rep: "rita"}, "1", "0 of 1"}, {Whose{Rep: "ben"}, "1", "1 of 1"}, {Whose{Qualifier: "uma"}, "1", "–"},
		{Whose{Source: "fair"}, "1", "–"}, {Whose{Rep: "yuki"}, "0", "–"},
	} {
		got := Count(lives, theWeek, tt.whose, later)
		if o, on := said(t, got.Of(Offered).Says()), said(t, got.Of(OnTime).Says()); o != tt.offered || on != tt.onTime {
			t.Errorf("%+v: offered %s, on time %s; want %s and %s", tt.whose, o, on, tt.offered, tt.onTime)
		}
	}
}

// TestAReportIsASnapshot: what is decided later changes nothing of a report as of now.
func TestAReportIsASnapshot(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var all []handoff.Told
		for i := range rapid.IntRange(1, 8).Draw(r, "leads") {
			l := lead(handoff.ID(fmt.Sprint("HO-", i)))
			at := day(rapid.IntRange(-20, 3).Draw(r, "day"), 9)
			l.offered(at)
			for range rapid.IntRange(0, 8).Draw(r, "length") {
				at = at.Add(time.Duration(rapid.IntRange(1, 100).Draw(r, "hours")) * time.Hour)
				switch rapid.IntRange(0, 6).Draw(r, "what") {
				case 0:
					l.accepted(at, at.Add(30*time.Hour))
				case 1:
					l.verdict(at, at, rapid.SampledFrom([]handoff.Outcome{"held", "no-show", "disputed"}).Draw(r, "verdict"))
				case 2:
					l.opportunity(at)
				case 3:
					l.state(at, rapid.SampledFrom([]handoff.Code{"offered", "returned", "closed", "held"}).Draw(r, "state"), "rejected")
				case 4:
					l.of(handoff.MomentEnd, 1, "rita", at, "silence", 0)
				case 5:
					l.tell(handoff.Moment{Kind: handoff.MomentOff, At: at})
				default:
					l.of(handoff.MomentSilence, 1, "rita", at, "recorded", 0)
				}
			}
			all = append(all, l.all...)
		}
		asOf := later.Add(time.Duration(rapid.IntRange(-200, 200).Draw(r, "as of")) * time.Hour)
		var known []handoff.Told
		for _, m := range all {
			if !m.Decided.After(asOf) {
				known = append(known, m)
			}
		}
		then := Count(Lives(known, asOf), theWeek, Whose{}, asOf)
		now := Count(Lives(all, asOf), theWeek, Whose{}, asOf)
		if a, b := fmt.Sprint(then), fmt.Sprint(now); a != b {
			r.Fatalf("as it was known then:\n%s\nas it is reported now:\n%s", a, b)
		}
		recount(t, now)
	})
}

// TestWeekOf: a week begins on Monday at midnight of its zone, also where a clock changes in it.
func TestWeekOf(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-29T23:59:00+01:00": "2026-11-23T00:00:00+01:00 2026-11-30T00:00:00+01:00",
		"2026-11-30T00:00:00+01:00": "2026-11-30T00:00:00+01:00 2026-12-07T00:00:00+01:00",
		"2026-10-25T12:00:00+01:00": "2026-10-19T00:00:00+02:00 2026-10-26T00:00:00+01:00",
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		w := WeekOf(instant.In(berlin))
		if got := w.From.Format(time.RFC3339) + " " + w.To.Format(time.RFC3339); got != want {
			t.Errorf("%s lies in %s, want %s", at, got, want)
		}
	}
}

// TestNeglectIsToldFor90Days: a recorded silence stands in the figures of its week until then, and in none that are
// counted later.
func TestNeglectIsToldFor90Days(t *testing.T) {
	l := lead("a").offered(day(-5, 9)).of(handoff.MomentSilence, 1, "rita", day(-4, 9), "claimed", 0).
		of(handoff.MomentSilence, 1, "rita", day(0, 9), "recorded", 0)
	for days, want := range map[int]int{89: 1, 90: 0, 400: 0} {
		asOf := day(0, 9).Add(time.Duration(days) * 24 * time.Hour)
		got := Count(Lives(l.all, asOf), theWeek, Whose{}, asOf)
		if n := got.Of(Neglect).N; n != want {
			t.Errorf("after %d days: %d, want %d", days, n, want)
		}
	}
}

// TestExplained: a fact says in words how it counts: which item was missing, how long it took, what became of it.
func TestExplained(t *testing.T) {
	c := company()
	c.Teams[0].Fields = []handoff.Field{{Name: "pain", Label: "Pain"}}
	f := Take(aWeek(), theWeek, later, time.Time{}).Count(Whose{})
	for _, tc := range []struct {
		name Name
		says string
		want []string // of its facts; – is one that does not count
	}{
		{MissingAtOffer, "1 of 14 (7 %)", []string{"Pain", "–known"}},
		{FirstTouch, "1\u00a0h", []string{"1\u00a0h"}}, {HeldRate, "1 of 2", []string{"held", "–the guest did not come"}},
		{Won, "1: 12,000 EUR", []string{"12,000 EUR"}}, {Acceptance, "2 of 2", []string{"accepted"}}, {OnTime, "2 of 2", []string{"in time"}},
	} {
		if got := Named(said(t, tc.name.Says()), func(r handoff.Reason) string { return said(t, r) }); got != tc.name {
			t.Errorf("%s is found as %q", tc.name, got)
		}
		g, says := f.Explained(tc.name)
		var facts []string
		for _, x := range g.Facts {
			words := said(t, x.Says(tc.name, c))
			if !x.Counts {
				words = "–" + words
			}
			if !slices.Contains(facts, words) {
				facts = append(facts, words)
			}
		}
		if slices.Sort(facts); said(t, says) != tc.says || !slices.Equal(facts, slices.Sorted(slices.Values(tc.want))) {
			t.Errorf("%s: %s, %q; want %s, %q", tc.name, said(t, says), facts, tc.says, tc.want)
		}
	}
	if Named("luck", func(r handoff.Reason) string { return said(t, r) }) != "" {
		t.Error("luck is a figure")
	}
}

// TestTwelveRipeWeeks: what was held over twelve weeks of which 28 days are over stands beside the one week.
func TestTwelveRipeWeeks(t *testing.T) {
	held := func(id handoff.ID, weeks int) *tale {
		at := day(0, 9).AddDate(0, 0, -7*weeks)
		return lead(id).offered(at).accepted(at.Add(time.Hour), at.Add(25*time.Hour)).verdict(at.Add(26*time.Hour),
			at.Add(25*time.Hour), handoff.OutcomeHeld)
	}
	won := held("b", 15)
	won.opportunity(day(0, 9).AddDate(0, 0, -7*14))
	late := held("e", 5)
	late.opportunity(day(3, 9)) // five weeks later
	f := Count(Lives(slices.Concat(held("a", 4).all, won.all, held("c", 16).all, held("d", 3).all, late.all), later), theWeek,
		Whose{}, later)
	if one, twelve := said(t, f.Of(HeldToOpp).Says()), said(t, f.Of(HeldToOpp12).Says()); one != "0 of 1" || twelve != "1 of 3" {
		t.Errorf("%s, and of twelve weeks %s", one, twelve)
	}
}

// TestForgottenLater: a lead that is closed after what was known then stands as it did, also by a clock set back.
func TestForgottenLater(t *testing.T) {
	l := lead("a").offered(day(0, 9)).accepted(day(0, 10), day(9, 9))
	l.state(day(1, 9), "closed", "")
	if got := Lives(l.all, day(0, 9))[0]; got.Stands != handoff.Offered {
		t.Errorf("as of the offer it is %s", got.Stands)
	}
	back := slices.Clone(l.all)
	back[len(back)-1].Decided = day(0, 9)
	if got := Lives(back, day(0, 9))[0]; got.Stands != handoff.Offered {
		t.Errorf("closed by a clock set back, as of the offer it is %s", got.Stands)
	}
}

// TestMedian: the middle of the times in whole minutes; of an even number midway between two, and none where either has
// not come.
func TestMedian(t *testing.T) {
	for _, tc := range []struct {
		minutes []int // -1: not yet
		want    string
	}{
		{[]int{70, 1480}, "12\u00a0h\u00a055\u00a0min"}, {[]int{1480, 70, 10}, "1\u00a0h\u00a010\u00a0min"},
		{[]int{70, -1}, "1 of 2 not yet"}, {[]int{10, 20, 40, -1}, "30\u00a0min; 1 of 4 not yet"},
		{[]int{10, 20, -1, -1}, "2 of 4 not yet"}, {[]int{30}, "30\u00a0min"},
	} {
		var all []handoff.Told
		for i, m := range tc.minutes {
			l := lead(handoff.ID(strconv.Itoa(i))).offered(day(0, 9))
			if m >= 0 {
				l.of(handoff.MomentTouch, 1, "rita", day(0, 9).Add(time.Duration(m)*time.Minute+30*time.Second), "", 0)
			}
			all = append(all, l.all...)
		}
		f := Take(all, theWeek, later, time.Time{}).Count(Whose{})
		if got := said(t, f.Touch.Says()); got != tc.want {
			t.Errorf("%v: %s, want %s", tc.minutes, got, tc.want)
		}
		recounted(t, fmt.Sprint(tc.minutes), f, f.Table(func(Name, Fact) bool { return true }))
	}
}

// TestWhatFollowsIsTold: what fell through is told with the next step and who has it, or why none follows; the orders
// with their sum.
func TestWhatFollowsIsTold(t *testing.T) {
	c := company()
	for _, tc := range []struct {
		after func(*tale)
		want  string
	}{
		{func(*tale) {}, "the guest did not come; next step: rita"},
		{func(l *tale) {
			l.tell(handoff.Moment{Kind: handoff.MomentStep, At: day(2, 9), Code: "named", Rep: "ben", Start: day(8, 9)})
		}, "the guest did not come; next step: ben, Tue 1 Dec"},
		{func(l *tale) { l.state(day(2, 9), "returned", "no-show") }, "the guest did not come; next step: quinn"},
		{func(l *tale) { l.state(day(2, 9), "escalated", "") }, "the guest did not come; a manager decides what is next"},
		{func(l *tale) { l.state(day(2, 9), "nurture", "") }, "the guest did not come; the lead rests until later"},
		{func(l *tale) { l.state(day(2, 9), "closed", "") }, "the guest did not come; the lead is closed, and none follows"},
		{func(l *tale) { l.state(day(2, 9), "converted", "").won(day(2, 9), 1_200_000) },
			"the guest did not come; it is an opportunity now"},
	} {
		l := lead("a").offered(day(0, 9)).accepted(day(0, 10), day(1, 9)).verdict(day(1, 11), day(1, 9), handoff.OutcomeNoShow)
		tc.after(l)
		f := Take(l.all, theWeek, later, time.Time{}).Count(Whose{})
		if got := said(t, f.Of(FellThrough).Facts[0].Says(FellThrough, c)); got != tc.want {
			t.Errorf("%s; want %s", got, tc.want)
		}
		if mail := said(t, f.sentences(c.Names)[1]); mail != "1 fell through: a ("+tc.want+")." {
			t.Errorf("the mail says %s", mail)
		}
		if own := said(t, f.sentences(handoff.NamesOwn)[1]); strings.Contains(own, "rita") || strings.Contains(own, "quinn") {
			t.Errorf("with a name: %s", own)
		}
		if _, sum := f.Explained(Won); f.Of(Won).N > 0 && said(t, sum) != "1: 12,000 EUR" {
			t.Errorf("won: %s", said(t, sum))
		}
	}
}

// TestAnAnswerStaysOne: what ends a turn after it was answered takes the answer out of no figure of a week that is over:
// neither that somebody else is given the lead, nor that the prospect wants to be forgotten.
func TestAnAnswerStaysOne(t *testing.T) {
	l := lead("a").offered(day(0, 9)).accepted(day(0, 10), day(2, 9)).state(day(2, 9), "past", "").
		verdict(day(2, 10), day(2, 9), handoff.OutcomeHeld).state(day(2, 10), "held", "")
	known := later.AddDate(0, 0, 30)
	count := func() Figures { return Count(Lives(l.all, known), theWeek, Whose{}, known) }
	was := count()
	next := day(8, 15)
	l.of(handoff.MomentEnd, 1, "rita", next, "manager", 0)
	// as older versions recorded it
	l.tell(handoff.Moment{Kind: handoff.MomentWindow, At: next, Turn: 2, Rep: "ben", Start: next, End: next})
	l.of(handoff.MomentAccepted, 2, "ben", next, "", 0)
	l.of(handoff.MomentEnd, 2, "ben", next.Add(time.Hour), "withdrawn", 0).state(next.Add(time.Hour), "closed", "cancelled")
	for i, now := range count().All {
		if then := was.All[i]; now.N != then.N || now.Of != then.Of {
			t.Errorf("%s was %d of %d, and is %d of %d", now.Name, then.N, then.Of, now.N, now.Of)
		}
	}
	for _, g := range Count(Lives(l.all, known), WeekOf(next), Whose{Rep: "ben"}, known).All {
		if g.N+g.Of > 0 {
			t.Errorf("of ben, who was asked nothing: %s %d of %d", g.Name, g.N, g.Of)
		}
	}
}
