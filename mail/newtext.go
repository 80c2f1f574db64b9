package mail

import (
	"strings"
	"unicode"
)

// lines of a text, each with what the passes below have found out about it.
type line struct {
	text   string // without trailing white space
	quoted bool   // begins with a quote mark
	dashes bool   // is "-- ", the mark above a signature
	drop   bool
	block  bool // drawn as the beginning of a header block
}

const maxLines = 20000

// newText takes from a visible text what its sender wrote now. Quoted lines and their headers go, wherever they
// stand, so that answers below and between quotes stay. What follows a header without quote marks, a forward or
// a separator is history to the end.
func newText(body string) string {
	lines := splitLines(body)
	dropRegions(lines)
	dropArmor(lines)
	dropBanners(lines)
	joinAddresses(lines)
	unwrapQuotes(lines)
	markQuotes(lines)
	dropHistory(lines)
	dropSignature(lines)
	dropFooters(lines)
	dropTrailingRules(lines)
	var b strings.Builder
	b.Grow(len(body))
	blank := false
	for _, l := range lines {
		switch {
		case l.drop || l.quoted || l.text == "":
			blank = true
		default:
			if b.Len() > 0 && blank {
				b.WriteString("\n\n")
			} else if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(l.text)
			blank = false
		}
	}
	return b.String()
}

func splitLines(body string) []line {
	lines := make([]line, 0, min(strings.Count(body, "\n")+1, maxLines))
	for text := range strings.SplitSeq(body, "\n") {
		trimmed := strings.TrimRight(text, " \t")
		lines = append(lines, line{text: trimmed, quoted: isQuoted(trimmed), dashes: text == "-- "})
		if len(lines) == maxLines {
			break
		}
	}
	return lines
}

// isQuoted reports whether a line begins with ">" after at most three spaces.
func isQuoted(text string) bool {
	trimmed := strings.TrimLeft(text, " ")
	return len(text)-len(trimmed) <= 3 && (strings.HasPrefix(trimmed, ">") || strings.HasPrefix(trimmed, "\uff1e"))
}

// unwrapQuotes marks the tail of a quoted line that a mail server broke: a short line in lower case between two
// quoted ones, the first of which was long.
func unwrapQuotes(lines []line) {
	for i := 1; i+1 < len(lines); i++ {
		l, prev := lines[i], lines[i-1]
		if !l.quoted && l.text != "" && prev.quoted && lines[i+1].quoted && len(prev.text) >= 60 && len(l.text) < 40 &&
			l.text[0] >= 'a' && l.text[0] <= 'z' {
			lines[i].quoted = true
		}
	}
}

// dropHistory drops quote headers, separators and forwarded mail.
func dropHistory(lines []line) {
	dropFrom(lines, dropHeaders(lines))
}

// dropHeaders drops the headers of what is quoted with marks, and returns where history without marks begins.
func dropHeaders(lines []line) int {
	for i := 0; i < len(lines); i++ {
		if lines[i].block && drawnBlock(lines[i:]) {
			return i
		}
		if lines[i].drop || lines[i].text == "" || lines[i].quoted && !headsReply(lines[i].text) {
			continue
		}
		start, end := i, i
		if n := separator(lines, i); n > 0 {
			end = blockEnd(lines, i+n)
		} else if start, end = quoteHeader(lines, i); end == 0 {
			continue
		}
		markBelow(lines, end)
		next := nextText(lines, end)
		if next == len(lines) || !lines[next].quoted {
			return start
		}
		dropTo(lines, start, end)
		i = next
	}
	return len(lines)
}

// wholeText returns the whole of a text of which nothing could be told to be new, though something in it is not
// quoted; empty if all of it is.
func wholeText(marked string) string {
	body := withoutMarks(marked)
	lines := splitLines(body)
	joinAddresses(lines)
	markQuotes(lines)
	dropHeaders(lines)
	for _, l := range lines {
		if !l.drop && !l.quoted && strings.ContainsFunc(l.text, unicode.IsLetter) {
			return strings.TrimSpace(body)
		}
	}
	return ""
}

// quoteHeader returns the lines of the quote header that ends in line e, from start to before end; end is 0 without
// one.
func quoteHeader(lines []line, e int) (start, end int) {
	if start, ok := attribution(lines, e); ok {
		return start, e + 1
	}
	return 0, 0
}

// blockEnd is the line behind the header block that may stand below a separator; a separator that is the head of the
// block itself is a part of it.
func blockEnd(lines []line, i int) int {
	end := i
	k := nextText(lines, i)
	if headerLabel(lines[i-1].text) < 0 && (k == len(lines) || headerLabel(lines[k].text) < 0) {
		return end
	}
	for ; k < len(lines) && lines[k].text != "" && !lines[k].quoted; k++ {
		end = k + 1
	}
	return end
}

func dropTo(lines []line, i, end int) {
	for ; i < end; i++ {
		lines[i].drop = true
	}
}

func dropFrom(lines []line, i int) {
	for ; i < len(lines); i++ {
		lines[i].drop = true
	}
}

