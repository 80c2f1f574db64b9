package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// answers reports whether a text is a person's answer though its subject is that of an automatic mail: it agrees to a
// day, or it asks, agrees or names whom it speaks to, and says nothing that absence notes say besides.
func (m *Message) answers() bool {
	i := m.ideas()
	switch {
	case i.whole&declares != 0:
		return false
	case i.whole&stands != 0 || oneHas(i.parts, agreed|day):
		return true
	}
	top := i.text[:min(len(i.text), signalText)]
	if m.addresses(top) && i.whole&(thanking|access|urgent|turnTo|unread) == 0 {
		return true
	}
	return i.whole&(asking|agreed) != 0 &&
		i.whole&(absent|returning|access|urgent|answers|got|turnTo|unread|left|newAddr) == 0
}

// Personal reports whether the text has what machines seldom write: it asks, agrees, names a day, speaks of its writer
// or to its reader by name, or quotes the mail that it answers.
func (m *Message) Personal() bool {
	read := *m
	return read.ideas().head&quotesUs != 0 || read.speaks() || read.ideas().whole&(me|day) != 0
}

// speaks reports whether the text speaks to somebody and asks or answers: machines that send reports do not.
func (m *Message) speaks() bool {
	i := m.ideas()
	return i.whole&(asking|agreed|stands) != 0 || oneHas(i.parts, me|day) || m.personSigns(i.text) != 0
}

// personSigns are the signs of somebody who writes to somebody: names at both ends, and in mid sentence.
func (m *Message) personSigns(text string) concept {
	var found concept
	top := strings.TrimSpace(text[:min(len(text), signalText)])
	first, rest, _ := strings.Cut(top, "\n")
	if greetsByName(first, rest) {
		found |= greeted
	}
	if m.addresses(top) {
		found |= vocative
	}
	if last := strings.TrimSpace(top[strings.LastIndexByte(top, '\n')+1:]); last != top && m.isGivenName(last) &&
		!m.signsForFirm(last) {
		found |= signed
	}
	return found
}

// greetsByName reports whether a mail begins with "Hi Rita," or, in the same line as what follows, "Hi Rita, thanks".
func greetsByName(line, rest string) bool {
	end := strings.IndexAny(line, ",!")
	if end < 0 || end > 40 || end == len(line)-1 && rest == "" {
		return false
	}
	words := strings.Fields(line[:end])
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	return isName(words[len(words)-1])
}

// isName reports whether a word has a capital and is no word for somebody unknown.
func isName(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) && len(word) > 2 && !unknownPeople[strings.ToLower(word)] &&
		!roleWords[strings.ToLower(word)]
}

// addresses reports whether somebody is named in a sentence, as in "Thank you for your mail, Rita."
func (m *Message) addresses(text string) bool {
	if word, _, found := strings.Cut(text[:min(len(text), 30)], ","); found && m.isAddressee(word) {
		return true
	}
	for from := 0; ; {
		at := strings.Index(text[from:], ", ")
		if at < 0 {
			return false
		}
		from += at + 2
		end := strings.IndexAny(text[from:], " ,.!?\n")
		if end < 0 {
			end = len(text) - from
		}
		word := text[from : from+end]
		if !isName(word) {
			continue
		}
		closes := end+from == len(text) || strings.ContainsAny(text[from+end:from+end+1], ".!?")
		if m.isAddressee(word) || closes && from < 80 && !m.isGivenName(word) {
			return true
		}
	}
}

// isAddressee reports whether a word is in the name of somebody whom the mail went to.
func (m *Message) isAddressee(word string) bool {
	for _, list := range [][]Address{m.To, m.Cc} {
		for _, a := range list {
			for name := range strings.FieldsSeq(a.Name) {
				if strings.EqualFold(name, word) {
					return true
				}
			}
		}
	}
	return false
}

// isGivenName reports whether a line is the first name of the sender, alone or with the others.
func (m *Message) isGivenName(line string) bool {
	names, words := strings.Fields(m.From.Name), strings.Fields(strings.Trim(line, " ,.-–"))
	if len(names) == 0 || len(words) == 0 || len(words) > 3 || roleName(m.From.Name) {
		return false
	}
	return strings.EqualFold(strings.Trim(names[0], ",\""), words[0])
}

// unknownPeople are words by which a mail addresses whoever it may be.
var unknownPeople = set(`
	customer customers sender client clients guest user users partner partners friend friends colleague colleagues
	all everyone everybody team sir madam there valued kunde kunden kundin damen herren absender tag morgen abend
	sirs writer sender visitor reader partner utente utilisateur gebruiker usuario użytkownik användare bruger bruker
	moin zusammen madame monsieur messieurs mesdames cliente clienti clientes remitente señores señor señora heer
	mevrouw klant państwo pani pan kunde kund asiakas
	anwender anwenderin nutzer nutzerin bewerber bewerberin lieferant supplier applicant vendor subscriber huésped
	usuaria utilisatrice candidat candidato proveedor fornecedor fornitore utilizador zákazníku ltd gmbh inc llc`)
