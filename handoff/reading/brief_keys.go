package reading

import (
	"slices"
	"strings"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Built-in keys beside FieldContact, FieldWhen and FieldPlace.
const (
	keyMail     = "mail"
	keyPhone    = "phone"
	keyTime     = "time"
	keyEnd      = "end"
	keyZone     = "zone"
	keyRep      = "rep"
	keyDuration = "duration"
	keyTeam     = "team"
)

// key is what a line "Key: value" is about.
type key struct {
	name  string
	field bool // a field of the team; else built in
	alone bool // may stand on a line of its own, as in a table
}

// builtIn lists the words of what every brief has, folded.
var builtIn = map[string][]string{
	handoff.FieldContact: {"contact", "contacts", "contact person", "contact name", "name", "name of contact", "full name",
		"prospect", "prospects", "prospect name", "lead", "lead name", "customer",
		"customer name", "client", "attendee", "attendees", "participants", "guest", "guests", "kontakt", "ansprechpartner",
		"ansprechpartnerin", "interessent", "kunde", "client name",
		"contacto", "contatto", "contato", "contactpersoon"},
	keyMail: {"email", "e mail", "mail", "email address", "e mail address", "mail address", "contact email",
		"contact mail", "contact e mail", "prospect email", "prospect mail",
		"lead email", "emails", "e mails", "e mail adresse", "mailadresse", "adresse mail", "adresse e mail", "courriel",
		"correo", "correo electronico"},
	keyPhone: {"phone", "telephone", "tel", "mobile", "mobile phone", "cell", "cell phone", "phone number",
		"contact phone", "telefon", "telefonnummer", "handy", "telefono", "telefone",
		"telefoon", "direct dial"},
	handoff.FieldWhen: {"when", "date", "day", "meeting", "meeting date", "meeting time", "meeting date and time",
		"appointment", "appointment date", "date time", "date and time", "day and time", "slot",
		"start", "starts", "start time", "termin", "datum", "wann", "quand", "rendez vous", "rdv", "fecha", "fecha y hora",
		"cuando", "cita", "data", "data e ora", "quando",
		"appuntamento", "datum und uhrzeit", "datum und zeit", "date et heure", "wanneer", "afspraak"},
	keyTime: {"time", "uhrzeit", "zeit", "heure", "hora", "ora", "tijd"},
	keyEnd:  {"end", "ends", "end time", "ende", "fin"},
	keyTeam: {"team", "for team", "our team", "sales team", "equipe", "equipo", "squadra"},
	keyZone: {"zone", "time zone", "timezone", "tz", "zeitzone", "fuseau horaire", "zona horaria"},
	handoff.FieldPlace: {"place", "where", "location", "link", "meeting link", "video link", "call link", "venue", "room",
		"dial in", "zoom", "teams", "ort", "wo", "lieu", "ou", "lugar", "donde", "luogo", "dove", "plaats", "local"},
	keyRep: {"rep", "reps", "for", "assign to", "assign", "assignee", "assigned to", "ae", "account executive",
		"sales rep", "account exec", "vertriebler"},
	keyDuration: {"duration", "length", "how long", "meeting length", "meeting duration", "dauer", "duree", "duracion",
		"durata", "duracao", "duur"},
}

// notAlone are words that a line of prose may consist of.
var notAlone = map[string]bool{"for": true, "ou": true, "wo": true, "local": true, "fin": true, "end": true,
	"today": true, "uses": true, "current": true, "wants": true, "ask": true, "start": true}

// builtInKeys finds the built-in key of a folded word.
var builtInKeys = flat(builtIn)

func flat(words map[string][]string) map[string]key {
	out := map[string]key{}
	for name, ws := range words {
		for _, w := range ws {
			out[w] = key{name: name, alone: !notAlone[w]}
		}
	}
	return out
}

// teamKeys finds the key of a folded word in a team: the names of what every brief has come first, then the team's own
// fields, then the other words of the built-in keys.
type teamKeys map[string]key

func keysOf(team handoff.Team) teamKeys {
	keys := make(teamKeys, 6*len(team.Fields))
	add := func(s string, f handoff.Field) {
		s = text.Fold(s)
		if _, taken := keys[s]; !taken && s != "" {
			keys[s] = key{name: f.Name, field: true, alone: !notAlone[s]}
		}
	}
	for _, f := range team.Fields {
		add(f.Name, f)
		add(f.Label, f)
	}
	for _, f := range team.Fields {
		for _, w := range f.Words {
			add(w, f)
		}
		add(f.Label+" name", f)
	}
	for _, c := range team.Criteria {
		if own := c.ProofFields(); slices.Equal(own, []string{c.Name}) { // it may have no field
			add(c.Name, handoff.Field{Name: c.Name})
			add(c.Label, handoff.Field{Name: c.Name})
		}
	}
	for _, name := range []string{handoff.FieldContact, handoff.FieldWhen, handoff.FieldPlace} {
		delete(keys, name)
	}
	return keys
}

func (t teamKeys) find(text string) (key, bool) {
	k, ok := t[text]
	if !ok {
		k, ok = builtInKeys[text]
	}
	return k, ok
}

// keyText is a written key as it is compared: "1. **When** (date, time and zone)" is "when".
func keyText(s string) string {
	const most = 80
	if len(s) > most {
		return ""
	}
	if i := strings.IndexAny(s, "(["); i > 0 && strings.ContainsAny(s[len(s)-1:], ")]*_ ") &&
		strings.ContainsAny(s[i:], ")]") {
		s = s[:i]
	}
	return text.Fold(unbulleted(s))
}

// unbulleted drops bullets, numbers, quotes and bold marks before a text.
func unbulleted(s string) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !isWordRune(r) && r != '(' })
	digits := strings.TrimLeftFunc(s, unicode.IsDigit)
	if n := len(s) - len(digits); n > 0 && n <= 2 && digits != "" && strings.ContainsRune(".)", rune(digits[0])) {
		s = strings.TrimLeftFunc(digits[1:], func(r rune) bool { return !isWordRune(r) && r != '(' })
	}
	return s
}

