package reading

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Limits on what is read of a brief; what goes beyond is left out, and a cut value ends with "…".
const (
	maxBrief  = 64 << 10
	maxLines  = 200
	maxValue  = 4 << 10
	maxAsks   = 10
	maxExtras = 20 // fields that the team does not know
)

// BriefRead is what was understood of a brief. What was not understood is asked, never guessed.
type BriefRead struct {
	Fields    map[string]string // by Field.Name, FieldPhone, or a key that the team does not know, as it is written
	Prospects []handoff.Contact
	Start     time.Time // zero if not understood
	End       time.Time // zero if neither an end nor a duration was given
	Zone      string    // IANA name or "UTC+01:00" in which the time was given; empty without a Start
	Place     string
	Wish      handoff.PersonID // the rep who was named
	WishText  string           // the name, if it is nobody's or several reps'
	TeamText  string           // the team that was named, whether there is one of that name or not
	Duration  time.Duration    // as said; zero if not
	NoAddress string           // the contact as written, if no mail address of anybody was found
	Ask       []handoff.Reason // questions to the qualifier
	Prose     string           // lines that belong to no key
	Keys      int              // lines with a known key and a value; 0: everything else here was found in prose
}

// ReadBrief reads the new text of a qualifier's mail: lines "Key: value" in any order, with bullets, bold marks, dashes
// or tabs, or the cells of a table one below the other. Values go on until the next key, greeting or closing. Keys are
// the names, labels and words of the team's fields, and contact, mail, phone, when, date, time, zone, place, rep and
// duration in several words each.
//
// Without such lines only a mail address outside the company and a time that cannot be misread are taken from the
// prose. Times without a zone are meant in zone; nil is UTC.
func ReadBrief(c *handoff.Config, team handoff.Team, s string, now time.Time, zone *time.Location) BriefRead {
	if zone == nil {
		zone = time.UTC
	}
	b := &briefReader{c: c, team: team, now: now, zone: zone, keys: keysOf(team), names: rosterOf(c)}
	b.read(s)
	b.out.Fields = map[string]string{}
	for _, e := range b.entries {
		if e.value = e.text(); e.value == "" {
			continue
		}
		if !e.loose {
			b.out.Keys++
		}
		if e.key.field {
			b.field(e.key.name, e.value)
		}
	}
	b.contacts()
	b.phone()
	b.places()
	b.rep()
	if v := b.values(keyTeam); len(v) > 0 {
		b.out.TeamText = text.Cut(v[0], handoff.MaxNoted)
	}
	b.when()
	b.fromProse()
	b.out.Prose = strings.TrimSpace(strings.Join(b.prose, "\n"))
	return b.out
}

// briefReader collects what one text says.
type briefReader struct {
	c       *handoff.Config
	team    handoff.Team
	now     time.Time
	zone    *time.Location
	keys    teamKeys
	names   roster
	entries []*entry
	prose   []string // lines that belong to no key; an empty one parts paragraphs
	open    *entry   // lines without a key belong to it
	blank   bool     // the line before was empty
	signed  bool     // a closing was read: what follows is a signature
	extras  int      // fields that the team does not know
	small   bool     // the last known key was written with a small letter
	out     BriefRead
}

// entry is one key with the lines of its value.
type entry struct {
	key   key
	lines []string
	value string // the lines as one, once all are read
	loose bool   // the team does not know the key
}

// text is the value; empty if it only holds the place of one.
func (e *entry) text() string {
	s := strings.TrimSpace(strings.Join(e.lines, "\n"))
	switch text.Fold(s) {
	case "", "tbd", "tba", "tbc", "todo":
		return ""
	}
	return text.Cut(s, maxValue)
}

