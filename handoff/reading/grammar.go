package reading

import (
	"strings"
	"time"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Limits on what is read as a command.
const (
	maxCommand  = 2048 // bytes of a mail that may be one
	maxArgument = 10   // words of a time or a name that was not understood and still looks like a command
)

// ReadCommand understands the new text of a mail as a command of a colleague and makes the fact of it, with about
// filled in. The command is the first line; what follows may only be a courtesy, a signature, or the reason that
// belongs to the command.
//
// It reports false for everything else: a reply or more of the brief. A command whose name, date or duration cannot be
// understood, or that has two meanings now, is an Unclear with the question; nothing is ever guessed. Whether the
// sender may give the command is for Decide to say, so that a refusal is explained. Mail of somebody outside is never a
// command.
func ReadCommand(s string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) (handoff.Fact,
	bool) {
	if len(s) > maxCommand || about.By.Person == "" || h.RoleOf(about.By, c) == handoff.RoleStranger {
		return nil, false
	}
	r := newReading(h, about, c, now)
	line, note := r.split(text.Clean(s))
	if line == "" {
		return nil, false
	}
	if id, rest, ok := CommandFor(line); ok {
		if id != h.ID {
			return nil, false
		}
		line = rest
	}
	for _, read := range []func(string, string) (handoff.Fact, bool){r.confirming, r.command, r.choosing, r.mistyped,
		r.saying, r.refusing} {
		if f, ok := read(line, note); ok {
			handoff.SetHeader(f, about)
			return f, true
		}
	}
	return nil, false
}

// CommandFor splits a line of a mail about several handoffs, "HO-7K3QX2 assign Rita", into the handoff and the command.
func CommandFor(line string) (handoff.ID, string, bool) {
	const most = 300
	if len(line) > most {
		return "", "", false
	}
	line = strings.TrimLeft(line, " \t*-–•·[(`")
	words := text.Words(line)
	if len(words) < 3 || words[0].Text != "ho" || words[0].From != 0 || line[words[0].To:words[1].From] != "-" ||
		!isIDPart(words[1].Text) {
		return "", "", false
	}
	id := handoff.ID("HO-" + strings.ToUpper(words[1].Text))
	rest := strings.TrimLeft(line[words[1].To:], " \t])`:,.=>-–—")
	return id, strings.TrimRight(rest, " \t`"), true
}

// isIDPart reports base32 of the length that ids have.
func isIDPart(s string) bool {
	if len(s) < 4 || len(s) > 12 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) < 0
}

// reading is one text that is being read as a command.
type reading struct {
	h     handoff.Handoff
	about handoff.About
	c     *handoff.Config
	team  handoff.Team
	now   time.Time
	zone  *time.Location // of the sender: dates without a zone are meant there
	names roster
	line  string // the command line
	note  string // the lines after it
	greet string // the greeting above it

	noteOnly bool // the lines after it are known to be no commands
	aside    bool // it is about no lead: only commands about none are read, whoever gives them
}

func newReading(h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) *reading {
	team, _ := c.Team(h.Team)
	return &reading{h: h, about: about, c: c, team: team, now: now, zone: c.Person(about.By.Person).Location(),
		names: rosterOf(c)}
}

// split finds the command line and what belongs to it: greetings before it and everything from the closing on are left
// out.
func (r *reading) split(s string) (line, note string) {
	all := r.body(s)
	if len(all) == 0 {
		return "", ""
	}
	return all[0].text, noteOf(all[1:])
}

// bodyLine is a line of new text; apart: it begins a paragraph, or the line above it ends a sentence.
type bodyLine struct {
	text  string
	apart bool
}

func noteOf(lines []bodyLine) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.text)
	}
	return text.Cut(strings.Join(out, "\n"), handoff.MaxNote)
}

// body are the lines of a text, without the greeting above them, what is quoted, and everything from the closing on.
func (r *reading) body(s string) []bodyLine {
	var out []bodyLine
	apart := true
	for l := range strings.Lines(s) {
		l = strings.TrimSpace(l)
		switch {
		case len(text.Words(l)) == 0, isQuoted(l):
			apart = true
		case len(out) == 0 && isGreeting(l):
			r.greet = l
		default:
			out = append(out, bodyLine{l, apart})
			apart = strings.ContainsAny(l[len(l)-1:], ".!?:;)")
		}
	}
	for i := 1; i < len(out); i++ {
		if r.names.isClosing(out[i].text) && signature(out[i+1:]) {
			return out[:i]
		}
	}
	return out
}

// isQuoted says whether a line repeats what somebody else wrote.
func isQuoted(line string) bool { return line[0] == '>' || line[0] == '|' }

// bullet is the number of a line in a list.
var bullet = text.Pattern(`^\(?[0-9]{1,2}[.)]\s+(\S.*)$`)

// signature says whether lines after a closing are name, title and the like, not more of the message.
func signature(lines []bodyLine) bool {
	for _, l := range lines {
		if len(lines) > 8 || len(l.text) > 80 || strings.Contains(l.text, "?") || len(text.Words(l.text)) > 8 {
			return false
		}
	}
	return true
}

