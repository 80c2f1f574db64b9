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

// Limits on plain words that are read as an answer or a question about the time.
const (
	maxSentences = 40
	maxSentence  = 200 // bytes
	maxYes       = 14  // words of a yes or no with its courtesies
	maxTime      = 80  // bytes of a time
	maxTimes     = 8   // phrases of a mail that are tried as a time
)

// ReadWords understands what a mail says about the time of the meeting in plain words: yes or no of a prospect to a
// time that was put to them, or anybody's question for another time, "could we do Thu 14:00?". It reports false for
// everything else. A time counts only if every word of it is understood; nothing is ever guessed.
func ReadWords(s string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) (handoff.Fact,
	bool) {
	role := h.RoleOf(about.By, c)
	if len(s) > maxCommand || role != handoff.RoleProspect && (role != handoff.RoleRep || about.By.Person != h.Rep()) {
		return nil, false
	}
	zone := handoff.Location(h.Zone)
	if about.By.Person != "" {
		zone = c.Person(about.By.Person).Location()
	}
	s = text.Clean(s)
	if begun := !h.Start.IsZero() && !now.Before(h.Start); begun && role == handoff.RoleProspect && saysNobodyCame(s) {
		return &handoff.NobodyCame{About: about}, true
	}
	if h.Times != nil && role == handoff.RoleProspect {
		if f, ok := pick(newReading(h, about, c, now), s, h.Times, now, zone); ok {
			f.About = about
			return f, true
		}
	}
	if u, ok := askedTime(s, now, zone); ok {
		return &handoff.Proposed{About: about, Start: u.Start, End: u.End}, true
	}
	m := h.Moving
	if role == handoff.RoleProspect && (m == nil || m.Asked != handoff.RoleProspect) && slices.Contains(acceptWords,
		strings.Join(text.Plain(text.Words(s)), " ")) {
		return handoff.AcceptedInWords(about), true
	}
	if role == handoff.RoleProspect && m == nil && handoff.Confirming(&h) {
		return attends(newReading(h, about, c, now), s, about)
	}
	if role != handoff.RoleProspect || m == nil || m.Asked != handoff.RoleProspect {
		return nil, false
	}
	r := newReading(h, about, c, now)
	line, note := r.split(s)
	switch whole := strings.TrimSpace(line + " " + note); {
	case saysYes(whole):
		return &handoff.Agree{About: about}, true
	case saysNo(whole):
		return &handoff.Refuse{About: about}, true
	}
	return nil, false
}

// attends reads the answer to the question whether the time still suits. A no that nobody proved is left to be read.
func attends(r *reading, s string, about handoff.About) (handoff.Fact, bool) {
	line, note := r.split(s)
	switch whole := strings.TrimSpace(line + " " + note); {
	case saysYes(whole):
		return handoff.AcceptedInWords(about), true
	case saysNo(whole) && about.Strength != handoff.Weak:
		return handoff.DeclinedInWords(about), true
	}
	return nil, false
}

// acceptWords are what a prospect whose mail program shows no buttons is told to answer, alone.
var acceptWords = []string{"accept", "accepted", "i accept"}

// saying reads a colleague's no, with its courtesies, to another time that was put to them.
func (r *reading) saying(line, note string) (handoff.Fact, bool) {
	whole := strings.TrimSpace(line + " " + note)
	if r.h.Moving == nil || r.ownAsked() || !r.asked("no") || !saysNo(whole) || r.mayDecline() && outright(whole) {
		return nil, false
	}
	return &handoff.Refuse{}, true
}

