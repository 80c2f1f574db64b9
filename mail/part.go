package mail

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
)

// Bounds on hostile input. Splitting is linear in the size for each level of depth.
const (
	maxSize    = 50 << 20
	maxDepth   = 16
	maxParts   = 200
	maxText    = 2 << 20 // decoded bytes of one text part
	maxReport  = 1 << 20 // decoded bytes of one report or calendar part
	maxVisible = 4 << 20 // bytes of all text parts together
	maxOpaque  = 8 << 20 // decoded bytes of an entity that is encoded as a whole
)

// part is one MIME entity (RFC 2045, 2046). body is still transfer-encoded.
type part struct {
	fields      []field
	mediaType   string
	params      map[string]string
	disposition string
	filename    string
	body        []byte
	children    []*part
}

// splitter builds the tree of parts within the bounds.
type splitter struct {
	parts    int
	warnings []string
}

func (s *splitter) warn(format string, args ...any) {
	if len(s.warnings) < 20 {
		s.warnings = append(s.warnings, fmt.Sprintf(format, args...))
	}
}

// entity reads one entity and, if it is multipart or an attached message, those in it.
func (s *splitter) entity(raw []byte, fallback string, depth int) *part {
	s.parts++
	if depth > 0 && bytes.HasPrefix(bytes.TrimLeft(raw, "\r\n"), []byte(calendarStart)) {
		return &part{mediaType: "text/calendar", body: raw} // a calendar where its part's header should be
	}
	fields, body, junk := parseHeader(raw)
	if junk > 0 {
		s.warn("%d header lines that are no fields were skipped", junk)
	}
	p := &part{fields: fields, body: body}
	p.readType(fallback)
	switch {
	case strings.HasPrefix(p.mediaType, "multipart/"):
		s.multipart(p, depth)
	case p.mediaType == "message/rfc822" || p.mediaType == "message/global":
		s.attached(p, depth)
	}
	return p
}

func (s *splitter) room(depth int) bool {
	if depth >= maxDepth {
		s.warn("parts nested deeper than %d were not read", maxDepth)
		return false
	}
	if s.parts >= maxParts {
		s.warn("parts beyond the first %d were not read", maxParts)
		return false
	}
	return true
}

func (s *splitter) attached(p *part, depth int) {
	if !s.room(depth) {
		return
	}
	body := p.body
	if enc := first(p.fields, "Content-Transfer-Encoding"); strings.EqualFold(enc, "base64") ||
		strings.EqualFold(enc, "quoted-printable") {
		body = decodeTransfer(body, enc, maxReport)
	}
	p.children = []*part{s.entity(body, "text/plain", depth+1)}
}

func (s *splitter) multipart(p *part, depth int) {
	if !s.room(depth) {
		return
	}
	body := p.body
	if enc := first(p.fields, "Content-Transfer-Encoding"); strings.EqualFold(enc, "base64") {
		body = decodeTransfer(body, enc, maxOpaque)
	}
	boundary := p.params["boundary"]
	if boundary == "" || !bytes.Contains(body, []byte("--"+boundary)) {
		if boundary = guessBoundary(body); boundary == "" {
			s.warn("%s without boundary was read as text", p.mediaType)
			p.mediaType = "text/plain"
			return
		}
		s.warn("%s: the boundary was guessed", p.mediaType)
	}
	fallback := "text/plain"
	if p.mediaType == "multipart/digest" {
		fallback = "message/rfc822"
	}
	for rest := skipPreamble(body, boundary); rest != nil; {
		if !s.room(0) {
			return
		}
		var chunk []byte
		chunk, rest = cutPart(rest, boundary)
		p.children = append(p.children, s.entity(chunk, fallback, depth+1))
	}
}

// skipPreamble returns what follows the first boundary line, nil when there is none.
func skipPreamble(body []byte, boundary string) []byte {
	start, after, last := findBoundary(body, boundary)
	if start < 0 || last {
		return nil
	}
	return after
}

// cutPart returns one part and what follows its boundary line; rest is nil after the last part. A part that is
// never closed reaches to the end.
func cutPart(body []byte, boundary string) (chunk, rest []byte) {
	start, after, last := findBoundary(body, boundary)
	if start < 0 {
		return body, nil
	}
	chunk = bytes.TrimSuffix(bytes.TrimSuffix(body[:start], []byte("\n")), []byte("\r"))
	if last {
		return chunk, nil
	}
	return chunk, after
}

// findBoundary finds the next boundary line (RFC 2046 section 5.1.1). start is -1 when there is none.
func findBoundary(body []byte, boundary string) (start int, after []byte, last bool) {
	delimiter := []byte("\n--" + boundary)
	for at := 0; ; {
		if at > 0 || !bytes.HasPrefix(body, delimiter[1:]) {
			i := bytes.Index(body[at:], delimiter)
			if i < 0 {
				return -1, nil, false
			}
			at += i + 1
		}
		line, rest := cutLine(body[at+len(delimiter)-1:])
		last = bytes.HasPrefix(line, []byte("--"))
		if len(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("--")))) == 0 {
			return at, rest, last
		}
		at += len(delimiter) - 1
	}
}

// guessBoundary takes the first line that starts with two dashes and is followed by a header field, or comes twice.
func guessBoundary(body []byte) string {
	rest := body[:min(len(body), 1<<16)]
	for tries := 0; len(rest) > 0 && tries < 20; {
		line, next := cutLine(rest)
		if bytes.HasPrefix(line, []byte("--")) && len(line) > 2 && len(line) < 200 {
			tries++
			if fieldFollows(next) || len(line) > 12 && bytes.Contains(next, append([]byte("\n"), line...)) {
				return string(bytes.TrimSpace(line[2:]))
			}
		}
		rest = next
	}
	return ""
}

// readType reads Content-Type and Content-Disposition. A type that cannot be parsed becomes the fallback.
func (p *part) readType(fallback string) {
	p.mediaType, p.params = parseMedia(first(p.fields, "Content-Type"))
	if !strings.Contains(p.mediaType, "/") {
		p.mediaType = fallback
	}
	var params map[string]string
	p.disposition, params = parseMedia(first(p.fields, "Content-Disposition"))
	p.filename = decodeWords(params["filename"])
	if p.filename == "" {
		p.filename = decodeWords(p.params["name"])
	}
	p.filename = clip(strings.Map(dropControl, p.filename), 200)
}

// parseMedia reads a value with parameters (RFC 2045, RFC 2231), and by a tolerant second look where the first,
// strict one fails.
func parseMedia(value string) (string, map[string]string) {
	if value == "" {
		return "", nil
	}
	media, params, err := mime.ParseMediaType(value)
	if err == nil {
		return media, params
	}
	media, rest, _ := strings.Cut(value, ";")
	params = map[string]string{}
	for rest != "" && len(params) < 50 {
		var item string
		item, rest = cutParam(rest)
		name, v, found := strings.Cut(item, "=")
		name = strings.ToLower(strings.TrimSpace(name))
		if !found || name == "" {
			continue
		}
		if _, twice := params[name]; !twice {
			params[name] = unquote(strings.TrimSpace(v))
		}
	}
	media, _, _ = strings.Cut(strings.TrimSpace(media), " ")
	return strings.ToLower(media), params
}

// cutParam cuts at the next semicolon outside quotes.
func cutParam(s string) (item, rest string) {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ';' && !quoted:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// data is the body without its transfer encoding.
func (p *part) data(limit int) []byte {
	return decodeTransfer(p.body, first(p.fields, "Content-Transfer-Encoding"), limit)
}
