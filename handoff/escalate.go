package handoff

import "time"

// escalate puts the manager in charge; the reason is that of the decision so far.
func (t *turn) escalate() {
	t.to(Escalated)
	var tiers []int
	for i := range t.team.tiers(t.e.Config) {
		tiers = append(tiers, i)
	}
	t.chooseTier(tiers)
	t.askManager(t.reason.Code, t.pool.escalation())
}

// chooseTier puts the first of the tiers in charge that is at work, or the first of them if none is.
func (t *turn) chooseTier(from []int) {
	tiers := t.team.tiers(t.e.Config)
	if len(from) == 0 {
		return
	}
	t.h.Climb = from[0]
	for _, i := range from {
		if t.morning(tiers[i], t.now).Equal(t.now) {
			t.h.Climb = i
			return
		}
	}
}

// askManager tells the tier in charge of the case: at once if they are at work or if the prospect would be waiting
// before they are, else in their morning.
func (t *turn) askManager(step Code, detail Detail) {
	m, before := t.manager(), len(t.actions)
	t.tell(PurposeEscalation, m, RoleManager, step, detail)
	morning := t.morning(m, t.now)
	if len(t.actions) > before && morning.After(t.now) && (!t.stands() || t.h.Start.After(morning)) {
		t.actions[before].Delay = morning.Sub(t.now)
	}
}

// climb asks the next tier; the last tier is asked daily, together with the advocates, and is never left silent.
func (t *turn) climb() { t.climbFrom("silent") }

// climbFrom is climb where something else than silence is why.
func (t *turn) climbFrom(why Code) {
	silent := t.manager()
	t.h.Nudged, t.h.HoldUntil = t.now, zeroTime
	t.refresh()
	if above := t.h.unasked(t.e.Config); len(above) > 0 {
		t.h.Nudges = 0
		t.chooseTier(above)
		t.note("climb/"+why, PersonArg(silent), PersonArg(t.manager()))
		t.askManager("climb", nil)
		return
	}
	t.h.Nudges++
	t.note("still-waiting/"+why, PersonArg(silent))
	t.tell(PurposeEscalation, silent, RoleManager, "again", nil)
	t.tellAdvocate("still-escalated")
}

// Repeats says whether an escalation asks once more for what its reader has got since it was decided: the mail with the
// case waited for their morning.
func (a Action) Repeats(decided time.Time, other Action, sent time.Time) bool {
	return a.Purpose == PurposeEscalation && a.Step == "again" && other.Purpose == a.Purpose && other.To == a.To &&
		other.Revision != a.Revision && !sent.Before(decided)
}

// refresh looks anew who else could have the lead, for the next mail to the manager.
func (t *turn) refresh() {
	if t.stands() && t.now.Before(t.h.Start) {
		_, t.h.Pool = t.route()
		t.h.PoolAt = t.now
	}
}
