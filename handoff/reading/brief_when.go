package reading

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// Bounds of the length of a meeting.
const (
	shortestMeeting = 5 * time.Minute
	longestMeeting  = 12 * time.Hour
)

var webAddress = text.Pattern(`<?https?://[^\s<>"]+>?`)

// when joins what was said about day, time, end and zone into one phrase, and takes it only if it has one meaning.
func (b *briefReader) when() {
	b.duration()
	day := b.values(handoff.FieldWhen)
	for i, v := range day {
		if link := webAddress().FindString(v); link != "" {
			day[i] = strings.ReplaceAll(v, link, "")
			if b.out.Place == "" {
				b.out.Place = strings.Trim(link, "<>")
			}
		}
	}
	parts := slices.Concat(day, b.values(keyTime))
	if end := b.values(keyEnd); len(end) > 0 && len(parts) > 0 {
		parts = append(parts, "- "+end[0])
	}
	if len(parts) > 0 {
		parts = append(parts, b.values(keyZone)...)
	}
	phrase := strings.Join(strings.Fields(strings.Join(slices.Compact(parts), " ")), " ")
	if text.Fold(phrase) == "" {
		return
	}
	b.take(dates.Parse(phrase, b.now, b.zone))
}

func (b *briefReader) take(u dates.Understood) {
	if u.Start.IsZero() {
		b.ask(handoff.OfDate(u.Ask))
		return
	}
	b.out.Start, b.out.End, b.out.Zone = u.Start, u.End, u.Zone
	d := b.out.Duration
	switch {
	case d == 0:
	case u.End.IsZero():
		b.out.End = u.Start.Add(d)
	case u.End.Sub(u.Start) != d:
		b.ask(handoff.Because("ask-length/or-end", handoff.WordsArg(u.Start.Format("15:04")),
			handoff.WordsArg(u.End.Format("15:04")), handoff.SpanArg(d)))
	}
}

func (b *briefReader) duration() {
	v := b.values(keyDuration)
	if len(v) == 0 {
		return
	}
	d, ok := readLength(v[len(v)-1])
	if !ok || d < shortestMeeting || d > longestMeeting {
		b.ask(handoff.Because("ask-length", handoff.WordsArg(text.Cut(v[len(v)-1], 60))))
		return
	}
	b.out.Duration = d
}

// Limits on the search for a time in prose.
const (
	maxTries  = 24
	maxOns    = 50
	maxPhrase = 160     // bytes
	maxProse  = 8 << 10 // bytes
)

var (
	// before a time in a sentence
	onWords = []string{"on", "am", "le", "el", "il", "op"}
	// in a sentence whose time may be another one than that of the meeting
	doubtWords = []string{"not", "never", "cant", "cannot", "dont", "wont", "isnt", "nicht", "kein", "keine", "pas", "no",
		"unless", "if", "wenn", "falls", "si", "or", "oder", "ou",
		"either", "instead", "before", "after", "until", "by", "bis", "vor", "nach", "avant", "apres", "deadline", "away",
		"holiday", "vacation", "urlaub", "ooo", "earlier", "maybe",
		"perhaps", "probably", "vielleicht", "might", "could", "would", "was", "were", "had", "call", "called", "spoke",
		"signed", "expires", "due", "launch", "conference", "webinar"}
	// between a time and the rest of a sentence
	goesOn = text.Pattern(`(?i) (?:with|mit|avec|con|met) |[.!?;](?: |$)|$`)
	ends   = text.Pattern(`[.!?;] `)
)

// fromProse takes the one time that the prose has, if no key gave any: a line that is nothing else, or the words after
// "on" up to the end of the sentence. Every word must belong to it, and nothing in the sentence may speak against it.
func (b *briefReader) fromProse() {
	if !b.out.Start.IsZero() || len(b.values(handoff.FieldWhen))+len(b.values(keyTime))+len(b.values(keyEnd)) > 0 {
		return
	}
	var found []dates.Understood
	tries := 0
	try := func(phrase string) bool {
		if tries++; tries > maxTries || len(phrase) > maxPhrase || !strings.ContainsAny(phrase, "0123456789") {
			return false
		}
		u := dates.Parse(phrase, b.now, b.zone)
		if u.Start.IsZero() {
			return false
		}
		found = append(found, u)
		return true
	}
	for _, line := range b.prose {
		try(line)
	}
	if len(found) == 0 {
		for p := range strings.SplitSeq(text.Cut(strings.Join(b.prose, " "), maxProse), "  ") {
			inParagraph(p, try)
		}
	}
	if len(found) > 0 && !slices.ContainsFunc(found,
		func(u dates.Understood) bool { return !u.Start.Equal(found[0].Start) }) {
		b.take(found[0])
	}
}

// inParagraph tries the words after each "on", up to the latest end of a sentence first.
func inParagraph(s string, try func(string) bool) {
	ons := slices.DeleteFunc(text.Words(s), func(w text.Word) bool {
		return !slices.Contains(onWords, w.Text) ||
			w.To == len(s)
	})
	for _, w := range ons[:min(len(ons), maxOns)] {
		rest := s[w.To:min(len(s), w.To+maxPhrase)]
		stops := goesOn().FindAllStringIndex(rest, 4)
		for _, stop := range slices.Backward(stops) {
			end := w.To + stop[0]
			if !doubtful(s, w.From, end) && try(s[w.To:end]) {
				break
			}
		}
	}
}

// doubtful judges the sentence around the bytes from … to.
func doubtful(s string, from, to int) bool {
	start := 0
	for _, i := range ends().FindAllStringIndex(s[:from], -1) {
		start = i[1]
	}
	stop := len(s)
	if i := ends().FindStringIndex(s[to:]); i != nil {
		stop = to + i[1]
	}
	sentence := s[start:stop]
	return strings.Contains(sentence, "?") || slices.ContainsFunc(text.Words(sentence),
		func(w text.Word) bool { return slices.Contains(doubtWords, w.Text) })
}
