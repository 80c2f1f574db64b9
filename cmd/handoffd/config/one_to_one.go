package config

import "handoffd/handoff"

// oneToOne says who of a team meets once a week.
func (f *faults) oneToOne(path, word string, t handoff.Team) handoff.OneToOne {
	switch o := handoff.OneToOne(word); {
	case o == handoff.OneToOneOff, o == handoff.OneToOneManager:
		return o
	case o != handoff.OneToOnePairs:
		f.errorf(path, "nobody knows who meets by %s; write \"manager\", \"pairs\" or \"\"", Quoted(word))
	case len(t.Pairs) == 0:
		f.errorf(path, "team %s has no pairs who could meet; write a [[team.pair]], or \"manager\"", Quoted(t.Name))
	}
	return handoff.OneToOne(word)
}
