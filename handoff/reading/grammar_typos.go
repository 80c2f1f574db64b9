package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// mistyped asks about a line that would be a command if one letter were another: "acept". Nothing is done on such a
// guess. Short words are left alone, since too many others are one letter away from them.
func (r *reading) mistyped(line, note string) (handoff.Fact, bool) {
	const least = 6 // letters
	words, end := politely(line, text.Words(line))
	if len(words) == 0 || len(words) > 5 || note != "" || questioned(line) {
		return nil, false
	}
	written := words[0].Text
	if len(written) < least-1 || strings.HasSuffix(written, "s") && written[len(written)-2:] != "us" {
		return nil, false
	}
	for _, c := range commands {
		for _, meant := range c.say {
			if len(meant) < least || strings.Contains(meant, " ") || !isOneOff(written, meant) {
				continue
			}
			other := *r
			rest := strings.TrimRight(line[words[0].To:end], " .!,;")
			if _, ok := other.command(meant+rest, ""); ok {
				return r.at(line).offer(meant + rest), true
			}
		}
	}
	return nil, false
}

// isOneOff says whether one letter more, less, other or two letters in turn make one word the other; the words
// themselves differ.
func isOneOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) < len(y) {
		return slices.Equal(x[i:], y[i+1:])
	}
	return slices.Equal(x[i+1:], y[i+1:]) || i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] &&
		slices.Equal(x[i+2:], y[i+2:])
}

// spelled writes a folded name as keyboards without umlauts do for both spellings: Mueller and Müller.
func spelled(name string) string {
	return strings.NewReplacer("ae", "a", "oe", "o", "ue", "u").Replace(name)
}

// repsLike lists the reps of the team whose full, first or last name is one letter away from the name.
func repsLike(c *handoff.Config, team handoff.Team, name string) []handoff.PersonID {
	if len(name) < 3 {
		return nil
	}
	var out []handoff.PersonID
	for _, id := range team.Reps {
		p := c.Person(id)
		full := text.Fold(p.Name)
		if !p.Gone && (isOneOff(name, full) || slices.ContainsFunc(strings.Fields(full),
			func(part string) bool { return isOneOff(name, part) })) {
			out = append(out, id)
		}
	}
	return out
}
