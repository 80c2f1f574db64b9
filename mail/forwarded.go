package mail

import (
	"slices"
	"strings"
)

// mostEnclosed bounds how many forwarded messages of one mail are looked at.
const mostEnclosed = 10

// Enclosed is a message that a mail forwards, or quotes with its header. Nothing in it is proved.
type Enclosed struct {
	From Address
	To   []Address // and Cc
}

// Labels of a header block, as groups of headerLabels.
const (
	labelFrom = 0
	labelTo   = 2
	labelCc   = 4
)

// enclosed finds what a mail forwards: attached messages, then the header blocks that clients write above forwarded or
// quoted text, the outermost first. At most ten.
func enclosed(body string, attached []Enclosed) []Enclosed {
	out := slices.Clone(attached[:min(len(attached), mostEnclosed)])
	if !strings.ContainsAny(body, ":\uff1a") || !strings.Contains(body, "@") {
		return out
	}
	lines := splitLines(body)
	for i := 0; i < len(lines) && len(out) < mostEnclosed; i++ {
		if headerLabel(lines[i].text) < 0 || headerBlock(lines, i) < 3 {
			continue
		}
		if e, n := enclosedAt(lines[i:min(i+8, len(lines))]); e.From.Addr != "" {
			out = append(out, e)
			i += n
		}
	}
	return out
}

// enclosedAt reads a header block, and how many lines of it follow the first.
func enclosedAt(lines []line) (e Enclosed, n int) {
	label := -1
	for ; n < len(lines) && lines[n].text != ""; n++ {
		value := strings.ReplaceAll(lines[n].text, "\uff1a", ":")
		if l := headerLabel(lines[n].text); l >= 0 {
			label = l
			_, value, _ = strings.Cut(value, ":")
		}
		list := parseAddresses(strings.Trim(strings.ReplaceAll(value, "mailto:", ""), " *[]"))
		switch label {
		case labelFrom:
			if len(list) > 0 && e.From.Addr == "" {
				e.From = list[0]
			}
		case labelTo, labelCc:
			e.To = append(e.To, list...)
		}
	}
	return e, max(0, n-1)
}

// forwardedFrom are the senders of what was forwarded, each once.
func forwardedFrom(all []Enclosed) []Address {
	var out []Address
	seen := map[string]bool{}
	for _, e := range all {
		if key := e.From.Key(); key != "" && !seen[key] {
			seen[key] = true
			out = append(out, e.From)
		}
	}
	return out
}

// sendsOn says whether a mail sends another one on, as against answering it: attached, below the mark of a forward, or
// by its subject.
func sendsOn(subject, body string, attached []Enclosed) bool {
	if len(attached) > 0 || hasAnyPrefix(strings.ToLower(strings.TrimSpace(subject)), forwardSubjects) {
		return true
	}
	if hasAnyPrefix(strings.ToLower(strings.TrimSpace(subject)), replyPrefixes) {
		return false // the mark of a forward further down is history
	}
	for text := range strings.SplitSeq(body, "\n") {
		if forwards(text) {
			return true
		}
	}
	return false
}

// forwardSubjects are what mail programs put before the subject of what they forward, in lower case.
var forwardSubjects = []string{
	"fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "enc:", "doorst:", "vb:", "vl:", "pd:", "fwd：", "転送:", "转发:", "转发：", "轉寄:",
	"전달:",
	"i̇lt:", "ilt:", "továbbítás:", "přeposláno:", "пересл:",
}
