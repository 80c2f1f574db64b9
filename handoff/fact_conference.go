package handoff

import "strings"

// ConferenceMade says where the calendar server lets people join the event that it keeps: a Google Meet or Teams link.
// It belongs to the event, not to the rep, and stays when the lead goes to another.
type ConferenceMade struct {
	About
	Link string
}

// KindConferenceMade names the fact.
const KindConferenceMade Kind = "conference-made"

// Kind implements Fact.
func (*ConferenceMade) Kind() Kind { return KindConferenceMade }

func (*ConferenceMade) routes(Handoff) bool { return false }

// JoinedAt is the fact that the calendar server lets people join the event of a handoff by the link; false if that is
// not asked for, or known.
func JoinedAt(h *Handoff, c *Config, link string, about About) (*ConferenceMade, bool) {
	if link == "" || h.Link == link || !c.Conference || h.elsewhere(c) {
		return nil, false
	}
	return &ConferenceMade{About: about, Link: link}, true
}

// elsewhere says whether people were told to meet somewhere else than where the event lets them join: the brief or the
// rep has a place, and a link that is on the event all the same changes nothing.
func (h *Handoff) elsewhere(c *Config) bool { return h.Link == "" && h.Where(c) != "" }

// maxLink bounds a link, in bytes.
const maxLink = 500

// notInLinks says which characters no link has (RFC 3986 section 2): those of other alphabets are written in others.
func notInLinks(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>"`, r) }

func (f *ConferenceMade) apply(t *turn) {
	link := strings.TrimSpace(f.Link)
	switch {
	case !t.e.Config.Of(t.h.Team).Conference:
		t.unchanged("conference-noted/unasked")
	case !t.anyLive():
		t.unchanged("conference-noted/unheld")
	case t.h.elsewhere(t.e.Config):
		t.unchanged("conference-noted/elsewhere")
	case link == t.h.Link:
		t.note("conference-known")
	case !strings.HasPrefix(link, "https://") || len(link) > maxLink || strings.ContainsFunc(link, notInLinks):
		t.unchanged("conference-noted")
	default:
		t.h.Link = link
		t.note("conference-made", WordsArg(link))
	}
}
