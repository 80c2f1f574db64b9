package render

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

// anyFact draws a fact that may come at any time, from anybody.
func anyFact(t *rapid.T, w *tale) handoff.Fact {
	who := rapid.SampledFrom([]handoff.PersonID{"rita", "bob", "ines", "quinn", "mia", "max", "ada"}).Draw(t, "who")
	rep := rapid.SampledFrom([]handoff.PersonID{"rita", "bob", "ines"}).Draw(t, "rep")
	if rapid.Bool().Draw(t, "assigned") && w.h.Rep() != "" {
		who = w.h.Rep()
	}
	later := w.now.Add(time.Duration(rapid.IntRange(-10, 300).Draw(t, "hours")) * time.Hour)
	by, reach := w.by(who), rapid.SampledFrom([]handoff.Reach{handoff.ReachProspect, handoff.ReachOnlyHere}).Draw(t, "reach")
	by.MessageID = "m@acme.example"
	answer := rapid.SampledFrom([]calendar.PartStat{calendar.Accepted, calendar.Declined, calendar.Tentative, calendar.Delegated}).Draw(t, "answer")
	outcome := rapid.SampledFrom([]handoff.Outcome{handoff.OutcomeHeld, handoff.OutcomeNoShow, handoff.OutcomeMoved, handoff.OutcomeCancelled}).Draw(t, "outcome")
	criteria := rapid.SampledFrom([][]string{nil, {"budget"}, {"budget", "pain"}}).Draw(t, "criteria")
	weak := by
	weak.Strength = handoff.Weak
	all := []handoff.Fact{
		&handoff.Amended{About: by, Fields: map[string]string{"budget": later.String()}}, &handoff.Amended{About: by, Start: later, End: later.Add(time.Hour)},
		&handoff.Replied{About: by, Reach: reach}, &handoff.Replied{About: w.outside(), Reach: reach},
		&handoff.Answered{About: by, Attendee: string(who) + "@acme.example", PartStat: answer, Sequence: -1},
		&handoff.Answered{About: weak, Attendee: string(who) + "@acme.example", PartStat: answer, Sequence: -1},
		&handoff.Answered{About: w.outside(), Attendee: "pat@globex.example", PartStat: answer, Sequence: -1},
		&handoff.Proposed{About: by, Start: later}, &handoff.Proposed{About: w.outside(), Start: later}, &handoff.Proposed{About: by, Comment: "next week"},
		&handoff.OutOfOffice{About: by}, &handoff.OutOfOffice{About: by, Until: later}, &handoff.OutOfOffice{About: w.outside(), Until: later},
		&handoff.Unreadable{About: w.outside(), What: "Accepted: Meeting"},
		&handoff.Gone{About: w.outside(), Left: true, Instead: "kim@globex.example"}, &handoff.Gone{About: w.outside(), Instead: "pat@initech.example"},
		&handoff.Bounced{About: by, Person: who, Address: string(who) + "@acme.example", Permanent: true, Status: "5.1.1"},
		&handoff.Bounced{About: w.outside(), Address: "pat@globex.example", Permanent: true, Status: "5.1.1"},
		&handoff.Complained{About: w.outside(), Address: "pat@globex.example"}, &handoff.Complained{About: by, Person: who, Address: string(who) + "@acme.example"},
		&handoff.RosterChanged{About: by, Person: who, Left: true},
		&handoff.Accept{About: by}, &handoff.Decline{About: by}, &handoff.Reject{About: by, Criteria: criteria, Note: "no"},
		&handoff.Unreachable{About: by, Attempts: 3, Note: "voicemail"}, &handoff.ReplyReported{About: by}, &handoff.Send{About: by},
		&handoff.AwayUntil{About: by, Until: later}, &handoff.Judge{About: by, Outcome: outcome}, &handoff.OpportunityMade{About: by, Link: "https://crm.acme.example/1"},
		&handoff.NurtureUntil{About: by, Until: later}, &handoff.Move{About: by, Start: later}, &handoff.Agree{About: by}, &handoff.Refuse{About: by},
		&handoff.Cancel{About: by}, &handoff.NameRep{About: by, Rep: rep}, &handoff.Dispute{About: by}, &handoff.Separate{About: by},
		&handoff.Assign{About: by, Rep: rep}, &handoff.Hold{About: by, For: 2 * time.Hour}, &handoff.Keep{About: by}, &handoff.Reassign{About: by}, &handoff.Take{About: by},
		&handoff.KeepTime{About: by}, &handoff.CalendarChanged{About: by, Person: w.h.Rep()}, &handoff.Removed{About: by, Person: w.h.Rep()},
		&handoff.OwnEvent{About: by, Person: w.h.Rep(), Key: "k1", Start: later, End: later.Add(time.Hour)}, &handoff.UseOwn{About: by, Mine: true}, &handoff.UseOwn{About: by},
		&handoff.Agree{About: w.outside()}, &handoff.Agree{About: unproved(w.outside())}, &handoff.Refuse{About: unproved(w.outside())},
		&handoff.Failed{About: by, Purpose: handoff.PurposeInvite, To: handoff.Recipient{Person: who, Role: handoff.RoleRep}, Error: "HTTP 403", Permission: true, Mend: "grant Calendars.ReadWrite"},
		&handoff.Nudge{About: by}, &handoff.Slots{About: by}, &handoff.Status{About: by}, &handoff.Unclear{About: by, Text: "hm"},
	}
	return all[rapid.IntRange(0, len(all)-1).Draw(t, "fact")]
}

