package handoff

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Challenge asks a colleague whether a mail in their name is theirs: why it is not believed, and what it would do. It goes to the
// address in the roster, whatever the mail says, and to nobody else.
func Challenge(t Token, why string, arrived time.Time, team string, does []string) Action {
	return Action{Handoff: t.Handoff, Purpose: PurposeConfirm, To: Recipient{Person: t.Person, Role: t.Role}, Revision: int(t.Mail), Step: "unproved",
		Why: because("unproved", "a mail in the name of %s is not proved to be theirs: %s", t.Person, why),
		Detail: map[string]string{"mail": strconv.FormatInt(t.Mail, 10), "why": why, "does": strings.Join(does, "\n"), "team": team,
			"arrived": arrived.UTC().Format(time.RFC3339), "until": t.Expires.UTC().Format(time.RFC3339)}}
}

// ChallengeAnew asks about a mail whose first question nobody answered in time, because the admin has come upon it.
func ChallengeAnew(t Token, why string, arrived time.Time, team string, does []string) Action {
	a := Challenge(t, why, arrived, team, does)
	a.Revision += int(t.Issued.Unix()) << 24 // a question of its own: no number of a mail comes near
	return a
}

// ChallengeAgain asks once more after an answer that was neither a plain yes nor a plain no, in the mail whose reply address had the
// secret, which stays the same: an answer to the first question counts as well.
func ChallengeAgain(t Token, secret, team string) Action {
	return Action{Handoff: t.Handoff, Purpose: PurposeConfirm, To: Recipient{Person: t.Person, Role: t.Role}, Revision: -int(t.Mail), Step: "again",
		Why:    because("unproved", "the answer of %s was neither a plain yes nor a plain no", t.Person),
		Detail: map[string]string{"mail": strconv.FormatInt(t.Mail, 10), "code": secret, "team": team, "until": t.Expires.UTC().Format(time.RFC3339)}}
}

// Would says what a fact would do, in words for its sender: "cancel the meeting". It names what was understood, never the words of
// the mail, which may be anybody's.
func Would(f Fact, c *Config, zone *time.Location) string {
	at := func(t time.Time) string { return t.In(zone).Format("Mon 2 Jan 2006, 15:04 MST") }
	name := func(id PersonID) string { return c.Person(id).Name }
	switch f := f.(type) {
	case *Briefed:
		return "hand over a new lead" + wouldLead(f.Prospects, f.Start, at)
	case *Amended:
		return "add to the brief: " + strings.Join(append(slices.Sorted(maps.Keys(f.Fields)), wouldMore(f, at)...), ", ")
	case *Replied:
		return "count as a reply in the thread with the prospect"
	case *ReplyReported:
		if f.Forwarded != "" {
			return "note that the prospect was answered"
		}
		return "count as having replied to the prospect"
	case *Proposed:
		if f.Start.IsZero() {
			return "propose another time"
		}
		return "propose another time: " + at(f.Start)
	case *Answered:
		return "answer the invitation: " + strings.ToLower(string(f.PartStat))
	case *Reject:
		if len(f.Criteria) == 0 {
			return "reject the lead"
		}
		return "reject the lead: " + strings.Join(f.Criteria, ", ")
	case *Move:
		return "move the meeting to " + at(f.Start)
	case *NameRep:
		return "give the lead to " + name(f.Rep)
	case *Assign:
		return "assign the lead to " + name(f.Rep)
	case *AwayUntil:
		return "mark you as away until " + at(f.Until)
	case *NurtureUntil:
		return "put the lead to sleep until " + at(f.Until)
	case *Hold:
		return fmt.Sprintf("give %s more", f.For)
	case *UseOwn:
		if f.Mine {
			return "withdraw our invitation, because your own event holds"
		}
		return "keep both our invitation and your own event"
	case *Judge:
		return "say what became of the meeting: " + string(f.Outcome)
	}
	return wouldPlainly(f.Kind())
}

// wouldPlainly are the facts that say all by their kind.
func wouldPlainly(k Kind) string {
	if text, ok := map[Kind]string{
		KindAccept: "accept the lead", KindDecline: "decline the lead", KindUnreachable: "give the lead back: not reached",
		KindStopMail: "send no more mail to the prospect", KindLift: "send mail to the prospect again",
		KindAdd: "make somebody a contact of the lead", KindSame: "count another address as the prospect's",
		KindSend: "send your words on to the prospect", KindOpportunityMade: "record an opportunity", KindRefreshed: "have the invitation sent once more", KindAgree: "agree to the other time", KindRefuse: "refuse the other time",
		KindCancel: "cancel the meeting", KindDispute: "dispute the rejection", KindSeparate: "say that it is another matter", KindKeep: "keep the rep",
		KindReassign: "pass the lead on to the next rep",
		KindTake:     "take the lead yourself", KindStatus: "tell how it stands", KindKeepTime: "keep the time, whatever else is in the calendar", KindForget: "erase what is stored about the prospect", KindOutOfOffice: "mark you as away",
		KindGone: "note that a contact has gone",
	}[k]; ok {
		return text
	}
	return "act in your name (" + string(k) + ")"
}

func wouldLead(people []Contact, start time.Time, at func(time.Time) string) string {
	text := ""
	if len(people) > 0 {
		text = " with " + people[0].Address
	}
	if !start.IsZero() {
		text += " on " + at(start)
	}
	return text
}

func wouldMore(f *Amended, at func(time.Time) string) []string {
	var out []string
	if len(f.Prospects) > 0 {
		out = append(out, "contact "+f.Prospects[0].Address)
	}
	if !f.Start.IsZero() {
		out = append(out, at(f.Start))
	}
	if len(out) == 0 && len(f.Fields) == 0 {
		out = append(out, "nothing that was understood")
	}
	return out
}
