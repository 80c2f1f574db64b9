package mail

import (
	"slices"
	"strings"
)

// absence is what an automatic reply says of an absence, nil when it tells of none: a help desk, a shared document and
// a calendar notice are automatic too. Marked is an absence with an out-of-office subject, or with a vendor's mark and
// words of absence. Without both only a text that speaks for itself is an absence, and an unmarked one.
func (m *Message) absence() *Away {
	subject := automaticSubject(m.Subject)
	titled := subject != "" && !slices.Contains(deskSubjects, subject)
	marked := titled || awayMark(m.fields) && awayText(m.Text)
	if !marked && (strings.Contains(m.Body, "\n>") || !m.signsAway() &&
		(automaticText(m.Text, false) == "" || !awayText(m.Text))) {
		return nil
	}
	a := away(m.Text)
	a.Marked = marked
	return a
}

// signsAway reports whether nobody of a desk wrote words of an absence or a return that no list of phrases has. It is
// asked of what is a machine's by other signs.
func (m *Message) signsAway() bool {
	if name, _ := automaticHeader(m.fields); name != "" {
		return false
	}
	i := m.ideas()
	return !roleName(m.From.Name) && i.sender&(roleSender|listSender) == 0 &&
		i.whole&(ticket|left|newAddr|verify|moderated) == 0 &&
		(i.whole&(absent|returning) != 0 || i.filled&(away2|later2) != 0)
}

// awayMark reports whether a header field is one by which vendors mark an answer to a mail: auto-generated, and the
// fields of ticket systems, mark any mail of a machine.
func awayMark(fields []field) bool {
	for i, f := range fields {
		name := f.key
		if name == "x-ms-exchange-inbox-rules-loop" && strings.TrimSpace(f.value) != "" {
			return true
		}
		if found, _ := automaticHeader(fields[i : i+1]); found == "" || deskFields[name] {
			continue
		}
		switch {
		case name == "auto-submitted":
			if strings.Contains(strings.ToLower(f.value), "auto-replied") {
				return true
			}
		case !strings.Contains(name, "generated") || name == "x-ms-exchange-generated-message-source":
			return true
		}
	}
	return false
}

// awayText reports whether a text has words of absence or of return.
func awayText(text string) bool {
	if lower := flat(text, 4000); containsAny(lower, absences) || containsAny(lower, departures) {
		return true
	}
	words := awayWords(clip(text, 4000))
	for i := range words {
		if n := returnWords.match(words[i:]); n > 0 && datePhrase(words[i+n:]) != "" {
			return true
		}
	}
	return containsAny(strings.ToLower(clip(text, 4000)), returns)
}

// gone is what an automatic reply says of somebody who is no longer to be had at the address, nil when it says nothing
// of the kind. Who has left "until Monday" is back.
func (m *Message) gone(a *Away) *Gone {
	if a != nil && a.Until != "" {
		return nil
	}
	names := m.senderNames()
	all := joined(concepts().sentences(m.Text, signalText, names)) |
		joined(concepts().sentences(withoutReply(m.Subject), 200, names))
	if all&(left|newAddr) == 0 || a != nil && all&newAddr == 0 && !goneText(m.Text) {
		return nil
	}
	g := &Gone{Left: all&left != 0}
	if own := m.From.Key(); all&addressed != 0 {
		for _, addr := range addressInText().FindAllString(clip(m.Text, signalText), 20) {
			addr = strings.TrimRight(addr, ".")
			if key := normalAddress(addr); key != "" && !strings.EqualFold(key, own) && !m.isTo(key) {
				g.NewAddress = key
				break
			}
		}
	}
	return g
}

// goneText reports whether a text says for itself that somebody has left for good, under a subject of an absence.
func goneText(text string) bool {
	lower := flat(text, signalText)
	return !containsAny(lower, leaves)
}

// isTo reports whether the mail went to an address.
func (m *Message) isTo(addr string) bool {
	return slices.ContainsFunc(m.To, func(a Address) bool { return strings.EqualFold(a.Addr, addr) })
}

var (
	// deskSubjects are automatic subjects that help desks use as well: they say nothing of an absence.
	deskSubjects = []string{
		"[request received]", "request received", "ticket received", "ticket created", "case created",
		"we received your message",
		"we received your request", "we have received your message", "we have received your request",
		"we have received your email",
		"your message has been received", "please confirm your message", "your request has been received",
		"automated response",
		"automated reply", "automatic response", "automatische nachricht", "automatische e-mail",
		"message automatique", "auto:",
		"automatisch bericht", "autoresponder",
	}
	deskFields = map[string]bool{
		"x-servicenow-generated": true, "x-cron-env": true, "x-otrs-loop": true, "x-otobo-loop": true, "x-znuny-loop": true,
		"x-jira-fingerprint": true,
	}
	// returns are words of return beside those before a date.
	returns = []string{
		"戻り", "戻る", "出社", "復帰", "回来", "返回", "복귀", "back in the office", "back at my desk", "wieder im büro",
		"wieder erreichbar",
		"wieder für sie da", "bin ich zurück", "kehre", "elternzeit", "mutterschutz", "serai de retour",
		"congé maternité", "estaré de vuelta", "de baja",
		"maternidad", "maternità", "in viaggio", "en viaje", "de viaje", "em viagem", "de licença",
		"estarei de volta", "weer aanwezig",
		"weer bereikbaar", "weer op kantoor", "onderweg", "zwangerschapsverlof", "tjänsteresa", "på kurs",
		"barsel", "perhevapaa", "vanhempainvapaa",
		"urlop", "macierzyńsk", "mateřsk", "rodičovsk", "отпуск", "командировк", "away until", "out until",
		"i am away", "i'm out", "am out ",
		"rientrerò", "rientro", "tornerò", "volveré", "vuelvo", "regreso el", "regresaré", "regresso a",
		"regressarei", "retorno em", "voltarei", "volto em",
		"me reincorporo", "wieder da", "zurück am", "ben ik terug", "terug op", "tillbaka den", "tilbage den",
		"tilbake den", "palaan", "wracam", "wrócę",
		"vrátím se", "вернусь", "absent", "abwesend", "auf reisen", "dienstreise", "medical leave",
		"bereavement", "sabbatical", "sick", "krank",
	}
	// leaves are absences that end.
	leaves = []string{
		"left for", "left on", "left the office", "on leave", "on vacation", "on holiday", "out of office",
		"out of the office", "im urlaub",
		"en congé", "en vacances", "de vacaciones", "in ferie", "de férias", "op vakantie", "på semester",
		"på ferie", "lomalla", "na urlopie",
		"na dovolené", "в отпуске", "休暇", "休假", "휴가",
	}
)
