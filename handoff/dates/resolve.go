package dates

import "time"

// problem says why a reading is no time; of several the highest is asked about.
type problem uint8

const (
	solved problem = iota
	noDay
	noTime
	inexact  // a vague word
	noZone   // "your time"
	noClock  // an impossible time of day, midnight
	gone     // past
	tooFar   // years ahead
	noSuch   // 30 February, a time that the clocks skip
	mismatch // two parts that do not fit
	choice   // more than one reading
)

// trouble is a problem with the sentence about it.
type trouble struct {
	problem problem
	reason  Sentence    // empty: none
	days    []time.Time // that may have been meant
	choices []time.Time // moments that may have been meant
}

// horizon is how far ahead an appointment may be: further on, a year is more likely a slip.
const horizon = 2 // years

// longestMeeting is how long an appointment lasts at most that two times bound: "9 to 5" says when somebody can meet.
const longestMeeting = 4 * time.Hour

// openRange says that two times bound when somebody can meet.
func openRange() Sentence { return sentence("ask-date/range") }

// outcome is what a reading means.
type outcome struct {
	slot
	trouble
	firm bool // weekday and date were both given and fit
	day  time.Time
}

// slot is a time found, with its end if any.
type slot struct {
	start, end time.Time
	zone       string
	ranged     bool // both times were named
}

// viewpoint is from where a phrase is read.
type viewpoint struct {
	now  time.Time // in zone
	zone *time.Location
}

// resolve finds the time a reading means, or what is wrong with it.
func (v viewpoint) resolve(r reading) outcome {
	if r.or {
		return v.alternatives(r)
	}
	if r.soon > 0 {
		return v.shortly(r)
	}
	if len(r.times) == 0 || r.vague != "" || r.openEnded() {
		return v.withoutTime(r)
	}
	spans, t := r.times[0].spans(r.part)
	if t.problem != solved {
		return outcome{trouble: t}
	}
	places, t := v.places(r.times[0].zones)
	if t.problem != solved {
		return outcome{trouble: t}
	}
	var out outcome
	var slots []slot
	for _, at := range places {
		days, t := r.dates(v.today(at.loc))
		if t.problem != solved {
			return v.troubled(t, spans[0], places[0])
		}
		home, t := r.dates(v.today(v.zone))
		if t.problem == solved {
			days = append(days, home...)
		}
		for _, day := range days {
			for _, span := range spans {
				more, t := v.slots(day, span, at)
				if t.problem != solved {
					out.trouble = t
				}
				slots = append(slots, more...)
			}
		}
	}
	return v.settle(r, distinct(slots), out)
}

// alternatives asks which side of an "or" is meant.
func (v viewpoint) alternatives(r reading) outcome {
	out := outcome{trouble: trouble{problem: choice}}
	other := r.other()
	r.or = false
	for _, side := range []reading{r, other} {
		o := v.resolve(side)
		out.choices = append(out.choices, o.choices...)
		if o.problem == solved {
			out.choices = append(out.choices, o.start)
		}
	}
	if len(out.choices) < 2 {
		out.trouble = trouble{problem: choice, reason: sentence("ask-date/several")}
	}
	return out
}

// settle takes the slots of a reading to one time or a question.
func (v viewpoint) settle(r reading, slots []slot, out outcome) outcome {
	var kept []slot
	for _, s := range slots {
		if r.minutes > 0 {
			end := s.start.Add(time.Duration(r.minutes) * time.Minute)
			if !s.end.IsZero() && !s.end.Equal(end) {
				return outcome{trouble: trouble{problem: mismatch, reason: sentence("ask-date/duration")}}
			}
			s.end, s.ranged = end, false
		}
		kept = append(kept, s)
	}
	if len(kept) == 0 {
		return out
	}
	agreed, t := v.agree(kept, r)
	if t.problem != solved {
		return outcome{trouble: t}
	}
	var ahead []slot
	for _, s := range agreed {
		if s.start.After(v.now) {
			ahead = append(ahead, s)
			out.choices = append(out.choices, s.start)
		}
	}
	switch {
	case len(ahead) == 0:
		return outcome{trouble: trouble{problem: gone, reason: past(v.label(agreed[0].start, false))}}
	case len(agreed) > 1:
		out.problem = choice
	case out.problem == noSuch:
	case ahead[0].start.After(v.now.AddDate(horizon, 0, 0)):
		named := v.label(ahead[0].start, false)
		out.trouble = trouble{problem: tooFar, reason: sentence("ask-date/far", sentenceArg(named))}
	default:
		return outcome{slot: ahead[0]}
	}
	return out
}

