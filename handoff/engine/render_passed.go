package engine

import (
	"strings"

	"handoffd/handoff"
	"handoffd/mail"
)

// noText stands where a mail has nothing but attachments or pictures.
const noText = "(no text)"

// relayed is what of a mail is passed on: its new words, and the names of what is attached. Where no new words were found it is the
// whole text; a footer above attachments is none.
func (p *page) relayed(source *mail.Message) (text string, names []string) {
	for _, name := range source.Attachments {
		if name = oneLine(name, nameLimit); name != "" && len(names) < 20 {
			names = append(names, name)
		}
	}
	clean := func(s string) string { return strings.TrimSpace(lineEnds.Replace(visible(s))) }
	text = clean(acting(source).Text)
	if text == "" && len(names) == 0 && p.a.To.Role != handoff.RoleProspect { // the history may be internal
		text = clean(source.Body)
	}
	switch {
	case text == "" && len(names) > 0:
		text = noText + " attached: " + strings.Join(names, ", ")
	case text == "":
		text = noText
	}
	return cut(text, relayLimit), names
}

// mostOriginal bounds a mail that goes along whole, in bytes: most servers take 25 MB, encoded.
const mostOriginal = 12 << 20

// original is the mail itself, for a colleague, where its words are not all of it. One with a calendar part stays here: that part may be
// an answer or an event of somebody else.
func (p *page) original(source *mail.Message) []byte {
	whole := strings.TrimSpace(acting(source).Text) != "" && len(source.Attachments) == 0
	if whole || len(source.Calendars) > 0 || p.a.To.Role == handoff.RoleProspect || len(source.Raw) == 0 || len(source.Raw) > mostOriginal {
		return nil
	}
	return source.Raw
}
