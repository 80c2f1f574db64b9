package dates

import (
	"slices"
	"time"
)

// answer takes the outcomes of all readings to a time or a question.
func (v viewpoint) answer(readings []reading, phrase string) Understood {
	outcomes := v.outcomes(readings)
	var found []outcome
	var asked outcome
	for _, o := range outcomes {
		if o.problem == solved {
			if !slices.ContainsFunc(found, o.same) {
				found = append(found, o)
			}
		} else if o.problem > asked.problem {
			asked = o
		}
	}
	if len(found) == 0 {
		return Understood{Ask: v.question(asked, phrase)}
	}
	if rivals := append(found, contenders(found[0], outcomes)...); len(rivals) > 1 {
		both := outcome{trouble: trouble{problem: choice}}
		for _, o := range rivals {
			both.choices = append(both.choices, o.choices...)
			if o.problem == solved {
				both.choices = append(both.choices, o.start)
			} else {
				both.days = append(both.days, o.days...)
			}
		}
		return Understood{Ask: v.question(both, phrase)}
	}
	if f := found[0]; f.ranged && f.end.Sub(f.start) > longestMeeting {
		asked := trouble{problem: noTime, reason: openRange(), days: []time.Time{dateOf(f.start)}}
		return Understood{Ask: v.question(outcome{trouble: asked}, phrase)}
	}
	return Understood{Start: found[0].start, End: found[0].end, Zone: found[0].zone}
}

// outcomes resolves the least odd readings.
func (v viewpoint) outcomes(readings []reading) []outcome {
	usual := american(v.zone)
	orders := words().orders
	least := maxSteps
	for _, r := range readings {
		if r.settles(orders, usual) {
			least = min(least, r.cost)
		}
	}
	var out []outcome
	for _, r := range readings {
		if r.cost == least && r.settles(orders, usual) {
			out = append(out, v.resolve(r))
		}
	}
	return out
}

func (o outcome) same(other outcome) bool {
	return o.start.Equal(other.start) && o.end.Equal(other.end)
}

// contenders lists other readings that are as good: one with several moments itself, or a date whose weekday fits and
// that only lacks a time ("Thu 10-12" before a Thursday 10 December).
func contenders(found outcome, outcomes []outcome) []outcome {
	var out []outcome
	for _, o := range outcomes {
		if o.problem == choice && len(o.choices) > 1 || o.problem == noTime && o.firm && !o.day.Equal(dateOf(found.start)) {
			out = append(out, o)
		}
	}
	return out
}

// question is what to ask the qualifier; nothing if there was no reading at all.
func (v viewpoint) question(o outcome, phrase string) Question {
	switch o.problem {
	case solved:
		return nil
	case noDay:
		if o.reason.empty() {
			return Question{sentence("ask-date/which-day", wordsArg(phrase))}
		}
		return Question{o.reason}
	case noTime:
		var days []Sentence
		for _, d := range o.days {
			days = append(days, v.day(d))
		}
		return o.reason.then(sentence("ask-date/time-on", sentenceArg(days...)))
	case noZone:
		return Question{o.reason}
	case noClock:
		return o.reason.then(sentence("ask-date/time"))
	}
	labels := v.labels(o.choices)
	for _, d := range o.days {
		if o.problem == choice {
			labels = append(labels, sentence("ask-date/other-time", sentenceArg(v.day(d))))
		}
	}
	switch {
	case len(labels) > 0:
		return o.reason.then(sentence("ask-date/meant", sentenceArg(labels...)))
	case o.reason.asks():
		return Question{o.reason}
	}
	return o.reason.then(sentence("ask-date/which"))
}

// mostChoices bounds the readings named in one question.
const mostChoices = 4

// labels names moments ahead so that no two look alike.
func (v viewpoint) labels(times []time.Time) []Sentence {
	slices.SortFunc(times, time.Time.Compare)
	times = slices.CompactFunc(times, time.Time.Equal)
	places := map[string]bool{}
	for _, t := range times {
		places[t.Location().String()] = true
	}
	var out []Sentence
	for _, t := range times {
		if len(out) == mostChoices {
			break
		}
		if t.After(v.now) {
			out = append(out, v.label(t, len(places) > 1))
		}
	}
	return out
}

// label names a moment with its zone.
func (v viewpoint) label(t time.Time, place bool) Sentence {
	named := sentence("ask-date/moment", sentenceArg(v.day(t)), timeArg(t))
	if place {
		return sentence("ask-date/moment-in", sentenceArg(named), wordsArg(t.Location().String()))
	}
	return named
}

// day names a day, with its year if that is not this year.
func (v viewpoint) day(t time.Time) Sentence {
	if t.Year() == v.now.Year() {
		return shortDay(t)
	}
	return longDay(t)
}
