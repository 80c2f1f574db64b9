package handoff

import (
	"maps"
	"slices"
)

// Former are the names of people who stood in an earlier config and do not stand in this one.
type Former map[PersonID]string

// FormerOf are those of the people that are recorded, each as they stood in configs, the latest last.
func FormerOf(c *Config, recorded map[PersonID][]Person) Former {
	out := Former{}
	for id, all := range recorded {
		if _, there := c.People[id]; !there && len(all) > 0 {
			out[id] = all[len(all)-1].Name
		}
	}
	return out
}

// Reused are the ids that name somebody else than is recorded, with who that was: another name, and no address in
// common.
func Reused(c *Config, recorded map[PersonID][]Person) map[PersonID]Person {
	out := map[PersonID]Person{}
	for id, all := range recorded {
		for _, was := range all {
			if p, there := c.People[id]; there && isOther(was, p) {
				out[id] = was
			}
		}
	}
	return out
}

// LeftWith says whether an open lead is still with somebody who has left: as its qualifier, as the rep who has it or
// had the meeting, or as who moves next.
func LeftWith(h *Handoff, id PersonID) bool {
	has := h.Current() != nil || h.State == Past || h.State == Held
	return !h.State.Finished() && (h.Qualifier == id || h.Next.Owner == id || has && h.Rep() == id)
}

func isOther(was, is Person) bool {
	return was.Name != is.Name && !slices.ContainsFunc(was.Emails, func(a string) bool {
		return slices.Contains(is.Emails, a)
	})
}

// NamedAsThen is the config with the people of an earlier one who have left, or whose id is somebody else's now: what
// they did is told under their names.
func NamedAsThen(now, then *Config) *Config {
	own := *now
	own.People = maps.Clone(now.People)
	for id, was := range then.People {
		if is, there := now.People[id]; !there || isOther(was, is) {
			was.Gone = true
			own.People[id] = was
		}
	}
	return &own
}
