package mail

import (
	"bytes"
	"slices"
	"strings"
)

// contents is what a message is made of, gathered from its parts.
type contents struct {
	*splitter
	calendars   []Calendar
	attachments []string
	delivery    []byte     // message/delivery-status (RFC 3464)
	nested      *part      // multipart/report of an attached message
	disposition bool       // message/disposition-notification (RFC 8098)
	feedback    []byte     // message/feedback-report (RFC 5965)
	returned    []field    // header of the message that a report gives back
	reaction    bool       // text/vnd.google.email-reaction+json
	unreadable  bool       // a calendar part without content
	lost, other string     // what a winmail.dat says: that an answer is lost, or another message about a meeting
	from        string     // address of the sender
	enclosed    []Enclosed // attached messages
	encrypted   bool
	forwarded   bool // a message is attached, outside a report
	bytes       int  // of decoded text so far
	markup      string
}

// piece is the text of one part.
type piece struct {
	text string
	html bool
}

// walk gathers the parts of p and returns its text pieces in order.
func (c *contents) walk(p *part, depth int) []piece {
	switch t := p.mediaType; {
	case t == "multipart/alternative":
		return c.alternative(p, depth)
	case t == "multipart/encrypted" || t == "application/pgp-encrypted":
		c.encrypted = true
		return nil
	case strings.HasPrefix(t, "multipart/"):
		report := t == "multipart/report"
		var pieces []piece
		for _, child := range p.children {
			if report && strings.HasPrefix(child.mediaType, "message/") {
				c.report(child)
				continue
			}
			pieces = append(pieces, c.walk(child, depth)...)
		}
		return pieces
	case strings.HasPrefix(t, "message/") || t == "text/rfc822-headers":
		c.report(p)
		return nil
	case t == "text/vnd.google.email-reaction+json" && p.disposition != "attachment":
		c.reaction = true
		return nil
	case strings.HasSuffix(t, "/pkcs7-mime") || strings.HasSuffix(t, "/x-pkcs7-mime") ||
		strings.EqualFold(p.filename, "smime.p7m"):
		return c.smime(p, depth)
	case t == "application/ms-tnef" || strings.EqualFold(p.filename, "winmail.dat"):
		c.tnef(p)
		return nil
	case isCalendar(p):
		c.calendar(p)
		return nil
	case t == "text/plain" || t == "text/html":
		return c.text(p)
	}
	c.attach(p)
	return nil
}

// report takes the machine-readable parts of reports; an attached message outside a report is an attachment.
func (c *contents) report(p *part) {
	switch p.mediaType {
	case "message/delivery-status", "message/global-delivery-status":
		c.delivery = append(append(c.delivery, p.data(maxReport)...), '\n', '\n')
	case "message/disposition-notification", "message/global-disposition-notification":
		c.disposition = true
	case "message/feedback-report":
		c.feedback = append(p.data(maxReport), '\n')
	case "text/rfc822-headers", "message/rfc822-headers", "message/global-headers":
		if c.returned == nil {
			c.returned, _, _ = parseHeader(bytes.TrimLeft(p.data(maxReport), "\r\n"))
		}
	case "message/rfc822", "message/global":
		c.forwarded = true
		if len(p.children) == 0 {
			return
		}
		if p.children[0].mediaType == "multipart/report" && c.nested == nil {
			c.nested = p.children[0]
		}
		if c.returned == nil {
			c.returned = p.children[0].fields
		}
		if from := parseAddresses(first(p.children[0].fields, "From")); len(from) > 0 {
			c.enclosed = append(c.enclosed, Enclosed{From: from[0], To: slices.Concat(
				parseAddresses(first(p.children[0].fields, "To")), parseAddresses(first(p.children[0].fields, "Cc")))})
		}
		if p.filename == "" {
			p.filename = clip(decodeWords(first(p.children[0].fields, "Subject")), 200)
		}
		c.attach(p)
	}
}

// unnest takes a report that a mail system passes on inside a message of its own.
func (c *contents) unnest() {
	c.returned = nil
	for _, child := range c.nested.children {
		if strings.HasPrefix(child.mediaType, "message/") || child.mediaType == "text/rfc822-headers" {
			c.report(child)
		}
	}
}

