package reading

import (
	"slices"
	"strings"
	"unicode"

	"handoffd/handoff/text"
)

// names finds who the contact is: words in capitals that the address confirms, or that stand before "from COMPANY".
func (p *proseReader) names() {
	words := text.Words(p.rest)
	for i := 0; i < len(words); i++ {
		n := p.nameAt(words[i:])
		if n == 0 {
			continue
		}
		name := p.rest[words[i].From:words[i+n-1].To]
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
	if named := p.companyOfDomain(words); named != "" && !strings.Contains(text.Fold(p.out.Company), text.Fold(named)) {
		p.out.Company = named // "Head of Sales at Globex"
	}
	if text.Fold(p.out.Company) == text.Fold(p.out.Name) {
		p.out.Company = ""
	}
}

// colleague says whether a name is that of somebody in the roster.
func (p *proseReader) colleague(name string) bool { return rosterOf(p.c)[text.Fold(name)] }

// nameAt is how many of the words are a person's name: up to four in capitals, with small particles between them.
func (p *proseReader) nameAt(words []text.Word) int {
	n := 0
	for k := range min(len(words), 5) {
		raw := p.rest[words[k].From:words[k].To]
		switch {
		case k > 0 && !joined(p.rest[words[k-1].To:words[k].From]):
			return n
		case k > 0 && slices.Contains(particles, words[k].Text) && p.confirmedBehind(words[k:]):
			continue
		case slices.Contains(notNames, words[k].Text), strings.ContainsFunc(raw, unicode.IsDigit):
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
func (p *proseReader) confirmedBehind(words []text.Word) bool {
	i := slices.IndexFunc(words, func(w text.Word) bool { return !slices.Contains(particles, w.Text) })
	if i < 0 || i > 2 || p.out.Address == "" {
		return false
	}
	raw := p.rest[words[i].From:words[i].To]
	return unicode.IsUpper(firstRune(raw)) && confirms(p.out.Address, raw)
}

// joined says whether two words of one name stand so: "Jane Doe", "Jean-Luc", "J. Doe".
func joined(between string) bool {
	return between == " " || between == "-" || between == ". " || between == "." || between == " & "
}

// companyAfter is the company behind a name: "from Globex", ", CTO at Globex GmbH", "(Globex)".
func (p *proseReader) companyAfter(words []text.Word, i int) string {
	const most = 7 // words between name and company: a title
	for k := i; k < len(words) && k < i+most; k++ {
		between := p.rest[words[k-1].To:words[k].From]
		if strings.ContainsAny(between, ".;!?\n") {
			return ""
		}
		opened := k == i && strings.Contains(between, "(") && !strings.Contains(between, "<")
		if !opened {
			if !slices.Contains(fromWords, words[k].Text) {
				continue
			}
			for k+1 < len(words) && (slices.Contains(fromWords, words[k].Text) || slices.Contains(companyNouns, words[k].Text)) {
				k++
			}
		}
		if n := p.companyAt(words[k:]); n > 0 {
			return p.rest[words[k].From:words[k+n-1].To]
		}
		if opened {
			continue
		}
		return ""
	}
	return ""
}

// companyAt is how many of the words are a company's name.
func (p *proseReader) companyAt(words []text.Word) int {
	n := 0
	for k := range min(len(words), 5) {
		raw := p.rest[words[k].From:words[k].To]
		if k > 0 && !joined(p.rest[words[k-1].To:words[k].From]) {
			break
		}
		r := firstRune(raw)
		number := unicode.IsDigit(r) && k == 0 && strings.ContainsFunc(raw, unicode.IsLetter) // "3Com"
		if !unicode.IsUpper(r) && !number || slices.Contains(dateWords, words[k].Text) {
			break
		}
		n = k + 1
	}
	if n == 1 && slices.Contains(notNames, words[0].Text) {
		return 0
	}
	return n
}

// companyOfDomain is a word of the text in capitals that the address' domain begins with.
func (p *proseReader) companyOfDomain(words []text.Word) string {
	_, domain, _ := strings.Cut(p.out.Address, "@")
	label, _, _ := strings.Cut(domain, ".")
	if len(label) < 3 {
		return ""
	}
	for _, w := range words {
		raw := p.rest[w.From:w.To]
		if unicode.IsUpper(firstRune(raw)) && len(w.Text) > 2 && (w.Text == label || strings.HasPrefix(label, w.Text+"-")) {
			return raw
		}
	}
	return ""
}
