package web

import (
	"html"
	"slices"
	"strings"
	"time"
)

// field is what is filled in for an answer; its form and what is said of a mistake show the same example of it.
type field struct {
	Verb string
	Asks string // as the capitals of the usage name it; empty: nothing

	Soon, Later, Past time.Time // days for the example
}

// How far the days of examples are off.
const (
	soon  = 3 * 24 * time.Hour
	later = 40 * 24 * time.Hour
	past  = -4 * 24 * time.Hour
)

// shown are the fields that have an example.
var shown = []string{"TIME", "WHAT DATE", "DATE", "LINK", "AMOUNT", "N attempts", "WHO, WHEN, WORDS"}

// Example says whether there is one.
func (f field) Example() bool { return slices.Contains(shown, f.Asks) }

// example is the example as the page has it.
func (v *visit) example(f field) string {
	var out strings.Builder
	if err := v.pages["link"].ExecuteTemplate(&out, "example", f); err != nil {
		return ""
	}
	return html.UnescapeString(out.String())
}

// field is one whose examples are days to come, of which people work.
func (v *visit) field(verb, asks string) field {
	now := v.now.In(v.me.Location())
	f := field{Verb: verb, Asks: asks, Soon: now.Add(soon), Later: now.Add(later), Past: now.Add(past)}
	for _, day := range []*time.Time{&f.Soon, &f.Later, &f.Past} {
		for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			*day = day.AddDate(0, 0, 1)
		}
	}
	return f
}