// yesWords and noWords begin an answer to a proposed time.
var (
	yesWords = []string{"yes", "yep", "yeah", "sure", "ok", "okay", "fine", "perfect", "great", "agreed", "works",
		"that works", "this works", "works for me", "works for us",
		"sounds good", "that is fine", "thats fine", "that suits me", "that suits us", "suits me", "happy to", "no problem",
		"not a problem", "no worries", "confirmed", "of course", "absolutely",
		"ja", "passt", "das passt", "einverstanden", "gerne", "gern", "geht klar", "oui", "daccord", "parfait", "ca me va",
		"si", "vale", "perfecto", "de acuerdo", "va bene", "perfetto", "sim", "prima", "akkoord"}
	noWords = []string{"no", "nope", "that wont work", "wont work", "that will not work", "sorry no", "no sorry",
		"unfortunately not", "that does not work", "that doesnt work", "does not work", "doesnt work",
		"that does not suit me",
		"i cant", "i cannot", "we cant", "we cannot", "nein", "leider nicht", "das passt nicht", "passt nicht", "non",
		"malheureusement non", "lamentablemente no", "purtroppo no", "nee"}
	// softNos soften a no or say it again.
	softNos = []string{"sorry", "im sorry", "i am sorry", "unfortunately", "im afraid", "i am afraid", "im afraid not",
		"not", "cant", "cannot", "can not", "wont", "that wont work", "will not work", "not work for me", "not work",
		"not possible",
		"that is not possible", "thats not possible", "not for me", "not good", "not for us", "leider", "tut mir leid",
		"es tut mir leid", "nicht", "kann nicht", "kann ich nicht", "das geht nicht", "geht nicht", "geht bei mir nicht",
		"passt mir nicht", "das passt mir nicht", "das passt mir leider nicht", "passt leider nicht",
		"desole", "desolee", "malheureusement", "pas", "pas possible", "ce n est pas possible", "ca ne me convient pas",
		"cela ne me convient pas", "ne me convient pas", "ca ne va pas", "lo siento", "lamentablemente", "no puedo",
		"no me viene bien", "no es posible", "mi dispiace", "purtroppo", "non va bene", "non posso", "infelizmente", "nao",
		"helaas"}
	// doubts are words that may turn a yes or no round, or say that it hangs on something.
	doubts = []string{"but", "however", "if", "unless", "only", "not", "cant", "cannot", "rather", "instead", "earlier",
		"later", "maybe", "perhaps", "probably", "check", "depends", "except",
		"provided", "should", "aber", "nur", "wenn", "falls", "vielleicht", "nicht", "lieber", "mais", "possible", "peut",
		"pas", "pero", "quizas", "ma", "forse", "another", "other"}
)

// saysYes reports whether a whole short text is a yes: courtesies at most stand with it, no doubt and nothing of a no.
func saysYes(text string) bool { return says(text, yesWords, noWords, nil) }

// saysNo reports whether a whole short text is a no. What makes it longer or softer leaves it a no: "No, sorry, that
// does not work for me."
func saysNo(s string) bool {
	words := text.Words(s)
	if n := prefixOf(text.Plain(words), noWords); n > 0 && n < len(words) &&
		strings.TrimSpace(s[words[n-1].To:words[n].From]) == "" {
		if rest := text.Plain(words[n:]); prefixOf(rest, noWords)+prefixOf(rest, softNos)+prefixOf(rest, courtesies) == 0 {
			return false // "no one there"
		}
	}
	return says(s, noWords, yesWords, softNos)
}

// says reports whether a whole short text is the answer, with courtesies at most and nothing of the other answer; what
// repeats it may stand anywhere.
func says(s string, phrases, others, repeats []string) bool {
	words := text.Plain(text.Words(s))
	n := prefixOf(words, phrases)
	if n == 0 {
		n = prefixOf(words, repeats)
	}
	if n == 0 || len(words) > maxYes || questioned(s) || strings.ContainsFunc(s, unicode.IsDigit) {
		return false
	}
	refused := repeats == nil || prefixOf(words, phrases) > 0
	for i := n; i < len(words); i++ {
		if repeats != nil {
			again := max(prefixOf(words[i:], phrases), prefixOf(words[i:], repeats))
			refused = refused || prefixOf(words[i:], phrases) > 0
			if again > 0 {
				i += again - 1
				continue
			}
		}
		if slices.Contains(doubts, words[i]) || prefixOf(words[i:], others) > 0 {
			return false
		}
	}
	return refused
}

