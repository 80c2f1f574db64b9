package render

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// relayed is what of a mail is passed on: its new words, and the names of what is attached. Where no new words were
// found it is the whole text; a footer above attachments is none.
func (p *page) relayed(source *mail.Message) (words string, names []string) {
	for _, name := range source.Attachments {
		if name = text.OneLine(name, text.NameLimit); name != "" && len(names) < 20 {
			names = append(names, name)
		}
	}
	clean := func(s string) string { return strings.TrimSpace(text.LineEnds(text.Visible(s))) }
	words = clean(source.Acting().Text)
	if words == "" && len(names) == 0 && p.a.To.Role != handoff.RoleProspect { // the history may be internal
		words = clean(source.Body)
	}
	switch {
	case words == "" && len(names) > 0:
		words = p.Line("event", "no-text/files", templates.Entry{Files: strings.Join(names, ", ")})
	case words == "":
		words = p.Line("event", "no-text", templates.Entry{})
	}
	return text.Cut(handoff.WithoutPages(p.C, words), relayLimit), names
}

// mostOriginal bounds a mail that goes along whole, in bytes: most servers take 25 MB, encoded.
const mostOriginal = 12 << 20

// original is the mail itself, for a colleague, where its words are not all of it. One with a calendar part stays here:
// that part may be an answer or an event of somebody else.
func (p *page) original(source *mail.Message) []byte {
	whole := strings.TrimSpace(source.Acting().Text) != "" && len(source.Attachments) == 0
	if whole || len(source.Calendars) > 0 || p.a.To.Role == handoff.RoleProspect || len(source.Raw) == 0 ||
		len(source.Raw) > mostOriginal || handoff.HasLinks(source.Raw) {
		return nil
	}
	return source.Raw
}
