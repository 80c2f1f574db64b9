package handoff

import "time"

// Begins is when the first day of a newcomer begins; zero for everybody else.
func (p Person) Begins() time.Time {
	if p.Since == 0 {
		return time.Time{}
	}
	y, m, d := p.Since.In(p.Location()).Date()
	return clockTime(y, m, d, 0, p.Location())
}

// Begun says whether the first day has come: before it nobody has leads.
func (p Person) Begun(at time.Time) bool { return p.Since == 0 || !at.Before(p.Begins()) }