// Words around a time that is asked for.
var (
	timeAsks = []string{"could we do", "can we do", "could we meet", "can we meet", "could we make it", "can we make it",
		"could we move it", "can we move it", "could we move", "can we move",
		"could we move this", "could we move the meeting", "can we move the meeting", "could we push it", "can we push it",
		"could we reschedule", "can we reschedule", "could you do", "can you do",
		"could you make it", "could we say", "how about", "what about", "would", "does", "is", "might", "i could do",
		"we could do", "i would prefer", "id prefer", "i prefer", "we would prefer",
		"konnten wir", "konnen wir", "ginge", "ginge es", "ware", "passt", "wie ware es", "wie ware", "lieber", "pourrait on",
		"pourrions nous", "peut on", "que diriez vous", "podriamos", "podemos", "que tal", "possiamo", "potremmo"}
	timeEnds = []string{"work", "works", "suit", "suits", "be possible", "possible", "be ok", "be okay", "be fine",
		"instead", "rather", "better", "be better", "suit you", "suit you better", "suit me better", "suit us better",
		"work for you", "work for you instead", "work better", "work better for you", "for you", "for me", "for us",
		"with you", "please", "also work", "work too", "work instead", "at your side", "ok", "okay", "fine", "gehen",
		"passen", "moglich", "machen", "stattdessen", "auch", "dir", "ihnen", "besser", "plutot"}
	timeStarts = []string{"it", "this", "the meeting", "the call", "meeting", "to", "on", "for", "with", "instead",
		"rather", "maybe", "perhaps", "a time like", "es", "am", "auf", "mit", "uns", "le", "el", "il", "bei", "ihnen", "dir"}
)

// askedTime finds the one time that a text asks for. Two different ones are none.
func askedTime(text string, now time.Time, zone *time.Location) (dates.Understood, bool) {
	var found dates.Understood
	tries := maxTimes
	for i, s := range sentences(text) {
		if i == maxSentences || tries <= 0 {
			break
		}
		u, ok := timeIn(s, now, zone, &tries)
		switch {
		case !ok:
		case found.Start.IsZero():
			found = u
		case !found.Start.Equal(u.Start):
			return dates.Understood{}, false
		}
	}
	return found, !found.Start.IsZero()
}

// timeIn reads a sentence that asks for a time: what stands between the words that ask must be a time as a whole.
func timeIn(sentence string, now time.Time, zone *time.Location, tries *int) (dates.Understood, bool) {
	words := text.Words(sentence)
	if len(sentence) > maxSentence || !strings.ContainsFunc(sentence, unicode.IsDigit) {
		return dates.Understood{}, false
	}
	asked := questioned(sentence)
	for i := range words {
		n := prefixOf(text.Plain(words[i:]), timeAsks)
		if n == 0 || i+n >= len(words) || n == 1 && !asked {
			continue
		}
		from, to := i+n, len(words)
		for k := prefixOf(text.Plain(words[from:to]), timeStarts); k > 0 && from+
			k < to; k = prefixOf(text.Plain(words[from:to]), timeStarts) {
			from += k
		}
		for k := suffixOf(text.Plain(words[from:to]), timeEnds); k > 0 &&
			from < to-k; k = suffixOf(text.Plain(words[from:to]), timeEnds) {
			to -= k
		}
		phrase := sentence[words[from].From:words[to-1].To]
		if *tries--; *tries < 0 || len(phrase) > maxTime {
			continue
		}
		if u := dates.Parse(phrase, now, zone); u.Start.After(now) {
			return u, true
		}
	}
	return dates.Understood{}, false
}

// sentences cuts a text at line ends and after marks that end a sentence; the dots of dates and hours do not.
func sentences(text string) []string {
	var out []string
	for l := range strings.Lines(text) {
		for l = strings.TrimSpace(l); l != ""; {
			end := sentenceEnd(l)
			out = append(out, l[:end])
			l = strings.TrimSpace(l[end:])
		}
	}
	return out
}

// sentenceEnd is the byte after the first sentence.
func sentenceEnd(l string) int {
	for i, r := range l {
		next := strings.TrimLeft(l[i+len(string(r)):], " ")
		switch {
		case r == '?' || r == '!' || r == '？':
			return i + len(string(r))
		case r == '.' && len(next) < len(l)-i-1 && unicode.IsUpper(firstRune(next)):
			return i + 1
		}
	}
	return len(l)
}
