package view

import (
	"slices"

	"handoffd/handoff"
	"handoffd/templates"
)

// PlaybookPages are the pages of the playbook that somebody has a part in, in the order of teams and roles.
func PlaybookPages(c *handoff.Config, p handoff.PersonID, set *templates.Set) ([]templates.Playbook, error) {
	var out []templates.Playbook
	for _, t := range c.Teams {
		people := map[handoff.Role][]handoff.PersonID{handoff.RoleQualifier: t.Qualifiers, handoff.RoleRep: t.Reps,
			handoff.RoleManager: t.Managers, handoff.RoleAdvocate: t.Advocates}
		for _, role := range PlaybookRoles {
			if !slices.Contains(people[role], p) {
				continue
			}
			page, err := PlaybookOf(c, t, role, set)
			if err != nil {
				return nil, err
			}
			out = append(out, page)
		}
	}
	return out, nil
}

// PlaybookChange is what a page says otherwise than before, a sentence each. Where the page is new, or was one of
// somebody else, it is none.
func PlaybookChange(was, now templates.Playbook) []handoff.Reason {
	var out []handoff.Reason
	old := map[string]string{}
	var before, after []string
	for _, s := range was.Sections {
		before = append(before, s.Lines...)
		for _, r := range s.Rows {
			old[s.Title+"\x00"+r.Label] = r.Value
		}
	}
	for _, s := range now.Sections {
		after = append(after, s.Lines...)
		for _, r := range s.Rows {
			key := s.Title + "\x00" + r.Label
			switch v, there := old[key]; {
			case !there:
				out = append(out, handoff.Because("rules/now", handoff.WordsArg(r.Label+": "+r.Value)))
			case v != r.Value:
				out = append(out, handoff.Because("rules/instead", handoff.WordsArg(r.Label), handoff.WordsArg(r.Value),
					handoff.WordsArg(v)))
			}
			delete(old, key)
		}
	}
	for _, l := range after {
		if !slices.Contains(before, l) {
			out = append(out, handoff.Because("rules/now", handoff.WordsArg(l)))
		}
	}
	for _, s := range was.Sections {
		for _, r := range s.Rows {
			if v, left := old[s.Title+"\x00"+r.Label]; left {
				out = append(out, handoff.Because("rules/gone", handoff.WordsArg(r.Label+": "+v)))
			}
		}
	}
	for _, l := range before {
		if !slices.Contains(after, l) {
			out = append(out, handoff.Because("rules/gone", handoff.WordsArg(l)))
		}
	}
	return out
}
