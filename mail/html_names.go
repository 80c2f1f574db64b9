package mail

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// attribute notes what an attribute says about an element.
func (r *renderer) attribute(e *element, key, value string) {
	switch key {
	case "hidden":
		e.hidden = true
	case "style":
		style := strings.ToLower(strings.Join(strings.Fields(value), ""))
		e.hidden = e.hidden || hidesText(style)
		e.paint.style(style)
		e.styled = true
		e.bordered = strings.Contains(style, "border") && !strings.Contains(style, "border:none")
		e.block = e.tag == atom.Div && strings.Contains(style, "border-top:solid") && strings.Contains(style, "border:none")
	case "color":
		e.paint.ink = parseColor(strings.ToLower(value))
	case "bgcolor":
		e.paint.ground = parseColor(strings.ToLower(value))
		e.paint.unsure = e.paint.ground == 0
	case "background":
		e.paint.unsure = true
	case "type", "cite":
		e.cited = true
	case "class":
		for name := range strings.FieldsSeq(value) {
			r.named(e, name)
			e.hidden = e.hidden || r.sheet.hides["."+name]
		}
	case "id", "name":
		r.named(e, value)
		e.hidden = e.hidden || r.sheet.hides["#"+value]
	case "data-smartmail", "data-signature", "data-signatureblock":
		e.region = true
	}
}

// named notes what the name of an element, its class or id, says about it.
func (r *renderer) named(e *element, name string) {
	name = strings.TrimPrefix(unprefixed(name), "x_")
	e.region = e.region || regionNames[name] || strings.Contains(strings.ToLower(name), "signature")
	e.header = e.header || quoteNames[name]
	e.cited = e.cited || quoteNames[name]
	if cutNames[name] && r.hidden == 0 {
		r.newline(1, false)
		r.mark(cutMark)
		r.newline(1, false)
	}
}

// unprefixed takes off the random prefix "ydp1a2b3c4" that Yahoo puts before the names in mail that it shows.
func unprefixed(name string) string {
	rest, found := strings.CutPrefix(name, "ydp")
	if !found || len(rest) < 8 {
		return name
	}
	return strings.TrimLeft(rest[:8], "0123456789abcdef") + rest[8:]
}

// quoteNames are classes and names of elements that hold a quote header and then quotes.
var quoteNames = set(`gmail_quote protonmail_quote messageReplySection yahoo_quoted`)

// regionNames are classes and ids of what mail clients write beside the sender's words. Every name with "signature"
// in it is one, too.
var regionNames = set(`moz-cite-prefix tutanota_quote domino-section messageSignatureSection gmail_attr hs_reply`)

// cutNames are classes and ids of elements after which only history follows.
var cutNames = set(`
	divRplyFwdMsg appendonsend OLK_SRC_BODY_SECTION reply-intro zwchr mail-editor-reference-message-container
	ms-outlook-mobile-body-separator-line ms-outlook-mobile-reference-message moz-forward-container isReplyContent
	stopSpelling quoted-content`)