// nextText is the index of the next line that is not blank, or len(lines).
func nextText(lines []line, i int) int {
	for i < len(lines) && lines[i].text == "" {
		i++
	}
	return i
}

// separator returns how many lines make up a mark after which only history follows: a labelled rule such as
// "-----Original Message-----", a rule of underscores or dashes above a header block, the block itself, or a
// request to write above.
func separator(lines []line, i int) int {
	text := strings.Trim(lines[i].text, " \t*_")
	if text == "" {
		text = strings.TrimSpace(lines[i].text)
	}
	switch {
	case strings.HasPrefix(text, "--") && isLabelledRule(text):
		named := !strings.Contains(text, "@") && containsAny(strings.ToLower(text), messageWords)
		if named || headerBlock(lines, nextText(lines, i+1)) >= 2 {
			return 1
		}
		return 0
	case isRule(text):
		if k := nextText(lines, i+1); headerBlock(lines, k) >= 2 || datedHead(lines, k) {
			return 1
		}
		return 0
	case strings.HasSuffix(text, ":") && hasAnyPrefix(strings.ToLower(text), forwardStarts):
		return 1
	case replyAboveSet.in(strings.ToLower(text)):
		return 1
	case headerBlock(lines, i) >= 3, headsReply(text), runsOn(text), strings.Contains(text, "--") &&
		notesHeader().MatchString(text):
		return 1
	}
	return 0
}

// drawnBlock reports whether lines that a client drew as the head of a message begin with three "Label: value", in
// whatever language.
func drawnBlock(lines []line) bool {
	labels := 0
	for _, l := range lines[:min(len(lines), 6)] {
		if colon := strings.IndexAny(l.text, ":\uff1a"); colon > 0 && colon < 40 {
			labels++
		}
	}
	return labels >= 3
}

// headsReply recognises the header of GroupWise, which looks like a quote and stands above history without marks.
func headsReply(text string) bool {
	return strings.HasPrefix(text, ">>> ") && strings.HasSuffix(text, ">>>") && strings.Contains(text, "@") &&
		isDated(text)
}

// isLabelledRule recognises "---- words ----".
func isLabelledRule(text string) bool {
	words := strings.Trim(text, "- ")
	return strings.HasPrefix(text, "---") && strings.HasSuffix(text, "--") && len(words) >= 3
}

// isRule recognises a line of at least ten dashes, underscores, equal signs or asterisks.
func isRule(text string) bool {
	return len(text) >= 10 && strings.Trim(text, text[:1]) == "" && strings.Contains("-_=*", text[:1])
}

// dropSignature removes what follows "-- " up to the next quote or to the end (RFC 3676 section 4.3). Many
// servers take the space away; then only a short block counts, and none that goes on with a brief. The same goes
// for the footer of a mailing list below a line of underscores.
func dropSignature(lines []line) {
	for i, l := range lines {
		if l.drop || l.quoted {
			continue
		}
		short := l.text == "--" || l.text == "\u2013" || l.text == "\u2014" || len(l.text) > 1 &&
			strings.Trim(l.text, "_") == ""
		if !l.dashes && !(short && signs(lines[i+1:])) {
			continue
		}
		for k := i; k < len(lines) && !lines[k].quoted && !lines[k].drop; k++ {
			lines[k].drop = true
		}
	}
}

// signs reports whether the lines up to the next quote can be a signature: at most eight, and no "Need: a tool".
func signs(lines []line) bool {
	count := 0
	for _, l := range lines {
		if l.drop || l.quoted {
			break
		}
		if l.text == "" {
			continue
		}
		_, value, found := strings.Cut(l.text, ": ")
		if count++; count > 8 || found && !strings.ContainsAny(value, "0123456789@./") {
			return false
		}
	}
	return true
}

// dropArmor removes the frame of an inline signed message (RFC 9580 section 7).
func dropArmor(lines []line) {
	header, signature := false, false
	for i := range lines {
		switch text := lines[i].text; {
		case text == "-----BEGIN PGP SIGNED MESSAGE-----":
			header = true
		case text == "-----BEGIN PGP SIGNATURE-----":
			signature = true
		case text == "-----END PGP SIGNATURE-----":
			signature, lines[i].drop = false, true
		case header && text == "":
			header = false
		case !header && !signature && strings.HasPrefix(text, "- -"):
			lines[i].text = text[2:]
			lines[i].dashes = lines[i].text == "--"
		}
		lines[i].drop = lines[i].drop || header || signature
	}
}

// dropTrailingRules removes rules that divided the new text from what is gone now.
func dropTrailingRules(lines []line) {
	gone := false // something stood below
	for i := len(lines) - 1; i >= 0; i-- {
		switch l := lines[i]; {
		case l.drop || l.quoted || l.text == "":
			gone = gone || l.text != ""
		case isRule(strings.TrimSpace(l.text)), gone && (isFrame(l.text) || strings.Trim(l.text, " -") == ""):
			lines[i].drop = true
		default:
			return
		}
	}
}