func unproved(a handoff.About) handoff.About {
	a.Strength = handoff.Weak
	return a
}

// busyTale gives the reps calendars in which something stands around the meeting, or that cannot be read.
func busyTale(t *rapid.T, w *tale) {
	w.lookups.Busy = map[handoff.PersonID]handoff.Calendar{}
	for _, id := range []handoff.PersonID{"rita", "bob"} {
		p := w.c.People[id]
		p.Calendars = []string{"own"}
		w.c.People[id] = p
		c := handoff.Calendar{From: w.now.AddDate(0, -1, 0), To: w.now.AddDate(0, 2, 0), ReadAt: w.now}
		start := w.brief().Start.Add(time.Duration(rapid.IntRange(-40, 40).Draw(t, "busy")) * time.Minute)
		switch rapid.IntRange(0, 3).Draw(t, "calendar") {
		case 0:
			c.Unknown = []handoff.Reason{{Text: "the source is dead"}}
		case 1, 2:
			c.Busy = []handoff.Taken{{Span: calendar.Span{Start: start, End: start.Add(time.Hour)}, Key: "k1"}}
		}
		w.lookups.Busy[id] = c
	}
	w.c.Teams[0].Policy.OnConflict = rapid.SampledFrom([]handoff.OnConflict{handoff.ConflictAsk, handoff.ConflictRoute, handoff.ConflictSend}).Draw(t, "on conflict")
}

// Whatever happens to a handoff, each mail that comes of it can be rendered, has words of its own for its step, says what is next
// and prints no time without a zone; and a mail for the prospect holds nothing internal.
func TestEveryMailOfAnyHistory(t *testing.T) {
	seen := map[string]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		w := newTale(t, monday)
		w.source = &mail.Message{MessageID: "m@acme.example", Subject: "Re: hello", Text: "Hello there"}
		b := w.brief()
		if rapid.Bool().Draw(rt, "incomplete") {
			delete(b.Fields, "pain")
			b.Ask = []handoff.Reason{{Text: "Which Thursday?"}}
		}
		if rapid.Bool().Draw(rt, "cc") {
			b.Origin, b.Thread, b.InThread = handoff.OriginCC, []string{"first@acme.example"}, []string{"pat@globex.example"}
		}
		if rapid.Bool().Draw(rt, "calendars") {
			busyTale(rt, w)
		}
		w.tell(b)
		for range rapid.IntRange(1, 14).Draw(rt, "facts") {
			if rapid.Bool().Draw(rt, "wait") && !w.h.State.Finished() {
				if w.h.Next.At.After(w.now) {
					w.now = w.h.Next.At
				}
				w.tell(&handoff.Deadline{About: handoff.About{At: w.now, Via: "clock"}, What: w.h.Next.What, Due: w.h.Next.At})
				continue
			}
			w.tell(anyFact(rt, w))
		}
		for _, s := range w.sent {
			seen[string(s.a.Purpose)+"/"+string(s.a.Step)] = true
			if s.a.Purpose.Channel() == handoff.ChannelInternal && s.a.Purpose != handoff.PurposeMeeting {
				checkLetter(rt, w, s)
			}
			if s.a.To.Role == handoff.RoleProspect {
				o := takeApart(t, s.m.Raw)
				checkPublic(rt, o, w)
				checkAddresses(rt, o, s)
			}
		}
	})
	if len(seen) < 15 && !t.Failed() {
		t.Errorf("all histories together brought about %d kinds of mail only: the walk is too narrow", len(seen))
	}
}

