package render

import (
	"net/url"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// quotes says whether the letter quotes a mail that only the handoff address got.
func (p *page) quotes() bool {
	return p.a.Purpose == handoff.PurposeQuestion && p.a.Quotes() != "" && p.source != nil
}

// quoteSource quotes the words of that mail, and says how to write to the prospect: an answer to the letter reaches
// nobody else.
func (p *page) quoteSource(l *templates.Letter) {
	words, names := p.relayed(p.source)
	title := p.title("words/theirs")
	asks := !p.H.Moot(p.a) && (p.a.Step != "proposal" || p.H.Moving.Loose) // and says that nobody is sure
	if handoff.DetailOf[handoff.QuestionDetail](p.a).Verified == handoff.No && !asks {
		title = p.title("words/unverified")
	}
	if p.a.Step == handoff.OnlyHereStep {
		title = p.title("words/yours")
	}
	l.Sections = append(l.Sections, templates.Section{Title: title, Quote: words})
	if len(names) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: p.title("attached"), Lines: names})
	}
	if to := p.prospects(); len(to) > 0 && p.C.MayWriteTo(to[0].Addr) {
		l.Reach = &templates.Reach{Name: p.Prospect(), Address: to[0].Addr, Link: "mailto:" + url.PathEscape(to[0].Addr)}
	}
}

// colleagueWords are what one colleague tells another.
func (p *page) colleagueWords(l *templates.Letter) {
	d := handoff.DetailOf[handoff.QuestionDetail](p.a)
	l.Sections = append(l.Sections, templates.Section{Title: p.wordsTitle(d.Person), Quote: text.Lines(d.Comment)})
	l.First, l.Next = "", text.Capital(p.Next())
}

// theirComment quotes what stood beside another time, unless the mail that it is of is quoted.
func (p *page) theirComment(l *templates.Letter) {
	comment := text.Lines(handoff.DetailOf[handoff.QuestionDetail](p.a).Comment)
	if comment != "" && !p.quotes() {
		l.Sections = append(l.Sections, templates.Section{Title: p.title("words/theirs"), Quote: comment})
	}
}
