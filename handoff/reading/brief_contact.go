package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// mailAt is a mail address with the bytes of the text it stands in.
type mailAt struct {
	address  string // lower case
	from, to int
}

// addressesIn finds mail addresses, also those beyond ASCII (RFC 6531). Their domains are given in the ASCII form.
func addressesIn(text string) []mailAt {
	const most = 50
	var out []mailAt
	for done := 0; len(out) < most; {
		at := strings.IndexByte(text[done:], '@')
		if at < 0 {
			break
		}
		at += done
		local := suffix(text[done:at], localMarks)
		domain := prefix(text[at+1:], domainMarks)
		local, domain = strings.TrimLeft(local, ".'-"), strings.TrimRight(domain, ".-")
		done = max(at+1, at+1+len(domain))
		if address := handoff.FoldAddress(local + "@" + domain); validAddress(strings.ToLower(local + "@" + domain)) {
			out = append(out, mailAt{address, at - len(local), at + 1 + len(domain)})
		}
	}
	return out
}

const (
	domainMarks = ".-"
	localMarks  = ".-_+'&%"
)

// suffix is the end of a text that can be a local part, prefix the beginning that can be a domain. Languages that write
// without blanks run an address into the words around it: there only ASCII counts.
func suffix(text, marks string) string {
	wide := text
	if i := strings.LastIndexFunc(text, func(r rune) bool { return !inAddress(r, marks) }); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		wide = text[i+size:]
	}
	if runsOn(wide) {
		i := strings.LastIndexFunc(wide, notASCII)
		_, size := utf8.DecodeRuneInString(wide[i:])
		return wide[i+size:]
	}
	return wide
}

func prefix(text, marks string) string {
	wide := text
	if i := strings.IndexFunc(text, func(r rune) bool { return !inAddress(r, marks) }); i >= 0 {
		wide = text[:i]
	}
	if i := strings.IndexFunc(wide, notASCII); i >= 0 && runsOn(wide) {
		return wide[:i]
	}
	return wide
}

func inAddress(r rune, marks string) bool {
	return r < 0x80 && strings.ContainsRune(marks, r) || unicode.IsLetter(r) || unicode.IsDigit(r) && r < 0x80 ||
		unicode.Is(unicode.Mn, r)
}

func notASCII(r rune) bool { return r >= 0x80 }

// runsOn says whether a text mixes ASCII with letters of a script that is written without blanks.
func runsOn(s string) bool {
	ascii := strings.ContainsFunc(s, func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) })
	return ascii && strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao,
			unicode.Khmer, unicode.Myanmar)
	})
}

// validAddress keeps to addresses that RFC 5321 and RFC 6531 allow without quotes, in a domain with a dot.
func validAddress(address string) bool {
	local, domain, _ := strings.Cut(address, "@")
	labels := strings.Split(domain, ".")
	top := labels[len(labels)-1]
	bad := func(l string) bool {
		return l == "" || len(text.ASCIIDomain(l)) > 63 || strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-")
	}
	numbers := strings.ContainsAny(top, "0123456789") && !strings.HasPrefix(top, "xn--")
	return local != "" && len(local) <= 64 && len(handoff.FoldAddress(address)) <= 254 && utf8.ValidString(address) &&
		!strings.Contains(local, "..") && !strings.HasSuffix(local, ".") &&
		len(labels) > 1 && !slices.ContainsFunc(labels, bad) && len(top) > 1 && !numbers
}

// outside says whether the address can be a prospect's: nobody's in the roster and not the handoff address.
func (b *briefReader) outside(address string) bool {
	_, colleague := b.c.ByEmail(address)
	return !colleague && !b.c.Owns(address)
}

func (b *briefReader) prospect(c handoff.Contact) {
	known := slices.IndexFunc(b.out.Prospects, func(o handoff.Contact) bool {
		return handoff.SameAddress(o.Address,
			c.Address)
	})
	switch {
	case known >= 0:
		if b.out.Prospects[known].Name == "" {
			b.out.Prospects[known].Name = c.Name
		}
	case b.outside(c.Address) && len(b.out.Prospects) < handoff.MaxProspects:
		b.out.Prospects = append(b.out.Prospects, c)
	}
}

