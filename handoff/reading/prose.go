package reading

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// Limits on what is looked for in prose.
const (
	maxProseRead  = 4 << 10 // bytes
	maxProseTries = 160     // phrases that are tried as a time
	maxWhenWords  = 10      // words of a time
)

// ReadProse reads whole sentences of a brief in English, German, French or Spanish: who the contact is, from where,
// their phone, when the meeting is, and what the team's fields are said to be. What is said in two ways is left out.
func ReadProse(c *handoff.Config, team handoff.Team, s string, now time.Time, zone *time.Location) handoff.Prose {
	if zone == nil {
		zone = time.UTC
	}
	p := &proseReader{c: c, team: team, now: now, zone: zone, text: text.Cut(text.Clean(s), maxProseRead)}
	p.words = text.Words(p.text)
	p.address()
	p.phone()
	p.when()
	p.names()
	p.fields()
	if !p.out.Start.IsZero() {
		p.out.When = whenText(p.out.Start, p.out.End)
	}
	return p.out
}

// proseReader reads one text; what was understood is blanked in rest, so that no number is read twice.
type proseReader struct {
	c     *handoff.Config
	team  handoff.Team
	now   time.Time
	zone  *time.Location
	text  string
	rest  string
	words []text.Word
	out   handoff.Prose
}

// address finds the one address outside.
func (p *proseReader) address() {
	b := &briefReader{c: p.c, team: p.team}
	p.rest = p.text
	several := false
	for _, a := range addressesIn(p.text) {
		p.blank(a.from, a.to)
		switch {
		case !b.outside(a.address):
		case p.out.Address == "":
			p.out.Address = a.address
		case p.out.Address != a.address:
			several = true
		}
	}
	if several {
		p.out.Address = ""
	}
}

// blank leaves out a part of the text that was read.
func (p *proseReader) blank(from, to int) {
	p.rest = p.rest[:from] + strings.Repeat(" ", to-from) + p.rest[to:]
}

var phoneNumber = text.Pattern(`(?:\+|\b|\()\d[\d ()./\x{2011}-]{5,24}\d`)

// phone finds a number that is called: with a plus, a leading zero, or a word for a phone before it.
func (p *proseReader) phone() {
	for _, at := range phoneNumber().FindAllStringIndex(p.rest, 10) {
		number := strings.TrimSpace(p.rest[at[0]:at[1]])
		digits := strings.Count(strings.Map(digitOnly, number), "")
		if digits < 8 || digits > 16 || dateLike().MatchString(number) {
			continue
		}
		before := text.Plain(text.Words(p.rest[max(0, at[0]-24):at[0]]))
		called := slices.ContainsFunc(before, func(w string) bool { return slices.Contains(phoneWords, w) })
		called = called || inAmerica().MatchString(number)
		if strings.HasPrefix(number, "+") || strings.HasPrefix(number, "0") || strings.HasPrefix(number, "(0") || called {
			if p.out.Phone == "" {
				p.out.Phone = number
			}
			p.blank(at[0], at[1])
		}
	}
}

// inAmerica is a number as North Americans write it.
var inAmerica = text.Pattern(`^\(?[2-9]\d\d[)]?[ .-]\d{3}[ .-]\d{4}$`)

var dateLike = text.Pattern(`^\d{4}-\d\d-\d\d|^\d{1,2}[./]\d{1,2}[./]\d{2,4}`)

func digitOnly(r rune) rune {
	if unicode.IsDigit(r) {
		return r
	}
	return -1
}

// phoneWords stand before a phone number.
var phoneWords = []string{"phone", "tel", "telephone", "telefon", "mobile", "mobil", "cell", "handy", "call",
	"portable", "telefono", "movil", "nummer", "number", "numero", "telefoon"}

// when finds the one time of the text that lies ahead. Parts of it that could be other times are tried from the
// longest on.
func (p *proseReader) when() {
	words := text.Words(p.rest)
	tries := 0
	for i := 0; i < len(words) && tries < maxProseTries; i++ {
		if !dateish(words[i].Text) || i > 0 && slices.Contains(deadlines, words[i-1].Text) {
			continue
		}
		u, doubt, n := p.timeAt(words[i:], &tries)
		switch {
		case n == 0:
			continue
		case p.out.Start.IsZero():
			p.out.Start, p.out.End, p.out.Doubt = u.Start, u.End, handoff.OfDate(doubt)
		case !p.out.Start.Equal(u.Start):
			p.out.Start, p.out.End, p.out.Doubt = time.Time{}, time.Time{}, handoff.Reason{}
			return
		}
		p.blank(words[i].From, words[i+n-1].To)
		i += n - 1
	}
}

// timeAt reads the longest time that begins with the words, and says how many of them it takes.
func (p *proseReader) timeAt(words []text.Word, tries *int) (dates.Understood, dates.Question, int) {
	for n := min(len(words), maxWhenWords); n > 0; n-- {
		phrase := p.rest[words[0].From:words[n-1].To]
		if strings.ContainsAny(phrase, "\n;!?") || len(phrase) > maxPhrase || !strings.ContainsFunc(phrase, unicode.IsDigit) {
			continue
		}
		if *tries++; *tries > maxProseTries {
			break
		}
		u := dates.Parse(phrase, p.now, p.zone)
		if u.Start.After(p.now) {
			return u, nil, n
		}
		if !slices.Contains(nextWords, words[0].Text) && (n < 2 || !slices.Contains(nextWords, words[1].Text)) {
			continue
		}
		if v := dates.Parse(withoutNext(phrase), p.now, p.zone); len(u.Ask) > 0 && v.Start.After(p.now) {
			return v, u.Ask, n
		}
	}
	return dates.Understood{}, nil, 0
}

// nextWords make a weekday one of two.
var nextWords = []string{"next", "nachsten", "nachster", "nachste", "kommenden", "prochain", "prochaine", "proximo",
	"proxima", "prossimo", "prossima", "volgende"}

func withoutNext(phrase string) string {
	words := text.Words(phrase)
	for _, w := range words {
		if slices.Contains(nextWords, w.Text) {
			return strings.TrimSpace(phrase[:w.From] + phrase[w.To:])
		}
	}
	return phrase
}

// whenText is a time as a line of a brief has it.
func whenText(start, end time.Time) string {
	when := start.Format("Monday 2 January 2006, 15:04")
	if !end.IsZero() && end.YearDay() == start.YearDay() {
		when += "–" + end.Format("15:04")
	}
	return when + " " + zoneText(start)
}

// zoneText names the zone so that it can be read again without doubt.
func zoneText(t time.Time) string {
	name := t.Format("MST")
	if slices.Contains([]string{"CET", "CEST", "GMT", "UTC", "EST", "EDT", "PST", "PDT"}, name) {
		return name
	}
	return t.Format("UTC-07:00")
}
