package render

import (
	"fmt"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// noticeOfAnswer is what colleagues hear of a calendar answer from an address that is not known, or that counts for nobody.
func (p *page) noticeOfAnswer() (stepWords, bool) {
	d, lead := handoff.DetailOf[handoff.NoticeDetail](p.a), p.Lead()
	from := text.OneLine(d.Address, text.NameLimit)
	switch p.a.Step {
	case handoff.CodeSentFrom:
		return stepWords{"Was it you? " + lead, fmt.Sprintf("Your answer “%s” came from %s, which is not an address of yours that I know. It counts.", d.Answer, from),
			[]string{"Not you? Answer `no`, and I take it back."}}, true
	case handoff.CodeTakenBack:
		return stepWords{"Taken back: " + lead, text.Sentence(p.a.Why.Text), []string{"It stands like this: " + p.Standing()}}, true
	case handoff.CodeContactAdded:
		return stepWords{"One more contact: " + lead, text.Sentence(p.a.Why.Text), nil}, true
	case handoff.Code(handoff.QuestionOutsider):
		return p.outsider(), true
	case handoff.CodeNotCredited:
		return stepWords{"An answer that does not count: " + lead, text.Sentence(p.a.Why.Text), []string{"Nothing changes by it, and nothing is needed from you."}}, true
	}
	return stepWords{}, false
}

// questionOfAnswer asks whose the address is that answered an invitation without having been invited.
func (p *page) questionOfAnswer() (stepWords, bool) {
	d, lead := handoff.DetailOf[handoff.QuestionDetail](p.a), p.Lead()
	from, guest := text.OneLine(d.Address, text.NameLimit), text.OneLine(d.Guest, text.NameLimit)
	if name := text.OneLine(d.Name, text.NameLimit); name != "" {
		from = name + " (" + from + ")"
	}
	switch p.a.Step {
	case handoff.CodeUnlisted:
		return stepWords{fmt.Sprintf("Who is %s? %s", from, lead),
			fmt.Sprintf("%s answered “%s” to the invitation that was sent to %s.", from, d.Answer, guest),
			[]string{fmt.Sprintf("It counts for nobody so far. If that is %s too, answer `%s`, and it counts. "+
				"If it is somebody else who belongs to the meeting, answer `%s`.", guest, p.wordFor("same"), p.wordFor("add"))}}, true
	case handoff.CodeMayCancel:
		return p.mayCancel(), true
	case handoff.CodeAsksToStop:
		return p.complaintWords(), true
	case handoff.CodeProposalUnproven:
		return stepWords{"Was it you? " + lead, text.Sentence(p.a.Why.Text),
			[]string{"If that was you, answer with the time you propose. Until then nothing changes."}}, true
	case handoff.CodeYours:
		return stepWords{"Was it you? " + lead,
			fmt.Sprintf("%s answered “%s” to the invitation that was sent to you alone.", from, d.Answer),
			[]string{"If that was you, please answer `accept` or `decline`. Until then it counts for nobody."}}, true
	}
	return stepWords{}, false
}

// mayCancel asks whether a cancellation that came in the prospect's name means a no.
func (p *page) mayCancel() stepWords {
	d := handoff.DetailOf[handoff.QuestionDetail](p.a)
	who, doubt := p.Prospect(), "I cannot be sure: nothing proves who sent it."
	if name := text.OneLine(d.Name, text.NameLimit); name != "" {
		who = name
	}
	if d.Doubt == handoff.DoubtEvent {
		doubt = "I cannot be sure: it is of an event in their own calendar, not of the invitation."
	}
	return stepWords{"Is it off? " + p.Lead(), fmt.Sprintf("A cancellation came in the name of %s, which may mean a no. Please ask %s.", who, who),
		[]string{fmt.Sprintf("%s Nothing has been changed. If they cancel, answer `%s`, and the lead goes back to %s; if they come, nothing is needed.",
			doubt, p.wordFor("same"), p.Name(p.H.Qualifier))}}
}
