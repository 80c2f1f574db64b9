package replay

import (
	"maps"
	"slices"

	"handoffd/calendar"
	"handoffd/handoff"
)

// neverAsked is why a calendar is not known that only these rules ask.
const neverAsked handoff.Code = "unread/never-asked"

// whoever is what comes of a fact whatever calendars show that nobody asked then. If it depends on them in whose hands
// the lead comes, it names somebody on whose calendar.
func whoever(h *handoff.Handoff, f handoff.Fact, env handoff.Env, d handoff.Decision) (handoff.Decision,
	handoff.PersonID) {
	var veiled []handoff.PersonID
	for _, id := range slices.Sorted(maps.Keys(env.Lookups.Busy)) {
		if why := env.Lookups.Busy[id].Unknown; len(why) > 0 && why[0].Same(handoff.Because(neverAsked)) {
			veiled = append(veiled, id)
		}
	}
	if len(veiled) == 0 {
		return d, ""
	}
	with := func(busy ...handoff.PersonID) (handoff.Decision, Step) {
		env := env
		env.Lookups.Busy = maps.Clone(env.Lookups.Busy)
		all := calendar.Span{Start: env.Now.AddDate(-1, 0, 0), End: env.Now.AddDate(2, 0, 0)}
		for _, id := range veiled {
			c := handoff.Calendar{From: all.Start, To: all.End, ReadAt: env.Now}
			if slices.Contains(busy, id) {
				c.Busy = []handoff.Taken{{Span: all}}
			}
			env.Lookups.Busy[id] = c
		}
		d := handoff.Decide(*h, f, env)
		return d, stepOf(&d.Handoff, env.Now)
	}
	free, is := with()
	for _, id := range veiled { // of those who are free the first has it: without them, another one
		if _, other := with(id); !other.alike(is) {
			return d, id
		}
	}
	if _, other := with(veiled...); !other.alike(is) {
		return d, veiled[0]
	}
	if !stepOf(&d.Handoff, env.Now).alike(is) && free.Err == nil {
		return free, ""
	}
	return d, ""
}
