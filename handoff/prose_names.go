package handoff

import (
	"slices"
	"strings"
	"unicode"
)

// names finds who the contact is: words in capitals that the address confirms, or that stand before "from COMPANY".
func (p *proseReader) names() {
	words := wordsOf(p.rest)
	for i := 0; i < len(words); i++ {
		n := p.nameAt(words[i:])
		if n == 0 {
			continue
		}
		name := p.rest[words[i].from:words[i+n-1].to]
		company := p.companyAfter(words, i+n)
		sure := p.out.Address != "" && confirms(p.out.Address, name)
		if !sure && (company == "" || p.out.Name != "" || n < 2) || p.colleague(name) {
			i += n - 1
			continue
		}
		p.out.Name = name
		if company != "" {
			p.out.Company = company
		}
		if sure {
			break
		}
		i += n - 1
	}
	if named := p.companyOfDomain(words); named != "" && !strings.Contains(folded(p.out.Company), folded(named)) {
		p.out.Company = named // "Head of Sales at Globex"
	}
	if folded(p.out.Company) == folded(p.out.Name) {
		p.out.Company = ""
	}
}

// colleague says whether a name is that of somebody in the roster.
func (p *proseReader) colleague(name string) bool { return p.c.roster()[folded(name)] }

// nameAt is how many of the words are a person's name: up to four in capitals, with small particles between them.
func (p *proseReader) nameAt(words []word) int {
	n := 0
	for k := range min(len(words), 5) {
		raw := p.rest[words[k].from:words[k].to]
		switch {
		case k > 0 && !joined(p.rest[words[k-1].to:words[k].from]):
			return n
		case k > 0 && slices.Contains(particles, words[k].text) && p.confirmedBehind(words[k:]):
			continue
		case slices.Contains(notNames, words[k].text), strings.ContainsFunc(raw, unicode.IsDigit):
			return n
		case unicode.IsUpper(firstRune(raw)):
			n = k + 1
		default:
			return n
		}
	}
	return n
}

// confirmedBehind says whether small words go on to a last name that the address confirms: "van der Berg".
func (p *proseReader) confirmedBehind(words []word) bool {
	i := slices.IndexFunc(words, func(w word) bool { return !slices.Contains(particles, w.text) })
	if i < 0 || i > 2 || p.out.Address == "" {
		return false
	}
	raw := p.rest[words[i].from:words[i].to]
	return unicode.IsUpper(firstRune(raw)) && confirms(p.out.Address, raw)
}

// joined says whether two words of one name stand so: "Jane Doe", "Jean-Luc", "J. Doe".
func joined(between string) bool {
	return between == " " || between == "-" || between == ". " || between == "." || between == " & "
}

// companyAfter is the company behind a name: "from Globex", ", CTO at Globex GmbH", "(Globex)".
func (p *proseReader) companyAfter(words []word, i int) string {
	const most = 7 // words between name and company: a title
	for k := i; k < len(words) && k < i+most; k++ {
		between := p.rest[words[k-1].to:words[k].from]
		if strings.ContainsAny(between, ".;!?\n") {
			return ""
		}
		opened := k == i && strings.Contains(between, "(") && !strings.Contains(between, "<")
		if !opened {
			if !slices.Contains(fromWords, words[k].text) {
				continue
			}
			for k+1 < len(words) && (slices.Contains(fromWords, words[k].text) || slices.Contains(companyNouns, words[k].text)) {
				k++
			}
		}
		if n := p.companyAt(words[k:]); n > 0 {
			return p.rest[words[k].from:words[k+n-1].to]
		}
		if opened {
			continue
		}
		return ""
	}
	return ""
}

// companyAt is how many of the words are a company's name.
func (p *proseReader) companyAt(words []word) int {
	n := 0
	for k := range min(len(words), 5) {
		raw := p.rest[words[k].from:words[k].to]
		if k > 0 && !joined(p.rest[words[k-1].to:words[k].from]) {
			break
		}
		r := firstRune(raw)
		number := unicode.IsDigit(r) && k == 0 && strings.ContainsFunc(raw, unicode.IsLetter) // "3Com"
		if !unicode.IsUpper(r) && !number || slices.Contains(dateWords, words[k].text) {
			break
		}
		n = k + 1
	}
	if n == 1 && slices.Contains(notNames, words[0].text) {
		return 0
	}
	return n
}

// companyOfDomain is a word of the text in capitals that the address' domain begins with.
func (p *proseReader) companyOfDomain(words []word) string {
	_, domain, _ := strings.Cut(p.out.Address, "@")
	label, _, _ := strings.Cut(domain, ".")
	if len(label) < 3 {
		return ""
	}
	for _, w := range words {
		raw := p.rest[w.from:w.to]
		if unicode.IsUpper(firstRune(raw)) && len(w.text) > 2 && (w.text == label || strings.HasPrefix(label, w.text+"-")) {
			return raw
		}
	}
	return ""
}
