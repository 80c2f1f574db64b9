package view

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// Why is the sentence of a reason, as the templates have it. What an older version stored as a sentence is told as it
// stands. Nothing is told where what the sentence speaks of is erased. A reason without a sentence is told by its code.
func Why(set *templates.Reasons, c *handoff.Config, r handoff.Reason) string {
	return WhyTo(set, c, "", r)
}

// WhyTo is the sentence of a reason as it is told to somebody: one that speaks of its reader says "you" where the
// templates have such a sentence.
func WhyTo(set *templates.Reasons, c *handoff.Config, reader handoff.PersonID, r handoff.Reason) string {
	return ear{set, c, reader, nil}.hears(r)
}

// WhyIn is the sentence of a reason with all its times in one zone.
func WhyIn(set *templates.Reasons, c *handoff.Config, zone *time.Location, r handoff.Reason) string {
	return ear{set, c, "", zone}.hears(r)
}

// ear is who is told a reason: a colleague, or somebody with a clock.
type ear struct {
	set    *templates.Reasons
	c      *handoff.Config
	reader handoff.PersonID // empty: nobody in particular
	zone   *time.Location   // nil: that of the reader, else that in which a time was said
}

func (e ear) hears(r handoff.Reason) string {
	code := toReader(e.set, string(r.Sentence()), e.reader, r.Args)
	switch {
	case r.Text != "":
		return r.Text
	case code == "", len(r.Args) == 0 && e.set.Has(code) && !e.set.Bare(code):
		return ""
	}
	said, ok := e.set.Sentence(code, e.because(r.Args))
	if !ok {
		return r.String()
	}
	return said
}

// toReader is the code of the sentence to its reader, who is the first, second or third of the people in it.
func toReader(set *templates.Reasons, code string, reader handoff.PersonID, args []handoff.Arg) string {
	n := 0
	for _, a := range args {
		if a.Kind != handoff.ArgPerson {
			continue
		}
		n++
		own := code + [...]string{"/you", "/you-second", "/you-third"}[min(n, 3)-1]
		if reader != "" && a.Text == string(reader) && set.Has(own) {
			return own
		}
	}
	return code
}

// because is what the sentence can print: the arguments, sorted by kind.
func (e ear) because(args []handoff.Arg) templates.Because {
	var b templates.Because
	people := []*string{&b.Person, &b.Person2, &b.Person3}
	addresses := []*string{&b.Address, &b.Address2}
	words := []*string{&b.Words, &b.Words2, &b.Words3}
	reasons := []*string{&b.Reason, &b.Reason2}
	times := []*time.Time{&b.Time, &b.Time2}
	numbers := []*int64{&b.Number, &b.Number2, &b.Number3}
	for _, a := range args {
		switch a.Kind {
		case handoff.ArgPerson:
			people = put(people, person(e.set, e.c, a))
		case handoff.ArgTime:
			times = put(times, e.inZone(a))
		case handoff.ArgSpan:
			b.Span = time.Duration(a.Number)
		case handoff.ArgNumber:
			numbers = put(numbers, a.Number)
		case handoff.ArgAddress:
			addresses = put(addresses, a.Text)
		case handoff.ArgWords:
			words = put(words, a.Text)
		case handoff.ArgList:
			b.List = slices.Clone(a.List)
		case handoff.ArgReason:
			b.Reasons = nil
			for _, r := range a.Reasons {
				b.Reasons = append(b.Reasons, e.hears(r))
			}
			reasons = put(reasons, strings.Join(b.Reasons, ""))
		}
	}
	return b
}

// inZone is a time on the clock of its reader. A day is told as it was said: it begins at midnight.
func (e ear) inZone(a handoff.Arg) time.Time {
	said, zone := a.Time.In(handoff.Location(a.Text)), e.zone
	if own := e.c.Person(e.reader); zone == nil && e.reader != "" && own.Zone != "" {
		zone = own.Location()
	}
	if zone != nil && (said.Hour() != 0 || said.Minute() != 0) {
		return said.In(zone)
	}
	return said
}

// put fills the first place and gives the others; what there is no place for is left out.
func put[T any](places []*T, v T) []*T {
	if len(places) == 0 {
		return nil
	}
	*places[0] = v
	return places[1:]
}

// person is how a reason calls somebody.
func person(set *templates.Reasons, c *handoff.Config, a handoff.Arg) string {
	switch {
	case a.Text != "":
		return c.Person(handoff.PersonID(a.Text)).Name
	case a.Address != "":
		return a.Address
	}
	nobody, _ := set.Sentence("nobody", templates.Because{})
	return nobody
}
