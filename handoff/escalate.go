package handoff

// escalate puts the manager in charge; the reason is that of the decision so far.
func (t *turn) escalate() {
	t.to(Escalated)
	t.tell(PurposeEscalation, t.manager(), RoleManager, t.reason.Code, t.pool.escalation())
}

// climb asks the next tier; the last tier is asked daily, together with the advocates, and is never left silent.
func (t *turn) climb() { t.climbFrom("silent") }

// climbFrom is climb where something else than silence is why.
func (t *turn) climbFrom(why Code) {
	silent := t.manager()
	t.h.Nudged, t.h.HoldUntil = t.now, zeroTime
	t.refresh()
	if _, above := t.h.nextManager(t.e.Config); above {
		t.h.Climb++
		t.h.Nudges = 0
		t.note("climb/"+why, PersonArg(silent), PersonArg(t.manager()))
		t.tell(PurposeEscalation, t.manager(), RoleManager, "climb", nil)
		return
	}
	t.h.Nudges++
	t.note("still-waiting/"+why, PersonArg(silent))
	t.tell(PurposeEscalation, silent, RoleManager, "again", nil)
	t.tellAdvocate("still-escalated")
}

// refresh looks anew who else could have the lead, for the next mail to the manager.
func (t *turn) refresh() {
	if t.stands() && t.now.Before(t.h.Start) {
		_, t.h.Pool = t.route()
		t.h.PoolAt = t.now
	}
}
