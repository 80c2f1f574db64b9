package render

import (
	"fmt"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// complaintWords say that somebody of the prospect's side wants no more mail, and what that means for the reader.
func (p *page) complaintWords() stepWords {
	from := p.outside()
	who, lead := text.OneLine(from.address, text.NameLimit), p.Lead()
	qualifier := p.a.To.Role != handoff.RoleRep
	w := stepWords{topic: "No more mail: " + lead}
	switch {
	case p.a.Step == handoff.CodeAsksToStop:
		w.topic = "No more mail? " + lead
		w.lead = fmt.Sprintf("Is it true that %s wants no more mail from us? Answer `stop` if it is, `lift` if it is not.", who)
		w.more = []string{"I could not verify the sender. No more mail goes there meanwhile; with `stop` the lead is back with you and a meeting is called off."}
	case p.a.Step == handoff.CodeMayStop:
		w.lead = fmt.Sprintf("%s asks for no more mail from us, in a mail that I could not verify. I write there no more, and you should not either.", who)
		w.more = []string{fmt.Sprintf("%s is asked whether it is true; the meeting stands until then.", p.NameOr(p.H.Qualifier, "The qualifier"))}
	case from.words != "":
		w.lead = fmt.Sprintf("%s asks for no more mail from us, so no more goes there. Please do not write there either.", who)
	default:
		w.lead = fmt.Sprintf("%s wants no more mail from us, so no more goes there. Please do not write there either.", who)
	}
	if qualifier && p.a.Step != handoff.CodeAsksToStop {
		w.more = append(w.more, "If it was a mistake, answer `lift`.")
	}
	return w
}

// theirWords quotes what somebody of the prospect's side wrote.
func (p *page) theirWords(l *templates.Letter) {
	if words := text.Lines(p.outside().words); words != "" {
		l.Sections = append(l.Sections, templates.Section{Title: "In their words", Quote: disarm(words)})
	}
}