func (b *briefReader) read(s string) {
	var lines []string
	for line := range strings.Lines(text.Clean(text.Cut(s, maxBrief))) {
		if lines = append(lines, strings.TrimSpace(line)); len(lines) == maxLines {
			break
		}
	}
	table := b.isTable(lines)
	for i, line := range lines {
		k, value, ok := b.keyLine(line)
		if !ok && (table || isHeading(line)) {
			k, ok = b.keys.find(keyText(line))
			ok = ok && i+1 < len(lines)
		}
		switch {
		case !strings.ContainsFunc(line, isWordRune):
			b.blank = true
			continue
		case ok && b.signed && !k.field:
			b.open = nil
		case ok:
			b.start(k, line, value)
		case isGreeting(line):
			b.open = nil
		case b.names.isClosing(line):
			b.open = nil
			b.signed = b.signed || len(b.entries) > 0
		default:
			b.goOn(line)
		}
		b.blank = false
	}
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (b *briefReader) start(k key, line, value string) {
	b.open, b.small = &entry{key: k}, isLower(line)
	if value != "" {
		b.open.lines = append(b.open.lines, value)
	}
	b.entries = append(b.entries, b.open)
}

// goOn takes a line without a known key: a field of its own if it has any key, more of the value before it, or prose.
// The short values that every brief has end at an empty line.
func (b *briefReader) goOn(line string) {
	short := b.open == nil || !b.open.key.field
	switch {
	case b.signed:
	case len(b.entries) > 0 && hasKey(line) && b.likeKeys(line) && b.extras < maxExtras:
		b.extra(line)
	case b.open == nil || short && len(b.open.lines) > 0 && (b.blank || hasKey(line)):
		b.open = nil
		if b.blank {
			b.prose = append(b.prose, "")
		}
		b.prose = append(b.prose, line)
	case b.blank && len(b.open.lines) > 0:
		b.open.lines = append(b.open.lines, "", line)
	default:
		b.open.lines = append(b.open.lines, line)
	}
}

// likeKeys says whether a line with an unknown key is written as the known keys are: in a brief with capitals "first:
// speed" is more of the value before it.
func (b *briefReader) likeKeys(line string) bool {
	return b.small || !isLower(line) || b.open == nil || !b.open.key.field || b.blank
}

// isLower says whether a line begins with a small letter.
func isLower(line string) bool { return unicode.IsLower(firstRune(unbulleted(line))) }

// extra begins a field that the team does not know, under its key as it is written.
func (b *briefReader) extra(line string) {
	before, value, _ := strings.Cut(line, ":")
	b.extras++
	b.open = &entry{key: key{name: strings.TrimRight(unbulleted(before), "*_ "), field: true}, loose: true}
	if value = strings.TrimSpace(strings.TrimLeft(value, "*_ ")); value != "" {
		b.open.lines = append(b.open.lines, value)
	}
	b.entries = append(b.entries, b.open)
}

// isTable says whether the text is a table written cell below cell: at least two lines that are nothing but a key.
func (b *briefReader) isTable(lines []string) bool {
	n := 0
	for _, l := range lines {
		if k, ok := b.keys.find(keyText(l)); ok && k.alone {
			n++
		}
	}
	return n >= 2
}

// field adds to the value of a field.
func (b *briefReader) field(name, value string) {
	if old := b.out.Fields[name]; old != "" && old != value {
		value = old + "\n" + value
	}
	b.out.Fields[name] = text.Cut(value, maxValue)
}

// values are what the entries of a built-in key say, in order.
func (b *briefReader) values(name string) []string {
	var out []string
	for _, e := range b.entries {
		if e.value != "" && !e.key.field && e.key.name == name {
			out = append(out, e.value)
		}
	}
	return out
}

func (b *briefReader) ask(question handoff.Reason) {
	if question.Code != "" && len(b.out.Ask) < maxAsks && !slices.ContainsFunc(b.out.Ask, question.Same) {
		b.out.Ask = append(b.out.Ask, question)
	}
}

func (b *briefReader) phone() {
	if v := b.values(keyPhone); len(v) > 0 && b.out.Fields[handoff.FieldPhone] == "" {
		b.field(handoff.FieldPhone, strings.Join(v, "\n"))
	}
}

func (b *briefReader) places() {
	if v := b.values(handoff.FieldPlace); len(v) > 0 {
		b.out.Place = text.Cut(strings.Join(v, "\n"), maxValue)
	}
}

// noWish are words for "whoever is next".
var noWish = []string{"any", "anyone", "anybody", "whoever", "whoever is next", "whoever is free", "nobody", "none",
	"rotation", "round robin", "next", "next one", "auto", "automatic",
	"you decide", "your choice", "egal", "no preference", "n a"}

func (b *briefReader) rep() {
	v := b.values(keyRep)
	if len(v) == 0 {
		return
	}
	written, _, _ := strings.Cut(strings.Join(strings.Fields(strings.Join(v, " ")), " "), " (")
	words, end := courteously(written, text.Words(written))
	written, name := written[:end], strings.Join(text.Plain(words), " ")
	if slices.Contains(noWish, name) {
		return
	}
	for _, a := range addressesIn(written) {
		if p, ok := b.c.ByEmail(a.address); ok {
			name = text.Fold(p.Name)
		}
	}
	var question handoff.Reason
	if b.out.Wish, question = repNamed(b.c, b.team, name, written); question.Code != "" {
		b.out.WishText = text.Cut(written, handoff.MaxNoted)
		b.ask(question)
	}
}