func inexactly(word string) trouble {
	return trouble{problem: inexact, reason: sentence("ask-date/inexact", wordsArg(quotable(word)))}
}

// withoutTime asks for the time of a day, or about a vague word.
func (v viewpoint) withoutTime(r reading) outcome {
	if r.vague != "" {
		return outcome{trouble: inexactly(r.vague)}
	}
	days, t := r.dates(v.today(v.zone))
	if t.problem > noTime && t.problem != choice {
		return v.troubled(t, minuteSpan{from: -1}, place{loc: v.zone})
	}
	out := outcome{trouble: trouble{problem: noTime, days: days}, firm: r.dated && r.date.month > 0 && r.weekday >= 0}
	if len(days) == 0 {
		out.trouble = trouble{problem: noDay, reason: t.reason}
	} else {
		out.day = days[0]
	}
	switch {
	case out.problem != noTime && out.problem != noDay:
	case r.openEnded():
		out.reason = openRange()
	case r.part >= 0 && out.problem == noTime:
		out.reason = sentence("ask-date/part-of-day")
	}
	return out
}

// troubled turns the days that a trouble proposes into choices with the time that was said.
func (v viewpoint) troubled(t trouble, span minuteSpan, at place) outcome {
	out := outcome{trouble: t}
	for _, day := range t.days {
		if span.from < 0 {
			continue
		}
		slots, _ := v.slots(day, span, at)
		for _, s := range slots {
			if s.start.After(v.now) {
				out.choices = append(out.choices, s.start)
			}
		}
	}
	return out
}

// distinct drops slots that are the same.
func distinct(slots []slot) []slot {
	var out []slot
next:
	for _, s := range slots {
		for _, known := range out {
			if s.start.Equal(known.start) && s.end.Equal(known.end) {
				continue next
			}
		}
		out = append(out, s)
	}
	return out
}

// agree keeps the slots that the other times and zones of the phrase confirm.
func (v viewpoint) agree(slots []slot, r reading) ([]slot, trouble) {
	for i, other := range r.times {
		zones := other.zones
		if i == 0 {
			if len(zones) < 2 {
				continue
			}
			zones = zones[1:]
		}
		if len(zones) == 0 {
			zones = []zoneName{{}}
		}
		read := other.spans
		if i > 0 && len(other.zones) > 0 {
			read = other.rivals
		}
		spans, t := read(r.part)
		if t.problem != solved {
			return nil, t
		}
		for _, z := range zones {
			places, t := v.places([]zoneName{z})
			if t.problem != solved {
				return nil, t
			}
			var kept []slot
			for _, s := range slots {
				if v.confirms(s, spans, places, r.twice) {
					kept = append(kept, s)
				}
			}
			if len(kept) == 0 {
				return nil, v.disagreement(slots, spans[0], places)
			}
			slots = kept
		}
	}
	return slots, trouble{}
}

// disagreement names the moments of two times that should be one.
func (v viewpoint) disagreement(slots []slot, span minuteSpan, places []place) trouble {
	t := trouble{problem: mismatch, reason: sentence("ask-date/moments-differ")}
	for _, s := range slots {
		t.choices = append(t.choices, s.start)
	}
	for _, at := range places {
		others, _ := v.slots(dateOf(slots[0].start.In(at.loc)), span, at)
		for _, o := range others {
			t.choices = append(t.choices, o.start)
			if o.start.Equal(slots[0].start) {
				return trouble{problem: mismatch, reason: sentence("ask-date/ends-differ")}
			}
		}
	}
	return t
}

// confirms reports that one of the spans, seen in one of the places, is the same moment as the slot, and on the same
// day if the day was named with both times.
func (v viewpoint) confirms(s slot, spans []minuteSpan, places []place, sameDay bool) bool {
	for _, at := range places {
		day := dateOf(s.start.In(at.loc))
		if sameDay && !day.Equal(dateOf(s.start)) {
			continue
		}
		for _, span := range spans {
			for shift := -1; shift <= 1; shift++ {
				others, _ := v.slots(day.AddDate(0, 0, shift), span, at)
				for _, o := range others {
					if o.start.Equal(s.start) && (o.end.IsZero() || s.end.IsZero() || o.end.Equal(s.end)) {
						return true
					}
				}
			}
		}
	}
	return false
}
