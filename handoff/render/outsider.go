package render

import (
	"regexp"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// outside is who outside an action tells of, and what they wrote.
type outside struct{ address, name, words string }

func (p *page) outside() outside {
	switch d := p.a.Detail.(type) {
	case handoff.NoticeDetail:
		return outside{d.Address, d.Name, d.Words}
	case handoff.QuestionDetail:
		return outside{d.Address, d.Name, d.Words}
	case handoff.RelayDetail:
		return outside{d.Address, d.Name, ""}
	}
	return outside{}
}

// outsiderName is who wrote, by name and address.
func (p *page) outsiderName() string {
	from := p.outside()
	address := text.OneLine(from.address, text.NameLimit)
	if name := disarm(text.OneLine(from.name, text.NameLimit)); name != "" && !strings.Contains(name, "@") {
		return p.Line("people", "outsider", templates.People{Name: name, Address: address})
	}
	return address
}

// wordFor is the command about the address, with the address where it would not be clear.
func (p *page) wordFor(word string) string {
	address := p.outside().address
	for _, q := range p.H.Open {
		other := q.Kind == handoff.QuestionOutsider || q.Kind == handoff.QuestionUnlisted
		if other && !handoff.SameAddress(q.Address, address) || word == "send" && p.H.Unsent != "" {
			return word + " " + text.OneLine(address, text.NameLimit)
		}
	}
	return word
}

// outsiderSections are the words and the names of what is attached.
func (p *page) outsiderSections(l *templates.Letter) {
	d := handoff.DetailOf[handoff.NoticeDetail](p.a)
	words := disarm(text.Lines(d.Text))
	if words == "" {
		words = p.Line("event", "no-text", templates.Entry{})
	}
	l.Sections = append(l.Sections, templates.Section{Title: p.title("words/theirs"), Quote: words})
	if names := disarm(text.Lines(strings.Join(d.Attached, "\n"))); names != "" {
		l.Sections = append(l.Sections, templates.Section{Title: p.title("attached"), Lines: strings.Split(names, "\n")})
	}
}

// linkPattern finds what mail programs make a link of: a scheme, "www.", or a host with a path.
var linkPattern = regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]*:/{0,2}/|www\.)\S+|` +
	`\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}[/?#]\S*|` +
	`\b(?:javascript|data|mailto|tel|file):\S+`)

// disarm writes links so that no program makes one of them and a person can still read them.
func disarm(text string) string {
	return linkPattern.ReplaceAllStringFunc(text, func(link string) string {
		return strings.NewReplacer("://", "[:]//", ":", "[:]", ".", "[.]").Replace(link)
	})
}

// fetched is the mail of an outsider itself, for a colleague who asked for it.
func (p *page) fetched(d *mail.Draft, v templates.Thread, source *mail.Message, back mail.Address) (templates.Thread,
	error) {
	v.Greeting, v.Subject = p.hi(p.Reader), text.OneLine(source.Subject,
		text.SubjectLimit)
	p.sayInThread(&v, "relay-outsider")
	v.Subject = disarm(v.Subject)
	v.Text, v.Attached, v.Left = disarm(v.Text), v.Left, nil
	if len(source.Raw) > mostOriginal {
		v.Attached, v.Left = nil, append(v.Attached, p.Line("event", "too-large",
			templates.Entry{Megabytes: len(source.Raw) >> 20}))
	} else {
		d.Original = source.Raw
	}
	d.From.Name = text.OneLine(p.C.Name, text.NameLimit)
	d.ReplyTo, d.References = []mail.Address{back}, nil // an answer to it is no word to the prospect
	return v, nil
}