// argument is what stands after the words of a command.
type argument struct {
	text  string // as written, without the marks around it
	words []string
	rest  string // as written, with the marks before it
	apart bool   // a colon, dash or comma stands between
}

// command reads one line. Of the commands that it may begin with, the one with the most words that fits is meant.
func (r *reading) command(line, note string) (handoff.Fact, bool) {
	if m := bullet().FindStringSubmatch(line); m != nil && unicode.IsLetter(firstRune(m[1])) {
		line = m[1]
	}
	if i := strings.IndexByte(line, ','); i > 0 && isGreeting(line[:i+1]) {
		line = line[i+1:]
	}
	r.line, r.note = line, note
	words, end := politely(line, text.Words(line))
	for _, m := range matching(text.Plain(words)) {
		if r.aside && !m.command.aside {
			continue
		}
		rest := line[words[m.n-1].To:end]
		arg := argument{text: trimMarks(rest), rest: rest, words: text.Plain(words[m.n:]),
			apart: strings.ContainsAny(firstMark(rest), ":-–—,.;=(!")}
		if questioned(line) && !m.command.asked && (!m.command.noted || arg.bare()) {
			continue
		}
		f, ok := m.command.read(r, arg)
		if !ok {
			continue
		}
		if note == "" || m.command.noted && (r.noteOnly || !r.another(note)) {
			return f, true
		}
		if !r.noteOnly && r.another(note) {
			return r.unclear("ask-alone"), true
		}
		return nil, false
	}
	return nil, false
}

// another says whether the lines after a command begin with a command of their own.
func (r *reading) another(note string) bool {
	line, _, _ := strings.Cut(note, "\n")
	next := *r
	f, ok := next.command(line, "")
	return ok && f.Kind() != handoff.KindUnclear
}

// firstMark is the text up to the first word.
func firstMark(rest string) string {
	if words := text.Words(rest); len(words) > 0 {
		return rest[:words[0].From]
	}
	return rest
}

// trimMarks drops the marks around an argument, but not the dot of "24.11.".
func trimMarks(s string) string {
	s = strings.TrimLeft(s, " \t:-–—,.;=!*_`\"“”„'’")
	return strings.TrimRight(s, " \t!*_`\"“”'’,;")
}

// before and after a command people are polite.
var (
	subjects = []string{"please", "pls", "kindly", "i", "we", "im", "ive", "ill", "id like to", "i would like to",
		"we would like to", "have", "have to", "must", "am", "will", "already", "hereby", "ok", "okay", "bitte", "merci de",
		"s il vous plait", "por favor", "per favore", "graag", "hiermit"}
	courtesies = []string{"please", "pls", "thanks", "thank you", "thx", "many thanks", "thanks a lot", "cheers", "now",
		"bitte", "danke", "vielen dank", "merci",
		"s il vous plait", "sil vous plait", "svp", "por favor", "gracias", "per favore", "grazie", "obrigado", "obrigada",
		"graag", "alstublieft", "aub", "bedankt", "お願いします"}
)

// politely drops "please" and "I will" before the command and what courteously drops. It returns the words left and the
// byte of the line where they end.
func politely(line string, words []text.Word) ([]text.Word, int) {
	words, end := courteously(line, words)
	for n := 0; n < 4; n++ {
		k := prefixOf(text.Plain(words), subjects)
		if k == 0 || k >= len(words) {
			break
		}
		words = words[k:]
	}
	return words, end
}

// courteously drops "please, thanks" from the end of a line.
func courteously(line string, words []text.Word) ([]text.Word, int) {
	end := len(line)
	for n := 0; n < 2; n++ {
		k := suffixOf(text.Plain(words), courtesies)
		if k == 0 || k >= len(words) {
			break
		}
		words = words[:len(words)-k]
		end = words[len(words)-1].To
	}
	return words, end
}

// prefixOf is the number of words that the longest fitting phrase takes at the beginning.
func prefixOf(words, phrases []string) int {
	text, most := pad(strings.Join(words[:min(len(words), 6)], " ")), 0
	for _, p := range phrases {
		if strings.HasPrefix(text, pad(p)) {
			most = max(most, 1+strings.Count(p, " "))
		}
	}
	return most
}

func suffixOf(words, phrases []string) int {
	text, most := pad(strings.Join(words[max(0, len(words)-6):], " ")), 0
	for _, p := range phrases {
		if strings.HasSuffix(text, pad(p)) {
			most = max(most, 1+strings.Count(p, " "))
		}
	}
	return most
}

// unclear asks the sender what was meant.
func (r *reading) unclear(ask handoff.Code, args ...handoff.Arg) handoff.Fact {
	return r.asking(handoff.Because(ask, args...))
}

func (r *reading) asking(question handoff.Reason) handoff.Fact {
	return &handoff.Unclear{Text: text.Cut(r.line, handoff.MaxNoted), Ask: question}
}
