package reading

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// morningHour is when a day begins on which something is to happen and that was given without a time.
const morningHour = "09:00"

// dayRead is a day that was understood, with or without a time.
type dayRead struct {
	dates.Understood
	timed bool
	ask   handoff.Reason
}

// day reads a day, for which a time is not needed.
func (r *reading) day(phrase, command string) dayRead {
	if len(text.Words(phrase)) == 0 {
		return dayRead{ask: handoff.Because("ask-until/how", handoff.WordsArg(command))}
	}
	exact := dates.Parse(phrase, r.now, r.zone)
	if !exact.Start.IsZero() {
		return dayRead{Understood: exact, timed: true}
	}
	u := dates.Parse(phrase+" "+morningHour, r.now, r.zone)
	if !u.Start.IsZero() {
		return dayRead{Understood: u}
	}
	return dayRead{Understood: exact, ask: askDay(phrase, exact.Ask, u.Ask)}
}

// askDay asks about what is no day, in words of a day alone: at is what there is to ask once it has a time.
func askDay(phrase string, exact, at dates.Question) handoff.Reason {
	words := handoff.WordsArg(text.OneLine(phrase, text.NameLimit))
	for _, s := range at {
		switch s.Code {
		case "ask-date/far":
			return handoff.Because("ask-day/far", words)
		case "ask-date/no-such-day", "ask-date/no-such":
			return handoff.OfDate(dates.Question{s})
		case "ask-date/past", "ask-date/past-week":
			return handoff.Because("ask-day/past", words)
		case "ask-date/word", "ask-date/unread", "ask-date/inexact":
			return handoff.Because("ask-day/not-to-come", words)
		}
	}
	return handoff.OfDate(exact)
}

// Units of a length of time.
const (
	hourWords   = `(?:h|hr|hrs|hour|hours|std|stunde|stunden|heure|heures|hora|horas|ora|ore|uur)`
	minuteWords = `(?:m|min|mins|minute|minutes|minuten|minuti|minuto|minutos|minuut)`
)

var (
	inMinutes = text.Pattern(`^(\d{1,4})[ -]?` + minuteWords + `$`)
	inHours   = text.Pattern(`^(\d{1,3})(?:[.,](\d{1,2}))?[ -]?` + hourWords + `$`)
	inBoth    = text.Pattern(`^(\d{1,3}) ?` + hourWords + `,? ?(?:and |und |et |y |e )?(\d{1,2}) ?` + minuteWords +
		`?$`)
	onClock = text.Pattern(`^(\d{1,2}):([0-5]\d)(?: ?h)?$`)
)

var namedLengths = map[string]time.Duration{
	"half an hour": 30 * time.Minute, "half hour": 30 * time.Minute, "a half hour": 30 * time.Minute,
	"eine halbe stunde": 30 * time.Minute,
	"halbe stunde":      30 * time.Minute, "une demi heure": 30 * time.Minute, "demi heure": 30 * time.Minute,
	"media hora": 30 * time.Minute, "mezz ora": 30 * time.Minute,
	"an hour": time.Hour, "one hour": time.Hour, "eine stunde": time.Hour, "une heure": time.Hour, "una hora": time.Hour,
	"un ora":             time.Hour,
	"an hour and a half": 90 * time.Minute, "one and a half hours": 90 * time.Minute, "two hours": 2 * time.Hour,
	"three hours": 3 * time.Hour, "four hours": 4 * time.Hour,
	"a quarter of an hour": 15 * time.Minute, "three quarters of an hour": 45 * time.Minute,
}

// readLength reads a length of time such as "2h", "90 min", "1h30", "1.5 hours", "half an hour". A number without a
// unit is none.
func readLength(words string) (time.Duration, bool) {
	words = strings.ToLower(strings.Trim(strings.Join(strings.Fields(words), " "), " .,;!()[]~"))
	if d, ok := namedLengths[text.Fold(words)]; ok {
		return d, true
	}
	number := func(s string) time.Duration { n, _ := strconv.Atoi(s); return time.Duration(n) }
	if m := inMinutes().FindStringSubmatch(words); m != nil {
		return number(m[1]) * time.Minute, true
	}
	if m := inBoth().FindStringSubmatch(words); m != nil {
		return number(m[1])*time.Hour + number(m[2])*time.Minute, true
	}
	if m := onClock().FindStringSubmatch(words); m != nil {
		return number(m[1])*time.Hour + number(m[2])*time.Minute, true
	}
	m := inHours().FindStringSubmatch(words)
	if m == nil {
		return 0, false
	}
	part := (m[2] + "00")[:2]
	return number(m[1])*time.Hour + number(part)*36*time.Second, true
}

