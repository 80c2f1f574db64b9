package reading

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Limits on what is looked for in words that are no command.
const (
	maxNear   = 600 // bytes of the text
	nearWords = 24  // words of a sentence
	nearTries = 60  // parts that are tried as a command
)

// Near makes of a colleague's words, which are no command, the question what they mean. If they come near one – a
// letter is wrong, or more words stand around it – that one is offered back, and a plain yes gives it.
func Near(s string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) handoff.Fact {
	u := &handoff.Unclear{About: about, Text: text.Cut(strings.Join(strings.Fields(text.Clean(s)), " "),
		2*handoff.MaxNoted)}
	if len(s) > maxCommand || about.By.Person == "" || h.RoleOf(about.By, c) == handoff.RoleStranger {
		return u
	}
	r := newReading(h, about, c, now)
	line, note := r.split(text.Clean(s))
	whole := strings.TrimSpace(line + "\n" + note)
	if len(whole) > maxNear || whole == "" {
		return u
	}
	command := r.near(whole)
	if command == "" {
		return u
	}
	f := r.at(u.Text).offer(command)
	handoff.SetHeader(f, about)
	return f
}

// near is the command that the words come near to; empty if there is none, or more than one.
func (r *reading) near(text string) string {
	found, tries := "", nearTries
	for _, s := range nearSentences(text) {
		command := r.nearIn(s, &tries)
		switch {
		case command == "" || command == found:
		case found != "":
			return ""
		default:
			found = command
		}
	}
	switch rejects := r.rejects(text); {
	case rejects != "" && (found == "" || r.isReject(found)):
		return rejects
	case found != "":
		return found
	case r.asked("yes") && saysYes(text):
		return "agree"
	case r.mayDecline() && (refuses(text) != refusalNone || saysNo(text)):
		return "decline: " + strings.Join(strings.Fields(text), " ")
	case r.mayDecline() && r.h.State != handoff.Accepted && saysYes(text):
		return "accept"
	}
	return ""
}

// rejects is the command that gives a lead back for the criteria that a text says are not met; empty if it says none.
func (r *reading) rejects(s string) string {
	missed := r.team.RejectedFor(s)
	command := "reject: " + strings.Join(missed, ", ")
	if len(missed) == 0 || r.about.By.Person != r.h.Rep() || !r.canSay(command) {
		return ""
	}
	return command
}

func (r *reading) isReject(command string) bool {
	f, ok := r.command(command, "")
	return ok && f.Kind() == handoff.KindReject
}

// nearSentences are the sentences of a text, each also cut at its commas.
func nearSentences(words string) []string {
	var out []string
	for _, s := range sentences(words) {
		if questioned(s) {
			continue
		}
		if len(out) > 0 && prefixOf(text.Plain(text.Words(s)), turns) > 0 {
			return nil // "Accept. But not at 15:00."
		}
		out = append(out, s)
	}
	if len(out) > maxClauses {
		return nil
	}
	return out
}

// turns begin a sentence that takes back, or ties down, the one before.
var turns = []string{"but", "only if", "unless", "however", "if", "or", "aber", "nur wenn", "falls", "oder", "mais",
	"ou", "sauf", "pero", "o", "ma", "mas", "maar"}

// nots are words that turn round what stands beside them, or make it hang on something.
var nots = []string{"not", "dont", "do not", "never", "no", "cant", "cannot", "wont", "didnt", "isnt", "wasnt",
	"unless", "if", "but", "maybe", "perhaps", "until", "except", "nicht", "kein", "keine", "nie", "aber", "wenn",
	"falls", "vielleicht",
	"pas", "ne", "jamais", "mais", "si", "peut", "nunca", "pero", "quizas", "non", "ma", "se", "nao", "mas", "niet",
	"maar"}

func hangs(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(nots, w) })
}

// nearIn looks for a command among the words of a sentence: the longest part of it that is one, with a slip of the
// hand in its first word mended. What is left out must not turn it round.
func (r *reading) nearIn(sentence string, tries *int) string {
	words := text.Words(sentence)
	if len(words) == 0 || len(words) > nearWords {
		return ""
	}
	all := text.Plain(words)
	for from := range words {
		if hangs(all[:from]) {
			return ""
		}
		for _, first := range r.mended(all[from:]) {
			for to := len(words); to > from; to-- {
				if hangs(all[to:]) {
					break
				}
				if *tries--; *tries < 0 {
					return ""
				}
				rest := sentence[words[from].To:words[to-1].To]
				if command := r.saysCommand(first, rest); command != "" {
					return command
				}
			}
		}
	}
	return ""
}

// mended gives the first word if a command begins with it, and the words that it may have been meant for.
func (r *reading) mended(words []string) []string {
	var out []string
	if len(matching(words)) > 0 {
		out = append(out, words[0])
	}
	if utf8.RuneCountInString(words[0]) < 4 {
		return out
	}
	for _, c := range commands {
		for _, said := range c.said() {
			meant, _, _ := strings.Cut(said, " ")
			if utf8.RuneCountInString(meant) >= 4 && isOneOff(words[0], meant) && !slices.Contains(out, meant) {
				out = append(out, meant)
			}
		}
	}
	return out
}

// saysCommand is the first word with the rest, if that is a command which the sender can give now.
func (r *reading) saysCommand(first, rest string) string {
	line := first + rest
	f, ok := r.at(line).command(line, "")
	if !ok || f.Kind() == handoff.KindUnclear || !r.canSay(line) {
		return ""
	}
	return strings.Join(strings.Fields(line), " ")
}

// canSay says whether the command at the beginning of a line is offered to the sender's role in the present state.
func (r *reading) canSay(line string) bool {
	role := r.h.RoleOf(r.about.By, r.c)
	words, _ := politely(line, text.Words(line))
	return slices.ContainsFunc(matching(text.Plain(words)), func(m match) bool {
		return handoff.MayCommand(m.command.usage, role, r.h.State)
	})
}
