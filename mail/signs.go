package mail

import (
	"strings"
)

// allSigns are all that header, sender and the shape of the text say. The latter are read once, if they are asked for.
func (m *Message) allSigns(i ideas) concept {
	if known := m.ideasRead; known != nil && known.shaped {
		return i.head | i.sender | known.shape
	}
	shape := m.personSigns(i.text) | m.shapeSigns(i)
	if m.ideasRead != nil {
		m.ideasRead.shape, m.ideasRead.shaped = shape, true
	}
	return i.head | i.sender | shape
}

// headSigns is what the header and the sender say.
func (m *Message) headSigns(length int) concept {
	var found concept
	local, _, _ := strings.Cut(m.From.Key(), "@")
	if roleName(m.From.Name) || roleLocal(local) && !m.personNamed() || m.firmNamed(local) ||
		containsAny(local, guardNames) {
		found |= roleSender
	}
	if hasAnySuffix(local, listSuffixes) || hasAnyPrefix(local, listNames) ||
		listDomain(m.From) && !strings.Contains(m.From.Name, " via ") {
		found |= listSender
	}
	for _, f := range m.fields {
		name := f.key
		if listFields[name] && !has(m.fields, "X-ML-Count") && !has(m.fields, "X-Mail-Count") {
			found |= listHeader
		}
	}
	if _, domain, _ := strings.Cut(m.MessageID, "@"); domain != "" && containsAny(domain, deskDomains) {
		found |= deskID
	}
	if automaticHint(m.fields) {
		found |= headerHint
	}
	found |= m.subjectSigns()
	if length > longMail {
		found |= longText
	}
	return found
}

// subjectSigns are the marks of a subject: numbers, codes, and that it is none of an answer.
func (m *Message) subjectSigns() concept {
	var found concept
	own := strings.TrimSpace(unmarked(m.Subject))
	lower := strings.ToLower(own)
	numbers := strings.ContainsAny(lower, "0123456789")
	switch {
	case !numbers:
	case ticketMark().MatchString(lower):
		found |= ticketTag
	case issueMark().MatchString(own):
		found |= issueKey
	}
	if containsAny(lower, verifyWords) && verifyMark().MatchString(lower) {
		found |= verifyTag
	}
	answer := hasAnyPrefix(lower, replyPrefixes)
	if len(m.InReplyTo) > 0 && !answer && m.Subject != "" && !m.personNamed() {
		found |= ownSubject
	}
	if numbers && !answer && found&(ticketTag|issueKey) == 0 && codeMark().MatchString(lower) {
		found |= codeTag
	}
	return found
}

var verifyWords = []string{"verify", "confirm", "bestätig"}

var (
	ticketMark = lazily(`[\[(#][^\])]{0,40}(?:ticket|case|request|incident|vorgang|fall|dossier|caso|` +
		`zaak|ärende|sag|sak|ref)[^\])\d]{0,20}\d{2,}|[\[(]#\s?\d{3,}[\])]|` +
		`\b(?:ticket|case|incident|request|inc|cas|sr|req|ritm)[ :#-]{0,3}\d{4,}`)
	issueMark  = lazily(`^(?:\[?[A-Z]{2,10}-\d{1,7}\b|\[[A-Za-z ]+\] \([A-Z]{2,10}-\d{1,7}\))`)
	codeMark   = lazily(`^[\[(][^\])]{0,30}\d{3,}[^\])]{0,10}[\])]|[a-z]{2,}-\d{4,}|\d{4}[-/]\d{4,}|\d{5,}`)
	verifyMark = lazily(`(?:verify|confirm|bestätig)[#:=][0-9a-z]{3,}|\(confirm [0-9a-z]{6,}|^confirm ` +
		`[0-9a-f]{6,}$`)
)
