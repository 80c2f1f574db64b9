package ics

import (
	"slices"
	"strings"

	"github.com/emersion/go-ical"
)

// once are the properties that RFC 5545 allows once in an event. One that is there twice with different values says
// nothing sure: the event then frees no time and is listed as unknown. eventTimes refuses those of time.
var once = []string{
	ical.PropUID, ical.PropSequence, ical.PropRecurrenceID, ical.PropStatus, ical.PropTransparency, propBusyStatus,
}

// contradiction names the property of an event that states two values, empty if there is none.
func contradiction(c *component) string {
	i := slices.IndexFunc(once, func(name string) bool { return differs(c, name) })
	if i < 0 {
		return ""
	}
	return once[i]
}

// differs reports a property that is there twice with different values.
func differs(c *component, name string) bool {
	list := c.Props.All(name)
	return len(list) > 1 && slices.ContainsFunc(list[1:], func(p property) bool { return !alike(&p, &list[0]) })
}

func alike(a, b *property) bool {
	return strings.EqualFold(strings.TrimSpace(a.Value), strings.TrimSpace(b.Value)) &&
		param(a, ical.ParamTimezoneID) == param(b, ical.ParamTimezoneID) &&
		strings.EqualFold(param(a, ical.ParamRange), param(b, ical.ParamRange))
}

// agreed gives the value of a property, nothing if it states two.
func agreed(c *component, name string) string {
	if differs(c, name) {
		return ""
	}
	return token(value(c, name))
}

// replaces reports an entry that is a newer version of another one for sure.
func (e *entry) replaces(old *entry) bool {
	return e.sequence > old.sequence && !differs(e.component, ical.PropSequence) &&
		!differs(old.component, ical.PropSequence)
}