// keyLine splits "Key: value". The first mark that has a known key before it parts them, so that a value may hold any
// mark.
func (b *briefReader) keyLine(line string) (key, string, bool) {
	if i := strings.IndexFunc(line, isWordRune); i > 0 && strings.HasPrefix(line, "|") { // a row of a table in plain text
		line = strings.Trim(line, "| ")
	}
	for i, r := range line {
		if i > 100 {
			break
		}
		size := len(string(r))
		if !parts(line, i, r, size) {
			continue
		}
		if k, ok := b.keys.find(keyText(line[:i])); ok {
			value := strings.TrimLeft(line[i+size:], " \t:：|=>")
			if strings.ContainsAny(line[:i], "*_") {
				value = strings.TrimLeft(value, "*_ ")
			}
			return k, strings.TrimSpace(value), true
		}
	}
	return key{}, "", false
}

// parts says whether the mark at byte i may stand between a key and its value. A hyphen needs a blank on both sides.
func parts(line string, i int, r rune, size int) bool {
	switch r {
	case ':', '：', '\t', '|', '=', '–', '—', '→':
		return true
	case '-':
		return i > 0 && i+size < len(line) && isBlank(line[i-1]) && isBlank(line[i+size]) ||
			strings.HasPrefix(line[i:], "->")
	}
	return false
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' }

// isHeading reports a line that is set off as a heading: "**Need**" or "## Need".
func isHeading(line string) bool {
	return strings.HasPrefix(line, "#") || len(line) > 4 && strings.HasPrefix(line, "**") && strings.HasSuffix(line, "**")
}

// hasKey reports a line that looks like "Key: value", whatever the key.
func hasKey(line string) bool {
	before, after, ok := strings.Cut(line, ":")
	words := text.Words(before)
	after = strings.TrimLeft(after, "*_")
	value := after == "" || isBlank(after[0]) || strings.HasPrefix(after, "http")
	return ok && value && len(words) > 0 && len(words) <= 4 && len(before) <= 40 &&
		unicode.IsLetter(firstRune(words[0].Text)) &&
		!slices.Contains(closings, text.Fold(before)) && !strings.ContainsAny(before, ",;.!?")
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