// longestHold bounds the time a manager can give at once.
const longestHold = 7 * 24 * time.Hour

func holding(r *reading, a argument) (handoff.Fact, bool) {
	text := a.text
	for _, w := range []string{"it ", "for ", "by ", "another "} {
		if len(text) > len(w) && strings.EqualFold(text[:len(w)], w) {
			text = text[len(w):]
		}
	}
	d, ok := readLength(text)
	switch {
	case ok && d > 0 && d <= longestHold:
		return &handoff.Hold{For: d}, true
	case ok:
		return r.unclear("ask-hold/most"), true
	case a.bare():
		return r.unclear("ask-hold"), true
	}
	return r.unclear("ask-hold"), text[0] >= '0' && text[0] <= '9' && len(a.words) <= 4
}

func assigning(r *reading, a argument) (handoff.Fact, bool) {
	id, ask, ok := r.rep(a)
	if ok && ask.Code != "" {
		return r.asking(ask), true
	}
	return &handoff.Assign{Rep: id}, ok
}

// reassigning is assigning, but for an accepted meeting of which it is said without a name: then the next rep gets it.
func reassigning(r *reading, a argument) (handoff.Fact, bool) {
	if a.bare() && r.h.State == handoff.Accepted {
		return &handoff.Reassign{}, true
	}
	return assigning(r, a)
}

func namingRep(r *reading, a argument) (handoff.Fact, bool) {
	if slices.Contains(noWish, strings.Join(a.words, " ")) {
		return &handoff.NameRep{}, true
	}
	id, ask, ok := r.rep(a)
	if ok && ask.Code != "" {
		return r.asking(ask), a.apart || len(a.words) <= 2
	}
	return &handoff.NameRep{Rep: id}, ok
}

// askingSlots takes the name of a rep, or none.
func askingSlots(r *reading, a argument) (handoff.Fact, bool) {
	if a.bare() {
		return &handoff.Slots{}, true
	}
	id, ask, ok := r.rep(a)
	if ok && ask.Code != "" {
		return r.asking(ask), a.apart || len(a.words) <= 2
	}
	return &handoff.Slots{Rep: id}, ok
}

// taking reads where the manager will meet the prospect too: a link, or any words behind a colon.
func taking(r *reading, a argument) (handoff.Fact, bool) {
	over := slices.DeleteFunc(slices.Clone(a.words), func(w string) bool { return w == "over" })
	if (argument{words: over}).bare() {
		return &handoff.Take{}, true
	}
	place := text.OneLine(a.text, maxPlace)
	said, _, colon := strings.Cut(r.line, ":")
	link := strings.Contains(place, "://") && !strings.ContainsAny(place, " \t")
	return &handoff.Take{Place: place}, link || colon && len(strings.Fields(said)) <= 3 && !strings.Contains(said, "/")
}

// maxPlace bounds a place in a command, in bytes.
const maxPlace = 200

// keeping takes the name of the present rep too; the name of another one is a contradiction.
func keeping(r *reading, a argument) (handoff.Fact, bool) {
	if a.bare() && r.h.AbsenceAsked() {
		return &handoff.Keep{}, true
	}
	if f, ok := keepingTime(r, a); ok && r.timeInQuestion() {
		return f, true
	}
	same := []string{"him", "her", "them", "same", "rep", "with"}
	rest := slices.DeleteFunc(slices.Clone(a.words), func(w string) bool { return slices.Contains(same, w) })
	present := r.c.Person(r.h.Rep())
	name := strings.Join(rest, " ")
	if (argument{words: rest}).bare() || name == text.Fold(present.Name) || name == text.Fold(present.First()) {
		return &handoff.Keep{}, true
	}
	id, ask, ok := r.rep(argument{text: a.text, words: rest})
	switch {
	case !ok || ask.Code != "":
		return nil, false
	case id == r.h.Rep():
		return &handoff.Keep{}, true
	}
	return r.unclear("ask-keep", handoff.PersonArg(r.h.Rep()), handoff.PersonArg(id)), true
}

