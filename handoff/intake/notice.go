package intake

import (
	"slices"
	"strconv"
	"strings"

	"handoffd/handoff"
)

// answeredNotice finds the notice to its sender that a mail answers, among those whose keys begin so.
func (l *inbound) answeredNotice(prefixes ...string) (Notice, bool, error) {
	ids := slices.Concat(l.m.InReplyTo, l.m.References)
	if l.token.Message != "" && l.token.Person == l.sender.ID {
		ids = append(ids, l.token.Message)
	}
	if len(ids) == 0 {
		return Notice{}, false, nil
	}
	for _, prefix := range prefixes {
		sent, err := l.f.Notices(l.sender.ID, prefix)
		if err != nil {
			return Notice{}, false, err
		}
		for _, n := range sent {
			mark := handoff.MailHash("notice", n.Key) + "@"
			if slices.ContainsFunc(ids, func(id string) bool { return strings.HasPrefix(strings.Trim(id, "<>"), mark) }) {
				return n, true, nil
			}
		}
	}
	return Notice{}, false, nil
}

// takeSifted takes the admin's answer to a list of held mails. It reports false if the mail is none.
func (l *inbound) takeSifted() (bool, error) {
	n, ok, err := l.answeredNotice(KeyHeld)
	if err != nil || !ok {
		return false, err
	}
	if !l.verified {
		return true, l.silent(unprovedIdle, handoff.Because("unproved-idle/list", handoff.WordsArg(l.sender.ID)))
	}
	numbers := n.Items
	if last := len(numbers) - 1; last >= 0 && strings.HasPrefix(numbers[last], "upto ") {
		numbers = numbers[:last] // older lists end with how far they went
	}
	said, understood := handoff.ReadSift(l.m.Text, len(numbers))
	l.t.Sift = &Sift{Empty: !understood}
	for _, i := range said.Take {
		for _, id := range heldIDs(numbers[i-1])[:1] {
			l.t.Sift.Take = append(l.t.Sift.Take, Numbered{Line: i, Mail: id})
		}
	}
	for _, i := range said.Drop {
		l.t.Sift.Drop = append(l.t.Sift.Drop, heldIDs(numbers[i-1])...)
	}
	return true, l.took(handoff.Because("sifted", handoff.WordsArg(l.sender.ID)))
}

func heldIDs(item string) []int64 {
	var out []int64
	for _, s := range strings.Split(item, ",") {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// takeSaid takes a reply to one of the mails about a calendar that older versions sent, from the person who got it, and
// a mail by whose subject nobody wants more of that, or figures again. It reports false if the mail is none.
func (l *inbound) takeSaid() (bool, error) {
	n, ok, err := l.answeredNotice(KeyWeekly, KeyTeam)
	subject := strings.TrimSpace(l.m.Subject)
	stop, report := strings.EqualFold(subject, handoff.StopCalendarMail), strings.EqualFold(subject, handoff.StopReport)
	start := strings.EqualFold(subject, handoff.StartReport)
	if err != nil || !ok && !stop && !report && !start {
		return false, err
	}
	if !l.verified {
		return true, l.silent(unprovedIdle, handoff.Because("unproved-idle/weekly", handoff.WordsArg(l.sender.ID)))
	}
	said, _ := handoff.ReadEntryWords(l.m.Text, len(n.Items))
	l.t.Said = &Said{Stop: said.Stop || stop, Report: report, Start: start}
	for i, event := range n.Items {
		if word, ok := said.Words[i+1]; ok {
			l.t.Said.Words = append(l.t.Said.Words, EntryWord{Line: i + 1, Event: event, Word: word})
		}
	}
	switch {
	case report:
		return true, l.took(handoff.Because("report-stopped", handoff.PersonArg(l.sender.ID)))
	case start:
		return true, l.took(handoff.Because("report-started", handoff.PersonArg(l.sender.ID)))
	}
	return true, l.took(handoff.Because("entries-judged", handoff.WordsArg(l.sender.ID)))
}
