package engine

import (
	"fmt"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// weeksBack is how many weekly mails can still be answered.
const weeksBack = 12

// takeSaid takes a reply to a weekly mail about a calendar, from the person who got it. It reports false if the mail is none.
func (e *Engine) takeSaid(l *letter) (bool, error) {
	n, ok, err := e.answeredNotice(l, hygieneKey, teamKey)
	stop := strings.EqualFold(strings.TrimSpace(l.m.Subject), handoff.StopCalendarMail)
	if err != nil || !ok && !stop {
		return false, err
	}
	if !l.verified {
		return true, l.silent(unprovedIdle, "about a weekly mail, and it is not proved that %s wrote it", l.sender.ID)
	}
	a, understood := report.ReadAnswer(l.m.Text, len(n.Items))
	a.Stop = a.Stop || stop
	body := "Nothing in your answer could be obeyed. It can say, a line for each:\n\n  ignore 1   it never counts as busy time\n  keep 1     it is an appointment\n  stop       no more such mails\n"
	if understood || a.Stop {
		if body, err = e.noteSaid(l, n, a); err != nil {
			return true, err
		}
	}
	if _, err := l.tx.PutNotice(store.Notice{Key: saidKey + handoff.MailHash(string(l.sender.ID), l.m.MessageID), To: l.sender.ID, Subject: "Re: " + text.OneLine(l.m.Subject, text.SubjectLimit), Body: body, Created: l.now}); err != nil {
		return true, err
	}
	return true, l.took("what %s says of the own calendar", l.sender.ID)
}

// answeredNotice finds the notice to its sender that a mail answers, among those whose keys begin so.
func (e *Engine) answeredNotice(l *letter, prefixes ...string) (store.Notice, bool, error) {
	ids := slices.Concat(l.m.InReplyTo, l.m.References)
	if len(ids) == 0 {
		return store.Notice{}, false, nil
	}
	for _, prefix := range prefixes {
		sent, err := l.tx.NoticeItems(l.sender.ID, prefix, weeksBack)
		if err != nil {
			return store.Notice{}, false, err
		}
		for _, n := range sent {
			if mark := handoff.MailHash("notice", n.Key) + "@"; slices.ContainsFunc(ids, func(id string) bool { return strings.HasPrefix(strings.Trim(id, "<>"), mark) }) {
				return n, true, nil
			}
		}
	}
	return store.Notice{}, false, nil
}

// noteSaid keeps what was said, and says what comes of it.
func (e *Engine) noteSaid(l *letter, n store.Notice, a report.Answer) (string, error) {
	var lines []string
	for i, event := range n.Items {
		word, ok := a.Said[i+1]
		if !ok {
			continue
		}
		if err := l.tx.Say(l.sender.ID, event, string(word), l.now); err != nil {
			return "", err
		}
		effect := "counts as an appointment"
		if word == report.Ignore {
			effect = "never counts as busy time"
		}
		lines = append(lines, fmt.Sprintf("No. %d %s, and is not mentioned again.", i+1, effect))
	}
	if a.Stop {
		if err := l.tx.Say(l.sender.ID, "", "stop", l.now); err != nil {
			return "", err
		}
		lines = append(lines, "You get no more weekly mails about calendars.")
	}
	e.desk.ForgetBusy(l.sender.ID)
	return strings.Join(lines, "\n") + "\n", nil
}

// noteIgnored keeps what a rep says to be no appointment while asked about it.
func (e *Engine) noteIgnored(l *letter, id handoff.ID, k *handoff.KeepTime) error {
	h, err := l.tx.Handoff(id)
	if err != nil {
		return err
	}
	e.desk.ForgetBusy(l.sender.ID)
	for _, event := range k.Ignores(h) {
		if err := l.tx.Say(l.sender.ID, event, string(report.Ignore), l.now); err != nil {
			return err
		}
	}
	return nil
}