// rep understands the argument as a rep of the team. A question instead of the id says what is wrong with the name;
// false says that the words do not look like a name.
func (r *reading) rep(a argument) (id handoff.PersonID, ask handoff.Reason, ok bool) {
	words := a.words
	for len(words) > 0 && slices.Contains([]string{"to", "it", "this", "the", "lead", "meeting", "over", "is", "now",
		"one", "handoff"}, words[0]) {
		words = words[1:]
	}
	if len(words) == 1 && (words[0] == "me" || words[0] == "myself") {
		if slices.Contains(r.team.Reps, r.about.By.Person) {
			return r.about.By.Person, ask, true
		}
		return "", handoff.Because("ask-rep/take"), true
	}
	if p, known := r.c.ByEmail(strings.Trim(a.text[max(0, strings.LastIndexByte(a.text, ' ')):], " <>().,")); known &&
		len(words) <= 6 {
		id, ask = repNamed(r.c, r.team, text.Fold(p.Name), p.Name)
		return id, ask, true
	}
	if len(words) > 4 {
		return "", ask, false
	}
	written := strings.Join(strings.Fields(a.text), " ")
	id, ask = repNamed(r.c, r.team, strings.Join(words, " "), written)
	return id, ask, true
}

// repNamed finds the rep of the team whom a folded name means: id, full name, first or last name. A name that fits
// nobody or several gives the question to ask instead; written is the name as it was written.
func repNamed(c *handoff.Config, team handoff.Team, name, written string) (handoff.PersonID, handoff.Reason) {
	var exact, fits []handoff.PersonID
	plain := name
	name = spelled(name)
	for _, id := range team.Reps {
		p := c.Person(id)
		full, own := spelled(text.Fold(p.Name)), spelled(text.Fold(string(id)))
		switch {
		case p.Gone || name == "":
		case name == full && strings.Contains(name, " "), name == full+" "+own:
			exact = append(exact, id)
		case name == full, name == own, strings.HasPrefix(full, name+" "), strings.HasSuffix(full, " "+name):
			fits = append(fits, id)
		}
	}
	if len(exact) > 0 {
		fits = exact
	}
	switch {
	case len(fits) == 1:
		return fits[0], handoff.Reason{}
	case len(fits) > 1:
		return "", handoff.Because("ask-rep/several", handoff.WordsArg(text.Cut(written, 60)), listed(c, team, fits))
	case name == "":
		return "", handoff.Because("ask-rep", listed(c, team, team.Reps))
	}
	if near := repsLike(c, team, plain); len(near) > 0 {
		return "", handoff.Because("ask-rep/like", handoff.WordsArg(text.Cut(written, 60)), listed(c, team, near))
	}
	return "", handoff.Because("ask-rep/unknown", handoff.WordsArg(text.Cut(written, 60)), listed(c, team, team.Reps))
}

// namesakes counts the reps with the full name.
func namesakes(c *handoff.Config, team handoff.Team, full string) int {
	n := 0
	for _, id := range team.Reps {
		if p := c.Person(id); !p.Gone && text.Fold(p.Name) == full {
			n++
		}
	}
	return n
}

// listed names reps, with the id where two have the same name.
func listed(c *handoff.Config, team handoff.Team, ids []handoff.PersonID) handoff.Arg {
	const most = 12
	var names []string
	for _, id := range ids {
		p := c.Person(id)
		if p.Gone {
			continue
		}
		if namesakes(c, team, text.Fold(p.Name)) > 1 {
			p.Name += " (" + string(id) + ")"
		}
		if names = append(names, p.Name); len(names) == most {
			break
		}
	}
	return handoff.ListArg(names)
}

// about reads a command that is about an address which was asked about; without one it is about the only one.
func about(fact func(address string) handoff.Fact) func(*reading, argument) (handoff.Fact, bool) {
	return func(_ *reading, a argument) (handoff.Fact, bool) {
		if a.bare() {
			return fact(""), true
		}
		address := strings.Trim(a.text, " <>.")
		if strings.ContainsAny(address, " \t") || !strings.Contains(address, "@") {
			return nil, false
		}
		return fact(handoff.FoldAddress(address)), true
	}
}
