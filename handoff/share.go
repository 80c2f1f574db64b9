package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// Whose turn it is: whoever has had the fewest, in hundredths, each counted by the weight of the rep.

// whole is a turn of somebody of the usual weight, in hundredths.
const whole = 100

// mostBehind is how many turns somebody may be behind and still make up for: what is more was time away, or from before
// they came, and is nobody's debt.
const mostBehind = 3 * whole

// rampDays are the days in which a newcomer comes from half a share to a whole one.
const rampDays = 30

// WeightOn is the share of leads that the person is to have on the day, in percent of the usual one.
func (p Person) WeightOn(at time.Time) int {
	w := p.Weight
	if w == 0 {
		w = 100
	}
	if p.Since == 0 {
		return w
	}
	days := int(at.Sub(p.Since.In(p.Location())) / day)
	return max(w*(rampDays+max(min(days, rampDays), 0))/(2*rampDays), 1)
}

// costs is what a turn of the rep counts now, in hundredths.
func (t *turn) costs(id PersonID) int { return whole * 100 / t.person(id).WeightOn(t.now) }

// counted is what the rep has had by the ledger, in hundredths.
func (l Load) counted() int { return l.Turns*whole + l.Part }

// ranks are the hundredths of turns by which the reps of the team are ranked: what each has had, without what silence
// cost where it would take a quarter of their share, and not further behind than can be made up for. Who is further
// behind is ranked a turn below the top: at the top itself others, whose turns count in parts, would pass him for ever.
func (t *turn) ranks() map[PersonID]int {
	out, top, dear := make(map[PersonID]int, len(t.team.Reps)), 0, whole
	for i, id := range t.team.Reps {
		n := t.e.Load[id].counted()
		if t.spared(id) {
			n -= t.e.Load[id].Cost * whole
		}
		if out[id] = n; i == 0 || n > top {
			top = n
		}
		dear = max(dear, t.costs(id))
	}
	for id, n := range out {
		if top-n > mostBehind+dear-whole { // at the top itself others, whose turns count in parts, would pass him for ever
			out[id] = top - whole
		}
	}
	return out
}

// spared says whether silence costs the rep nothing now: he has had less than three quarters of his share.
func (t *turn) spared(id PersonID) bool {
	if t.e.Load[id].Cost == 0 {
		return false
	}
	had, parts, own := 0, 0, 0
	for _, r := range t.team.Reps {
		part := t.present(r) * t.person(r).WeightOn(t.now)
		had, parts = had+t.e.Load[r].Had, parts+part
		if r == id {
			own = part
		}
	}
	return 4*t.e.Load[id].Had*parts < 3*had*own
}

// present are the days of the latest ones on which the rep was there, as far as is known.
func (t *turn) present(id PersonID) int {
	p, from := t.person(id), LoadSince(t.now)
	if p.Since != 0 {
		from = later(from, p.Since.In(p.Location()).Add(-day/2))
	}
	off := slices.Clone(t.e.Lookups.Away[id])
	for _, d := range p.Away {
		off = append(off, d.Span(p))
	}
	for _, pause := range t.e.Lookups.Pauses {
		if pause.Team == t.h.Team && pause.Of(id) {
			off = append(off, pause.Span)
		}
	}
	days := t.now.Sub(from)
	for _, s := range calendar.Merge(off) {
		if span := earlier(s.End, t.now).Sub(later(s.Start, from)); span > 0 {
			days -= span
		}
	}
	return max(int((days+day/2)/day), 0)
}

// levelUp books the turns that somebody who was away, or is new, is behind and need not make up for.
func (t *turn) levelUp(rep PersonID) {
	if !routes(*t.before, t.f) || !slices.Contains(t.team.Reps, rep) {
		return
	}
	behind := t.ranks()[rep] - t.e.Load[rep].counted()
	if behind > 0 {
		t.bookParts(rep, EntryLevel, behind)
	}
}

// bookParts books hundredths of turns.
func (t *turn) bookParts(rep PersonID, kind EntryKind, n int) {
	t.book(rep, kind, n/whole)
	t.ledger[len(t.ledger)-1].Part = n % whole
}

// Ranks are the hundredths of turns by which the reps of a team are ranked now, by what each has had and when they were
// there: the environment knows what RankNeeds asks for.
func Ranks(team string, e Env) map[PersonID]int {
	return begin(Handoff{Team: team}, &Sent{}, e).ranks()
}

// RankNeeds is what is to be looked up to tell how the reps of a team are ranked, and who of them has leads now.
func RankNeeds(t Team, now time.Time) []Need {
	since := LoadSince(now)
	return []Need{{What: NeedRoute, People: t.Reps, Since: since, From: now, To: now},
		{What: NeedPauses, Team: t.Name, Since: since}}
}