// contacts joins names and addresses, which may stand on lines of their own.
func (b *briefReader) contacts() {
	var names []string
	for _, v := range append(b.values(handoff.FieldContact), b.values(keyMail)...) {
		if found := contactsIn(v); len(found) > 0 {
			for _, c := range found {
				b.prospect(c)
			}
			continue
		}
		names = append(names, v)
	}
	b.nameless(names)
	if len(b.out.Prospects) == 0 {
		b.contactFromProse(names)
	}
	if len(b.out.Prospects) == 0 {
		b.out.NoAddress = text.Cut(strings.Join(names, ", "), handoff.MaxNoted)
	}
}

// nameless gives names without an address to addresses without a name, if it is clear which is whose.
func (b *briefReader) nameless(values []string) {
	var without []*handoff.Contact
	for i := range b.out.Prospects {
		if b.out.Prospects[i].Name == "" {
			without = append(without, &b.out.Prospects[i])
		}
	}
	if len(without) == 1 {
		without[0].Name = nameBefore(strings.Join(values, ";"), without[0].Address, false)
		return
	}
	if names := namesIn(values); len(names) == len(without) {
		for i, c := range without {
			c.Name = names[i]
		}
	}
}

// namesIn cuts values into names.
func namesIn(values []string) []string {
	pieces := strings.FieldsFunc(joining.Replace(strings.Join(values, ";")),
		func(r rune) bool { return strings.ContainsRune(";,\n&", r) })
	var out []string
	for _, p := range pieces {
		if name := personName(p); name != "" {
			out = append(out, name)
		}
	}
	return out
}

var joining = strings.NewReplacer(" and ", ";", " und ", ";", " et ", ";", " y ", ";")

// contactsIn reads "Pat Kim <pat@globex.example>, Lee Wong (lee@globex.example)" and the like.
func contactsIn(text string) []handoff.Contact {
	found := addressesIn(text)
	var out []handoff.Contact
	end := 0
	for i, a := range found {
		before := text[end:a.from]
		bracket := strings.HasSuffix(before, "<")
		c := handoff.Contact{Name: nameBefore(before, a.address, bracket), Address: a.address}
		end = a.to
		if next := text[a.to:]; c.Name == "" {
			if i+1 < len(found) {
				next = text[a.to:found[i+1].from]
			}
			c.Name = nameBehind(next)
		}
		out = append(out, c)
	}
	return out
}

// nameBefore finds the name in the text before an address. Where there are several it takes the one next to a bracket
// or the one that the address confirms, or none.
func nameBefore(text, address string, bracket bool) string {
	pieces := strings.FieldsFunc(joining.Replace(text), func(r rune) bool { return strings.ContainsRune(";\n&>)", r) })
	pieces = slices.DeleteFunc(pieces, func(p string) bool { return personName(p) == "" })
	if n := len(pieces); n > 1 && bracket {
		pieces = pieces[n-1:]
	}
	if len(pieces) > 1 {
		pieces = slices.DeleteFunc(pieces, func(p string) bool { return !confirms(address, p) })
	}
	if len(pieces) != 1 {
		return ""
	}
	var parts []string
	for p := range strings.FieldsFuncSeq(pieces[0], func(r rune) bool { return strings.ContainsRune(",|/", r) }) {
		if name := personName(p); name != "" {
			parts = append(parts, name)
		}
	}
	switch {
	case len(parts) == 1, len(parts) == 2 && isTitle(parts[1]):
		return parts[0]
	case len(parts) == 2 && !strings.Contains(parts[0]+parts[1], " "):
		return parts[1] + " " + parts[0] // "Kim, Pat"
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return !confirms(address, p) })
	if len(parts) == 1 {
		return parts[0]
	}
	return ""
}

