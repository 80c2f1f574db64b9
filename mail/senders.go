package mail

import (
	"slices"
	"strings"
)

// roleLocal reports whether a local part is that of a desk, not of a person.
func roleLocal(local string) bool {
	split := func(r rune) bool { return strings.ContainsRune("-_.+0123456789", r) }
	for word := range strings.FieldsFuncSeq(local, split) {
		if roleWords[word] {
			return true
		}
	}
	return false
}

// personNamed reports whether the sender's name is that of a person: two words or three, none of them the company's.
func (m *Message) personNamed() bool {
	_, domain, _ := strings.Cut(m.From.Key(), "@")
	words := strings.Fields(m.From.Name)
	for _, word := range words {
		lower := strings.ToLower(word)
		if !isName(word) || strings.Contains(domain, lower) || strings.Contains(domain, inASCII(lower)) {
			return false
		}
	}
	return len(words) == 2 || len(words) == 3
}

func roleName(name string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(name)) {
		if roleWords[strings.Trim(word, ",.()\"'-")] {
			return true
		}
	}
	return false
}

// senderNames are the words by which a mail may speak of its own sender, made plain.
func (m *Message) senderNames() [][]byte {
	local, _, _ := strings.Cut(m.From.Key(), "@")
	var names [][]byte
	split := func(r rune) bool { return strings.ContainsRune(" ,.-_+\"'()", r) }
	for _, text := range []string{strings.ToLower(m.From.Name), local} {
		for word := range strings.FieldsFuncSeq(text, split) {
			if len(word) >= 3 && !roleWords[word] {
				names = append(names, []byte(" "+word+" "))
			}
		}
	}
	return names
}

// listDomain reports whether an address is at a host of lists.
func listDomain(a Address) bool {
	_, domain, _ := strings.Cut(a.Key(), "@")
	return hasAnyPrefix(domain, listHosts)
}

var listHosts = []string{"lists.", "list.", "listes.", "liste.", "listas.", "listen.", "groups.", "mailman.", "lijst"}

// firmNamed reports whether the sender's name is the company's, as in "City Museum <visitors@museum.example>", and its
// address is of no word in it.
func (m *Message) firmNamed(local string) bool {
	f := m.firm()
	if f == nil || m.From.Name == "" {
		return false
	}
	words := strings.Fields(inASCII(strings.ToLower(m.From.Name)))
	if slices.ContainsFunc(words, func(w string) bool { return len(w) > 1 && strings.Contains(local, w) }) {
		return false
	}
	name := strings.Join(words, "")
	return strings.Contains(name, string(f[1:])) || len(name) > 4 && strings.Contains(string(f), name)
}

// inASCII writes a name as in a domain.
func inASCII(s string) string {
	if isASCII(s) && !strings.Contains(s, "&") {
		return s
	}
	return umlauts.Replace(s)
}

var umlauts = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "å", "a", "ø", "o", "æ", "ae", "é", "e", "&", "",
)

// guardNames stand in the addresses of filters.
var guardNames = []string{
	"spam", "virus", "filter", "mailguard", "contentcheck", "mailcheck", "quarant", "schutz", "firewall",
}