// alternative takes the text of the best child: plain text, unless it is empty or says only that there is HTML.
func (c *contents) alternative(p *part, depth int) []piece {
	var plain, html []piece
	for _, child := range p.children {
		pieces := c.walk(child, depth)
		if slices.ContainsFunc(pieces, func(p piece) bool { return p.html }) {
			html = pieces
		} else if plain == nil && len(strings.TrimSpace(visible(pieces))) > 0 {
			plain = pieces
		}
	}
	if plain == nil || html != nil && placeholder(plain) {
		return html
	}
	return plain
}

// placeholder reports whether plain text only asks for an HTML reader.
func placeholder(pieces []piece) bool {
	text := strings.ToLower(visible(pieces))
	return len(text) < 300 && strings.Contains(text, "html") &&
		(strings.Contains(text, "view") || strings.Contains(text, "support") || strings.Contains(text, "format"))
}

// text decodes a text part; one that is attached under a name is an attachment.
func (c *contents) text(p *part) []piece {
	if p.disposition == "attachment" && p.filename != "" || p.filename != "" && c.bytes > 0 {
		c.attach(p)
		return nil
	}
	if c.bytes > maxVisible {
		c.warn("text beyond %d bytes was not read", maxVisible)
		return nil
	}
	data := p.data(maxText)
	if enc := first(p.fields, "Content-Transfer-Encoding"); !strings.EqualFold(strings.TrimSpace(enc),
		"quoted-printable") && residue(data) {
		c.warn("a text part is quoted-printable though it does not say so")
		data = decodeQuotedPrintable(data, maxText)
	}
	if len(data) == maxText {
		c.warn("a text part was cut at %d bytes", maxText)
	}
	c.bytes += len(data)
	s, ok := decodeCharset(data, p.params["charset"])
	if !ok {
		c.warn("unknown charset %q", clip(p.params["charset"], 40))
	}
	if p.mediaType == "text/plain" && strings.HasPrefix(strings.TrimSpace(s), calendarStart) {
		c.addCalendar(p, data)
		return nil
	}
	if p.mediaType == "text/plain" && strings.EqualFold(p.params["format"], "flowed") {
		s = unflow(s, strings.EqualFold(p.params["delsp"], "yes"))
	}
	if p.mediaType == "text/html" {
		c.markup += s
	}
	return []piece{{text: s, html: p.mediaType == "text/html"}}
}

func (c *contents) attach(p *part) {
	name := p.filename
	if name == "" {
		name = p.mediaType
	}
	if len(c.attachments) < maxParts {
		c.attachments = append(c.attachments, name)
	}
}

// visible joins text pieces, HTML as the text it shows, with the marks of htmlText.
func visible(pieces []piece) string {
	texts := make([]string, 0, len(pieces))
	for _, p := range pieces {
		if p.html {
			texts = append(texts, htmlText(p.text))
		} else {
			texts = append(texts, normalText(p.text))
		}
	}
	return strings.Join(texts, "\n")
}

// normalText makes line ends LF, drops invisible characters and control characters, and turns odd spaces into
// plain ones.
func normalText(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
			return strings.Map(normalRune, s)
		}
	}
	return s
}

func normalRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\u2028' || r == '\u2029':
		return '\n'
	case r < ' ' || r == 0x7f:
		return -1
	case r == '\u00a0' || r == '\u202f' || r == '\u2007' || r == '\u3000':
		return ' '
	case r >= regionStart && r <= blockMark:
		return -1
	case r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\ufeff' || r == '\u00ad' || r == '\u2060',
		r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return -1
	}
	return r
}

// unflow joins the soft line breaks of format=flowed (RFC 3676). Quoted lines keep their marks.
func unflow(s string, delsp bool) string {
	out := make([]byte, 0, len(s))
	depth, open := 0, false
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		text := strings.TrimLeft(line, ">")
		level := len(line) - len(text)
		text = strings.TrimPrefix(text, " ")
		if !open || level != depth || text == "-- " {
			if len(out) > 0 {
				out = append(out, '\n')
			}
			out = append(out, line[:level]...)
			if level > 0 {
				out = append(out, ' ')
			}
		} else if delsp {
			out = out[:len(out)-1]
		}
		out = append(out, text...)
		depth, open = level, strings.HasSuffix(text, " ") && text != "-- "
	}
	return string(out)
}
