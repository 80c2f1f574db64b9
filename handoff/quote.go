package handoff

// relayWords passes the mail of the fact, which only the handoff address got, on to whoever reads the prospect's mail;
// maybe: a machine may have written it.
func (t *turn) relayWords(maybe YesNo) {
	id, role := t.reader()
	about := t.f.about()
	t.act(Action{Purpose: PurposeRelay, To: Recipient{Person: id, Role: role}, Step: "prospect", Assignment: t.number(),
		Detail: RelayDetail{Mail: about.MessageID, Verified: verified(about.Strength), Maybe: maybe}})
}

// relayToQualifier passes what the prospect writes after the meeting on to the qualifier too.
func (t *turn) relayToQualifier(maybe YesNo) {
	reader, _ := t.reader()
	id, role := t.qualifier()
	if t.h.State != Past && t.h.State != Held || id == reader {
		return
	}
	about := t.f.about()
	t.act(Action{Purpose: PurposeRelay, To: Recipient{Person: id, Role: role}, Step: "prospect", Assignment: t.number(),
		Detail: RelayDetail{Mail: about.MessageID, Verified: verified(about.Strength), Maybe: maybe}})
}

// quoteWords has what this decision asks quote the mail that brought it up, so that its reader gets one mail. Where
// nothing is asked of whoever reads the prospect's mail, it is passed on alone: words are never lost.
func (t *turn) quoteWords() {
	about := t.f.about()
	if !about.PassOn || t.understood {
		return
	}
	reader, _ := t.reader()
	quoted := false
	for i := range t.actions {
		a := &t.actions[i]
		if a.Purpose != PurposeQuestion {
			continue
		}
		d := DetailOf[QuestionDetail](*a)
		d.Mail, d.Verified = about.MessageID, verified(about.Strength)
		a.Detail = d
		quoted = quoted || a.To.Person == reader
	}
	if !quoted {
		t.relayWords("")
	}
}

// Quotes is the Message-ID of the mail that the action passes on or quotes; empty if there is none.
func (a Action) Quotes() string {
	switch d := a.Detail.(type) {
	case RelayDetail:
		return d.Mail
	case QuestionDetail:
		return d.Mail
	}
	return ""
}

// Moot says whether a question is settled before it goes out, so that it is asked no more; what it quotes is passed on
// all the same.
func (h *Handoff) Moot(a Action) bool {
	m := h.Moving
	switch {
	case a.Step == OnlyHereStep:
		return false
	case h.State.Finished():
		return true
	case a.Step == "proposal":
		return m == nil || !m.Start.Equal(DetailOf[QuestionDetail](a).Start)
	case a.Step == "prospect-says":
		return m == nil || m.Said == ""
	}
	return false
}
