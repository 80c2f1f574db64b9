package handoff

import "slices"

// Scope is what a colleague may look at: everything of the whole, everything of some teams, or their own leads. It
// never goes beyond what mails tell them: a qualifier and a rep hear of their own leads, an advocate and a manager of
// those of their teams, the admin of all.
type Scope struct {
	All   bool
	Teams []string // whose leads they see; for names see Manages
	Own   bool     // leads of theirs beside
}

// ScopeOf is what the colleague may look at. Somebody not in the roster sees nothing.
func ScopeOf(c *Config, id PersonID) Scope {
	if id == "" || c.Person(id).Gone {
		return Scope{}
	}
	s := Scope{All: id == c.Admin, Own: true}
	for _, t := range c.Teams {
		if slices.Contains(t.Managers, id) || slices.Contains(t.Advocates, id) {
			s.Teams = append(s.Teams, t.Name)
		}
	}
	return s
}

// Whole says whether they see the leads of others.
func (s Scope) Whole() bool { return s.All || len(s.Teams) > 0 }

// MaySee says whether the colleague may look at the handoff: it is, or was, theirs, or of a team that is.
func MaySee(h *Handoff, c *Config, id PersonID) bool {
	s := ScopeOf(c, id)
	switch {
	case s.All, slices.Contains(s.Teams, h.Team):
		return true
	case !s.Own:
		return false
	}
	of := func(a Assignment) bool { return a.Rep == id }
	return h.Qualifier == id || h.Next.Owner == id || Listener(h) == id || slices.ContainsFunc(h.Assignments, of) ||
		slices.ContainsFunc(h.Beside, of)
}

// Page is one of the pages that people open.
type Page string

// Pages.
const (
	PageToday    Page = "today"
	PageBoard    Page = "board"
	PageNew      Page = "new"
	PageReview   Page = "review"
	PageRotation Page = "rotation"
	PageReports  Page = "reports"
	PageRules    Page = "rules"
	PageHeld     Page = "held"
	PageHealth   Page = "health"
)

// PagesFor are the pages that the colleague may open, in the order in which they are offered.
func PagesFor(c *Config, id PersonID) []Page {
	s := ScopeOf(c, id)
	if !s.Own {
		return nil
	}
	out := []Page{PageToday, PageBoard}
	if len(c.TeamsToBrief(id)) > 0 { // as by mail
		out = append(out, PageNew)
	}
	if s.Whole() {
		out = append(out, PageReview)
	}
	if len(LedgersFor(c, id)) > 0 {
		out = append(out, PageRotation)
	}
	out = append(out, PageReports, PageRules)
	if s.All {
		out = append(out, PageHeld, PageHealth)
	}
	return out
}

// MayOpen says whether the colleague may open the page.
func MayOpen(c *Config, id PersonID, p Page) bool { return slices.Contains(PagesFor(c, id), p) }

// Rotates says whether the colleague is in the rotation of a team.
func Rotates(c *Config, id PersonID) bool {
	return slices.ContainsFunc(c.Teams, func(t Team) bool { return slices.Contains(t.Reps, id) })
}

// Manages says whether the colleague answers for the team: they are a manager of it, or the admin.
func Manages(c *Config, id PersonID, team string) bool {
	t, ok := c.Team(team)
	return ok && (id == c.Admin || slices.Contains(t.Managers, id))
}

// ReadsSilence says whether the colleague may read which silences count against a rep: the rep, who answers for them
// and the admin; and, where the team reads all figures by name, their team. Nobody (empty) is whoever runs the service.
func ReadsSilence(c *Config, id, rep PersonID) bool {
	if id == "" || id == rep || id == c.Admin {
		return true
	}
	return slices.ContainsFunc(c.Teams, func(t Team) bool {
		members := slices.Concat(t.Qualifiers, t.Advocates, t.Reps)
		return slices.Contains(t.Reps, rep) &&
			(slices.Contains(t.Managers, id) || c.Names == NamesTeam && slices.Contains(members, id))
	})
}

// LedgersFor are the reps whose turns the colleague may read, which tell of silences: their own, and those of the
// teams that they manage.
func LedgersFor(c *Config, id PersonID) []PersonID {
	var out []PersonID
	if id == "" {
		return nil
	}
	for _, t := range c.Teams {
		for _, rep := range t.Reps {
			if ReadsSilence(c, id, rep) && !slices.Contains(out, rep) {
				out = append(out, rep)
			}
		}
	}
	return out
}
