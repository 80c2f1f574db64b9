package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// choosing reads a plain answer to a clash: the number of a slot, a day and time, or the name of another rep. Only the
// side that was asked can choose.
func (r *reading) choosing(line, note string) (handoff.Fact, bool) {
	c := r.h.Clash
	if c == nil || note != "" || !r.h.MaySettle(r.about.By, r.c) {
		return nil, false
	}
	words, end := politely(line, text.Words(line))
	if len(words) == 0 || strings.ContainsAny(line, "?？+") { // "+1" says that somebody likes it
		return nil, false
	}
	if n, ok := slotNumber(text.Plain(words)); ok {
		return r.slot(c, n), true
	}
	s := trimMarks(line[words[0].From:end])
	if u := dates.Parse(s, r.now, r.zone); !u.Start.IsZero() {
		return &handoff.Move{Start: u.Start, End: u.End}, true
	}
	if c.Asked != handoff.RoleQualifier || c.Move || len(words) > 3 {
		return nil, false
	}
	if id, ask, ok := r.rep(argument{text: s, words: text.Plain(words)}); ok && ask.Code == "" {
		return &handoff.NameRep{Rep: id}, true
	}
	return nil, false
}

// ordinals name slots, the first one first.
var ordinals = []string{"first", "second", "third", "fourth", "fifth"}

// slotNumber reads "2", "slot 2", "#2", "the second one".
func slotNumber(words []string) (int, bool) {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return slices.Contains([]string{"slot", "option", "number", "nr", "no", "time", "the", "one", "choice", "take",
			"lets"}, w)
	})
	if len(words) != 1 {
		return 0, false
	}
	if i := slices.Index(ordinals, words[0]); i >= 0 {
		return i + 1, true
	}
	return smallNumber(words[0])
}

// slot is the move to one of the slots that were offered.
func (r *reading) slot(c *handoff.Clash, n int) handoff.Fact {
	switch {
	case len(c.Slots) == 0:
		return r.unclear("ask-slot/none")
	case n > len(c.Slots):
		return r.unclear("ask-slot", handoff.NumberArg(len(c.Slots)))
	}
	return &handoff.Move{Start: c.Slots[n-1].Start, End: c.Slots[n-1].End}
}

// keepingTime reads that the time stays, whatever is in the calendar.
func keepingTime(r *reading, a argument) (handoff.Fact, bool) {
	same := []string{"time", "anyway", "as", "is", "all", "same", "event", "conflict"}
	rest := slices.DeleteFunc(slices.Clone(a.words), func(w string) bool { return slices.Contains(same, w) })
	return &handoff.KeepTime{}, argument{words: rest}.bare()
}

// ignoringThat is keepingTime about what stands in the way: it does not matter, now or later.
func ignoringThat(r *reading, a argument) (handoff.Fact, bool) {
	f, ok := keepingTime(r, a)
	if k, is := f.(*handoff.KeepTime); is {
		k.Ignore = true
	}
	return f, ok
}

// timeInQuestion says whether the sender was asked if the time stays.
func (r *reading) timeInQuestion() bool {
	a := r.h.Current()
	return r.h.MaySettle(r.about.By, r.c) || a != nil && !a.Removed.IsZero() && a.Rep == r.about.By.Person
}