func checkLetter(t *rapid.T, w *tale, s sentMail) {
	l := w.r.page(s.h, s.a, w.c, w.now).letter()
	// The wording of a step that is not known is a net for later versions; the domain of today must not fall into it.
	if l.Topic == w.r.page(s.h, s.a, w.c, w.now).Lead() {
		t.Fatalf("%s step %q, state %s has no words of its own: %q", s.a.Purpose, s.a.Step, s.h.State, l.Lead)
	}
	if l.Lead == "" || l.First+l.Next == "" || l.Answers == "" && len(l.Commands) == 0 && !s.h.State.Finished() {
		t.Fatalf("%s step %q, state %s, to %s: lead %q, next %q, %d commands", s.a.Purpose, s.a.Step, s.h.State, s.a.To.Role, l.Lead, l.First+l.Next, len(l.Commands))
	}
	for _, text := range slices.Concat([]string{l.Lead, l.First, l.Next, l.Answers}, l.More, l.Aside) {
		for _, bad := range []string{"0001", "%!", "  ", "..", "you says", "you has", " ,"} {
			if strings.Contains(text, bad) {
				t.Fatalf("%s step %q, state %s: %q in %q", s.a.Purpose, s.a.Step, s.h.State, bad, text)
			}
		}
	}
}

// checkPublic looks for anything internal in a mail for the prospect.
func checkPublic(t *rapid.T, o opened, w *tale) {
	text := everythingIn(o)
	for name, value := range w.brief().Fields {
		if name != "request" && name != "company" && strings.Contains(text, value) {
			t.Fatalf("the prospect sees the field %s: %q", name, value)
		}
	}
	secrets := []string{"HO-7K3QX2", "so far", "rotation", "window", "Budget", "Ada Lind", "ada@", "quinn@"}
	if w.h.Origin != handoff.OriginCC { // else it is the subject of the mail that the qualifier wrote to the prospect
		secrets = append(secrets, "hot one")
	}
	for _, m := range []handoff.PersonID{"mia", "max"} {
		if !slices.ContainsFunc(w.h.Assignments, func(a handoff.Assignment) bool { return a.Rep == m }) { // a manager who took the lead is the rep
			secrets = append(secrets, w.c.Person(m).Name, w.c.Person(m).Email())
		}
	}
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Fatalf("the prospect sees %q in\n%s", secret, text)
		}
	}
}

// checkAddresses allows a mail to the prospect the addresses of the rep who has the lead and of the handoff address alone.
func checkAddresses(t *rapid.T, o opened, s sentMail) {
	for _, word := range strings.FieldsFunc(everythingIn(o), func(r rune) bool { return strings.ContainsRune(" <>,\"\r\n:;", r) }) {
		local, found := strings.CutSuffix(word, "@acme.example")
		id := strings.Trim(local, "0123456789abcdef") == ""
		if found && !id && !strings.HasPrefix(local, "handoff") && local != string(s.h.Rep()) && local != "first" && local != "m" {
			t.Fatalf("%s step %q, state %s: the prospect sees the address %s; the rep is %s", s.a.Purpose, s.a.Step, s.h.State, word, s.h.Rep())
		}
	}
}