// isTitle reports what stands behind a name: "CTO", "Director".
func isTitle(s string) bool {
	titles := []string{"director", "manager", "head", "founder", "owner", "president", "partner", "buyer", "engineer",
		"vp", "ceo", "cto", "cfo", "coo", "cio"}
	return len(s) > 1 && !strings.Contains(s, " ") && (s == strings.ToUpper(s) || slices.Contains(titles, text.Fold(s)))
}

// nameBehind reads "(Pat Kim)" or "– Pat Kim" after an address.
func nameBehind(text string) string {
	text = strings.TrimLeft(text, "> \t")
	for _, open := range []string{"(", "–", "—", "- "} {
		if rest, ok := strings.CutPrefix(text, open); ok {
			if i := strings.IndexAny(rest, "),;\n<"); i >= 0 {
				rest = rest[:i]
			}
			return personName(rest)
		}
	}
	return ""
}

// confirms says whether a name shows in the local part of an address.
func confirms(address, name string) bool {
	local, _, _ := strings.Cut(address, "@")
	return slices.ContainsFunc(text.Words(name), func(w text.Word) bool {
		return len(w.Text) > 2 &&
			strings.Contains(local, w.Text)
	})
}

// personName cleans what may be a name; empty if it is none.
func personName(s string) string {
	const marks = " ,;:|/<>()[]\"'“”‘*_`-–—•·."
	s = strings.Trim(unbulleted(strings.Join(strings.Fields(s), " ")), marks)
	if i := strings.IndexAny(s, "([<"); i > 0 {
		s = strings.TrimRight(s[:i], marks)
	}
	for _, label := range []string{"mailto", "e-mail", "email", "mail"} {
		if n := len(s) - len(label); n >= 0 && strings.EqualFold(s[n:], label) && (n == 0 || s[n-1] == ' ') {
			s = strings.TrimRight(s[:n], " ,;")
		}
	}
	words := strings.Fields(s)
	numbered := slices.DeleteFunc(slices.Clone(words),
		func(w string) bool { return !strings.ContainsFunc(w, unicode.IsDigit) })
	digits := len(numbered) > 1 || len(numbered) == 1 && (len(numbered[0]) > 4 || len(words) < 2) // "Pat Kim 2" is a name
	if len(s) > 100 || len(words) > 6 || !strings.ContainsFunc(s, unicode.IsLetter) || strings.ContainsAny(s, "@:<>") ||
		digits {
		return ""
	}
	return s
}

// contactFromProse takes the one address outside the company that the prose has.
func (b *briefReader) contactFromProse(names []string) {
	text := strings.Join(b.prose, "\n")
	_, own, _ := strings.Cut(handoff.PlainAddress(b.c.Address), "@")
	var one *mailAt
	for _, a := range addressesIn(text) {
		if _, domain, _ := strings.Cut(a.address, "@"); domain == own || !b.outside(a.address) {
			continue
		}
		if one != nil && one.address != a.address {
			return
		}
		if one == nil {
			one = &a
		}
	}
	if one == nil {
		return
	}
	c := handoff.Contact{Address: one.address, Name: bracketedName(text[:one.from])}
	if given := namesIn(names); c.Name == "" && len(given) == 1 && confirms(one.address, given[0]) {
		c.Name = given[0]
	}
	b.prospect(c)
}

// bracketedName is the name before "<address>" in a sentence: the words in capitals right before the bracket.
func bracketedName(text string) string {
	text, ok := strings.CutSuffix(text, "<")
	if !ok {
		if text, ok = strings.CutSuffix(text, "("); !ok {
			return ""
		}
	}
	line := text[strings.LastIndexByte(text, '\n')+1:]
	words := strings.Fields(line)
	i := len(words)
	for i > 0 && len(words)-i < 4 && unicode.IsUpper(firstRune(words[i-1])) &&
		(i == len(words) || !strings.ContainsAny(words[i-1], ".,;:!?")) {
		i--
	}
	if len(words)-i < 2 { // a single word may be "Meet"
		return ""
	}
	return personName(strings.Join(words[i:], " "))
}
