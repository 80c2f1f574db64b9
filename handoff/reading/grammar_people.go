package reading

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// maxAsked bounds words for a colleague, in bytes.
const maxAsked = 1200

// asks begin a wish: "Can you …", "Please …".
var asks = []string{"can you", "could you", "would you", "will you", "can you please", "could you please",
	"would you mind", "please", "pls", "kannst du", "koennten sie", "koenntest du", "bitte"}

// chores are what is asked, by the words for it. Those of one line are the same.
var chores = map[handoff.ChoreKind][]string{
	handoff.ChoreRemind: {"remind", "send a reminder to", "send reminder to", "chase", "chase up", "nudge", "ping",
		"follow up with", "erinnere", "erinnern"},
	handoff.ChoreReschedule: {"reschedule", "reschedule with", "reschedule it with", "reschedule this with",
		"reschedule the meeting with", "find another time with", "find a new time with", "rebook", "rebook with",
		"rebook it with", "move the meeting with"},
}

// tells begin words for a colleague.
var tells = []string{"ask", "tell", "let", "question for", "a question for", "message for", "frag", "frage"}

// theirs are words for the prospect, to whoever works with them.
var theirs = []string{"the prospect", "the customer", "the client", "the lead", "the contact", "prospect", "customer",
	"client"}

// ReadColleague understands what a rep or a qualifier asks of the other: a chore ("Can you remind Pat?"), or a question
// ("Can you ask Quinn whether …"). It reports false for everything else.
func ReadColleague(s string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) (handoff.Fact,
	bool) {
	role := h.RoleOf(about.By, c)
	sides := role == handoff.RoleQualifier || role == handoff.RoleAdvocate || about.By.Person == h.Rep()
	if len(s) > maxAsked || about.By.Person == "" || !sides || role == handoff.RoleStranger {
		return nil, false
	}
	r := newReading(h, about, c, now)
	line, note := r.split(text.Clean(s))
	if line == "" {
		return nil, false
	}
	if what, ok := r.chore(line); ok && note == "" {
		f := &handoff.AskChore{What: what, Words: text.Cut(text.OneLine(line, text.NameLimit), handoff.MaxNoted)}
		handoff.SetHeader(f, about)
		return f, true
	}
	if to, ok := r.askedOf(line); ok {
		words := strings.TrimSpace(line + "\n" + note)
		f := &handoff.WordsFor{To: to, Words: text.Cut(words, handoff.MaxNote)}
		handoff.SetHeader(f, about)
		return f, true
	}
	return nil, false
}

// AnswersColleague takes words that are no command for the answer to a colleague's question.
func AnswersColleague(s string, h handoff.Handoff, about handoff.About, now time.Time) (handoff.Fact, bool) {
	to := handoff.AskedBy(&h, about.By.Person, now)
	words := strings.TrimSpace(text.Lines(text.Clean(s)))
	if to == "" || words == "" || len(s) > maxAsked {
		return nil, false
	}
	return &handoff.WordsFor{About: about, To: to, Words: text.Cut(words, handoff.MaxNote)}, true
}

// nudging reads the qualifier's wish that the rep be asked once more. A rep who says so means the prospect.
func nudging(r *reading, a argument) (handoff.Fact, bool) {
	if _, chore := r.chore(r.line); chore && r.about.By.Person == r.h.Rep() {
		return nil, false
	}
	return plain(func() handoff.Fact { return &handoff.Nudge{} })(r, a)
}

// chore reads "Can you remind Pat?" and "please chase Pat about Friday"; of whoever is meant little may follow.
func (r *reading) chore(line string) (handoff.ChoreKind, bool) {
	all := text.Plain(text.Words(line))
	all = all[r.calledFirst(all):]
	polite := politeLen(all)
	for what, said := range chores {
		n := phraseLen(all[polite:], said)
		if n == 0 {
			continue
		}
		rest := all[polite+n:]
		m := r.prospectLen(rest)
		if m == 0 || len(rest) > m+5 {
			return "", false
		}
		return what, true
	}
	return "", false
}

// prospectLen is how many words at the beginning are for the prospect.
func (r *reading) prospectLen(words []string) int {
	if n := phraseLen(words, theirs); n > 0 {
		return n
	}
	names := r.prospectNames()
	n := 0
	for n < len(words) && slices.Contains(names, words[n]) {
		n++
	}
	if n == 0 && len(words) > 0 && r.about.By.Person == r.h.Rep() &&
		slices.Contains([]string{"them", "him", "her", "it"}, words[0]) {
		return 1
	}
	return n
}

// calledFirst is how many words address a colleague: "Quinn, can you …".
func (r *reading) calledFirst(words []string) int {
	if len(words) > 1 && r.names[words[0]] {
		return 1
	}
	return 0
}

// askedOf reads of whom something is asked: "Can you ask Quinn whether …", "tell the rep that …".
func (r *reading) askedOf(line string) (handoff.PersonID, bool) {
	all := text.Plain(text.Words(line))
	polite := politeLen(all)
	n := phraseLen(all[polite:], tells)
	if n == 0 {
		return "", false
	}
	return r.colleague(all[polite+n:])
}

// colleague is whom the first words name: one of those who have to do with the lead.
func (r *reading) colleague(words []string) (handoff.PersonID, bool) {
	if len(words) == 0 {
		return "", false
	}
	for word, id := range map[string]handoff.PersonID{"qualifier": r.h.Qualifier, "rep": r.h.Rep()} {
		if phraseLen(words, []string{"the " + word, "my " + word, "our " + word, word}) > 0 {
			return id, id != "" && id != r.about.By.Person
		}
	}
	people := append([]handoff.PersonID{r.h.Qualifier, r.h.Rep()}, slices.Concat(r.team.Managers, r.team.Advocates)...)
	var found handoff.PersonID
	for _, id := range people {
		p := r.c.Person(id)
		if id == "" || id == r.about.By.Person || p.Gone || text.Fold(p.First()) != words[0] || found == id {
			continue
		}
		if found != "" {
			return "", false // two of one name
		}
		found = id
	}
	return found, found != ""
}

// politeLen is how many words begin a wish.
func politeLen(words []string) int {
	n := 0
	for more := phraseLen(words, asks); more > 0; more = phraseLen(words[n:], asks) {
		n += more
	}
	return n
}

// phraseLen is how many words the longest of the phrases takes at the beginning; 0 for none.
func phraseLen(words, phrases []string) int {
	most := 0
	for _, p := range phrases {
		n := strings.Count(p, " ") + 1
		if n > most && n <= len(words) && strings.Join(words[:n], " ") == p {
			most = n
		}
	}
	return most
}