// everythingIn is all that a curious reader can find in a message: headers and all parts, decoded.
func everythingIn(o opened) string {
	var b strings.Builder
	for name, values := range o.header {
		for _, v := range values {
			if d, err := wordDecoder.DecodeHeader(v); err == nil {
				v = d
			}
			b.WriteString(name + ": " + v + "\n")
		}
	}
	for _, body := range o.body {
		b.WriteString(strings.ReplaceAll(body, "\r\n ", "") + "\n")
	}
	return b.String()
}

var (
	tellings  = regexp.MustCompile(`t\.tell(Rep|Qualifier|Manager|Advocate)\("([a-z-]*[a-z])"\)`)
	askings   = regexp.MustCompile(`t\.tell\(Purpose(Notice|Question|Escalation), [^"\n]*?, "([a-z-]*[a-z])"[,)]`)
	reminders = regexp.MustCompile(`name (?::)?= (?:Code\()?"([a-z]+)"`)
)

// Every step that the domain's source names has words of its own, for every role and in every state.
func TestEveryStepOfTheSource(t *testing.T) {
	files, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	steps := map[handoff.Purpose][]string{handoff.PurposeNotice: {"prospect-bounced", "prospect-complained", "contact-left", "contact-moved"}} // put together in the source
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range tellings.FindAllStringSubmatch(string(source), -1) {
			steps[handoff.PurposeNotice] = append(steps[handoff.PurposeNotice], m[2])
		}
		for _, m := range askings.FindAllStringSubmatch(string(source), -1) {
			p := handoff.Purpose(strings.ToLower(m[1]))
			steps[p] = append(steps[p], m[2])
		}
		if filepath.Base(f) == "fact_deadline.go" {
			for _, m := range reminders.FindAllStringSubmatch(string(source), -1) {
				steps[handoff.PurposeReminder] = append(steps[handoff.PurposeReminder], m[1])
			}
		}
	}
	if len(steps[handoff.PurposeNotice]) < 20 || len(steps[handoff.PurposeQuestion]) < 8 || len(steps[handoff.PurposeReminder]) != 2 {
		t.Fatalf("the source is not read as it is written now: %v", steps)
	}
	w := newTale(t, monday)
	w.offered()
	roles := map[handoff.Role]handoff.PersonID{handoff.RoleRep: "rita", handoff.RoleQualifier: "quinn", handoff.RoleManager: "mia", handoff.RoleAdvocate: "ada", handoff.RoleAdmin: "root"}
	for purpose, list := range steps {
		for _, step := range list {
			for role, id := range roles {
				for _, state := range handoff.States[1:] {
					h := w.h
					h.State = state
					a := handoff.Action{Handoff: h.ID, Purpose: purpose, To: handoff.Recipient{Person: id, Role: role}, Step: handoff.Code(step), Assignment: 1, Revision: 1,
						Why: handoff.Reason{Code: "x", Text: "the reason of the decision"}}
					p := w.r.page(h, a, w.c, w.now)
					if l := p.letter(); l.Topic == p.Lead() || l.Lead == "" || l.First+l.Next == "" {
						t.Errorf("%s step %q to %s in %s: topic %q, lead %q, next %q", purpose, step, role, state, l.Topic, l.Lead, l.Next)
					}
				}
			}
		}
	}
}

func TestUnknownStepTellsTheReason(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	for _, purpose := range []handoff.Purpose{handoff.PurposeNotice, handoff.PurposeQuestion, handoff.Purpose("of-tomorrow")} {
		a := handoff.Action{Handoff: w.h.ID, Purpose: purpose, To: handoff.Recipient{Person: "rita", Role: handoff.RoleRep}, Step: "of-tomorrow",
			Why: handoff.Reason{Code: "x", Text: "something new happened"}}
		if l := w.r.page(w.h, a, w.c, w.now).letter(); l.Lead != "Something new happened." || l.First+l.Next == "" {
			t.Errorf("%s: lead %q, next %q", purpose, l.Lead, l.First+l.Next)
		}
	}
}
