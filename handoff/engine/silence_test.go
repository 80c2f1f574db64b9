package engine

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
	"handoffd/mail"
)

// end is how a mail ended.
type end struct {
	intake.Taken
	in *store.InMail
	u  intake.Understood
	m  *mail.Message
}

func (l *end) known() bool  { return l.Person != "" }
func (l *end) forged() bool { return l.u.Auth.Result == "fail" }

// reaches says whether the address is among the visible recipients.
func (l *end) reaches(address string) bool {
	return slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), func(a mail.Address) bool { return a.Addr == address })
}

var topicPattern = regexp.MustCompile(`^\[(HO-[A-Z2-7]{6})\] `)

// fits says of each reason for silence which mails it may end; nil: any. A new reason needs a line here.
var fits = map[string]func(l *end) bool{
	"own-check": func(l *end) bool {
		return handoff.OfCheck(l.m.HandoffID) || l.m.Bounce != nil && handoff.OfCheck(l.m.Bounce.HandoffID) ||
			slices.ContainsFunc(l.u.Answers, func(a calendar.Answer) bool { return strings.HasPrefix(a.UID, handoff.ProbeMark) })
	},
	"own-copy": ours, "own-unexpected": ours, "known-already": nil, "too-large": nil, "too-many": nil,
	"asked-copy": inName, "asked-enough": inName,
	"other-service": func(l *end) bool { return l.m.HandoffID != "" || topicPattern.MatchString(l.m.Subject) },
	"report-elsewhere": func(l *end) bool {
		return l.m.Kind == mail.KindBounce || l.m.Kind == mail.KindFeedbackReport
	},
	"report-delivered": ofKind(mail.KindDSNDelivered), "report-delayed": ofKind(mail.KindDSNDelayed),
	"read-receipt": ofKind(mail.KindReadReceipt),
	"reaction":     ofKind(mail.KindOther), "automatic": ofKind(mail.KindAutoReply, mail.KindOther),
	"nothing-open": ofKind(mail.KindAutoReply), "absence-unproved": func(l *end) bool {
		return inName(l) &&
			l.m.Kind == mail.KindAutoReply
	},
	"stranger": func(l *end) bool { return !l.known() && l.in.Handoff == "" },
	"strangers-event": func(l *end) bool {
		return !l.known() && (l.in.Handoff == "" || l.m.Kind == mail.KindCalendarRefresh)
	},
	"bystander": func(l *end) bool {
		return proven(l) && l.in.Handoff == "" && len(l.m.InReplyTo)+len(l.m.References) > 0
	},
	"told-already": func(l *end) bool { return proven(l) && l.in.Handoff == "" },
	"left-empty":   proven, "trial-only": proven, "unproved-idle": inName,
	"confirmation-of": func(l *end) bool { return strings.Contains(l.m.To[0].Addr, "+") },
	"unproved-whom":   (*end).forged,
	"unproved-answer": func(l *end) bool { return !l.Proved && len(l.m.Calendars) > 0 || l.forged() },
	"not-theirs":      nil, "absence-unmarked": ofKind(mail.KindAutoReply),
}

func ours(l *end) bool   { return strings.HasPrefix(l.m.From.Addr, "handoff") }
func inName(l *end) bool { return l.known() && !l.Proved }
func proven(l *end) bool { return l.known() && l.Proved }

func ofKind(kinds ...mail.Kind) func(l *end) bool {
	return func(l *end) bool { return slices.Contains(kinds, l.m.Kind) }
}

// TestEverySilenceFitsSomeMails: a reason without a line in the list of what it may end does not exist.
func TestEverySilenceFitsSomeMails(t *testing.T) {
	t.Parallel()
	n := 0
	for s := intake.Silence(1); s.Code() != ""; s++ {
		if _, ok := fits[s.Code()]; !ok {
			t.Errorf("%s", s.Code())
		}
		n++
	}
	if n != len(fits) {
		t.Errorf("%d reasons, and a line for %d", n, len(fits))
	}
}

// world is an office whose lead is somewhere in its life, and who wrote what there.
type quiet struct {
	*office
	r *rand.Rand
	n int
}

// states bring a lead somewhere.
var quietStates = map[string]func(q *quiet){
	"no lead": func(*quiet) {},
	"draft": func(q *quiet) {
		q.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "lead",
			Text: "Contact: Pat Kim <pat@globex.example>\nCompany: Globex\n"})
		q.settle(time.Minute)
	},
	"offered": func(q *quiet) { q.offered() },
	"accepted": func(q *quiet) {
		q.offered()
		q.send(rita, mail.Draft{To: to(q.latest(rita, "New lead").ReplyTo[0].Addr), Subject: "Re: lead", Text: "accept\n"})
		q.settle(time.Minute)
	},
	"returned": func(q *quiet) {
		q.offered()
		q.send(rita, mail.Draft{To: to(q.latest(rita, "New lead").ReplyTo[0].Addr), Subject: "Re: lead",
			Text: "reject: budget\n"})
		q.settle(time.Minute)
	},
	"escalated": func(q *quiet) { q.offered(); q.settle(0); q.now = q.now.Add(72 * time.Hour); q.settle(0) },
}

// TestNoMailEndsInSilence: whatever comes, in whatever state, over whatever roster: a mail that belongs to a handoff,
// or that comes from a colleague or in a colleague's name, ends in a fact, in mail to a person, or with a listed reason
// that fits it; and what a person of the prospect's side or somebody beside them writes is read by a colleague.
func TestNoMailEndsInSilence(t *testing.T) {
	t.Parallel()
	const each = 100
	seeds := uint64(2)
	if testing.Short() || storetest.OnPostgres() { // the rule is the same on both
		seeds = 1
	}
	ends := map[string]int{}
	for state, begin := range quietStates {
		for seed := range seeds {
			o := newOffice(t)
			q := &quiet{office: o, r: rand.New(rand.NewPCG(seed, uint64(len(state))))}
			begin(q)
			if seed == 1 && state != "no lead" { // somebody has left the roster
				c := *o.c
				p := c.People["quinn"]
				p.Gone = true
				c.People["quinn"] = p
			}
			for i := range each {
				raw := q.mail()
				end, err := q.take(raw)
				if err != nil {
					t.Fatalf("%s, seed %d, mail %d: %v\n%s", state, seed, i, err, raw)
				}
				ends[end]++
			}
		}
	}
	var lines []string
	for end, n := range ends {
		lines = append(lines, fmt.Sprintf("%5d %s", n, end))
	}
	slices.Sort(lines)
	t.Log("\n" + strings.Join(lines, "\n"))
	for _, want := range []string{"a fact", "a fact, mail", "mail", "silence: unproved-idle", "silence: stranger",
		"silence: automatic"} {
		if ends[want] == 0 {
			t.Errorf("no mail ended in %q", want)
		}
	}
}

func pick[T any](r *rand.Rand, all ...T) T { return all[r.IntN(len(all))] }

// mail writes one: who × proof × kind × thread.
func (q *quiet) mail() []byte {
	q.n++
	from := pick(q.r, quinn, rita, mara, pat, pat, mallory, "dana@globex.example", "x@evil.example",
		"nobody@acme.example", handoffAddress)
	head := fmt.Sprintf("From: %s\r\nTo: %s\r\nDate: %s\r\n", from, q.address(), q.now.Format(time.RFC1123Z))
	if q.r.IntN(12) > 0 {
		head += fmt.Sprintf("Message-ID: <q%d@%s>\r\n", q.n, from)
	}
	if result := pick(q.r, "pass", "pass", "fail", ""); result != "" {
		_, domain, _ := strings.Cut(from, "@")
		head = "Authentication-Results: mx.acme.example; dmarc=" + result + " header.from=" + domain + "\r\n" + head
	}
	if all := q.all(); len(all) > 0 && q.r.IntN(2) == 0 {
		h := all[0]
		head += "In-Reply-To: <" + handoff.ThreadRoot(h, q.c) + ">\r\n"
	}
	return []byte(head + q.body())
}

// address is where it goes: the handoff address, with or without the thread's token.
func (q *quiet) address() string {
	if all := q.all(); len(all) > 0 && q.r.IntN(3) > 0 {
		return "handoff+" + all[0].Token + "@acme.example"
	}
	return handoffAddress
}

// body is subject, kind and words.
func (q *quiet) body() string {
	uid := "foreign@calendar.example"
	if all := q.all(); len(all) > 0 && all[0].UID != "" {
		uid = pick(q.r, uid, all[0].UID)
	}
	event := func(method, partstat string) string {
		return "Subject: Answer\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=" + method + "\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:" +
			method + "\r\nBEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20261123T090000Z\r\nDTSTART:20261127T140000Z\r\nDTEND:20261127T143000Z\r\nSEQUENCE:0\r\n" +
			"ORGANIZER:mailto:" + handoffAddress + "\r\nATTENDEE;PARTSTAT=" + partstat + ":mailto:" + pick(q.r, pat, rita,
			"info@globex.example") +
			"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	}
	text := func(subject, more, words string) string {
		return "Subject: " + subject + "\r\n" + more + "\r\n" + words + "\r\n"
	}
	return pick(q.r,
		text("Re: hello", "", "Thank you, see you then. "+fmt.Sprint(q.n)),
		text("Re: hello", "", "Could we do Thursday 26 November at 14:00?"),
		text("Re: hello", "", pick(q.r, "accept", "decline", "send", "add", "same", "status", "lift", "cancel", "hmm?")),
		text("Re: x", "", ""),
		text("hello", "", "Contact: Lee <lee@initech.example>\r\nWhen: 2026-11-27 15:00"),
		text("Away", "Auto-Submitted: auto-replied\r\n", "I am away until 1 December 2026."),
		text("News", "List-Id: <n.example>\r\nList-Unsubscribe: <https://n.example>\r\nPrecedence: bulk\r\n", "Our news"),
		text("Files", "MIME-Version: 1.0\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; "+
			"filename=a.pdf\r\n", "JVBE"),
		event("REPLY", pick(q.r, "ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION")), event("COUNTER", "TENTATIVE"),
		event(pick(q.r, "CANCEL", "REQUEST", "PUBLISH", "REFRESH", "ADD", "DECLINECOUNTER"), "NEEDS-ACTION"),
		text("Accepted: meeting", "MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY\r\n",
			"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nEND"))
}

// take has the mail taken, finds how it ended, and leaves the office as it was, but for every fifth mail.
func (q *quiet) take(raw []byte) (how string, err error) {
	errDone := q.store.Update(q.t.Context(), func(tx *store.Tx) error {
		facts, rows := q.count(tx)
		in := &store.InMail{Source: "inbox", Ref: fmt.Sprint("1:", 9000+q.n), Arrived: q.now, Raw: raw}
		u := intake.Understand(raw, mail.Trust{AuthservID: "mx.acme.example"}, q.now, time.UTC)
		taken, err2 := q.e.desk.Take(tx, handoffAddress, in, u)
		if err = err2; err != nil {
			return err
		}
		l := &end{taken, in, u, u.Message}
		moreFacts, moreRows := q.count(tx)
		how, err = ended(l, moreFacts-facts, moreRows-rows)
		if q.n%5 > 0 {
			return errUndo
		}
		return nil
	})
	if errDone != nil && !errors.Is(errDone, errUndo) {
		return "", errDone
	}
	return how, err
}

// count is how many facts there are, and mails to people.
func (q *quiet) count(tx *store.Tx) (facts, rows int) {
	all, err := tx.List(store.Filter{})
	if err != nil {
		q.t.Fatal(err)
	}
	ids := []handoff.ID{""}
	for _, h := range all {
		facts += h.Version
		ids = append(ids, h.ID)
	}
	for _, id := range ids {
		out, err := tx.Outbox(id)
		if err != nil {
			q.t.Fatal(err)
		}
		rows += len(out)
	}
	return facts, rows
}

// ended says how a mail ended, and whether it may end so.
func ended(l *end, facts, rows int) (string, error) {
	var how []string
	if facts > 0 {
		how = append(how, "a fact")
	}
	if rows > 0 {
		how = append(how, "mail")
	}
	end := strings.Join(how, ", ")
	if l.Silence != 0 && facts == 0 && rows == 0 {
		end = "silence: " + l.Silence.Code()
	}
	human := l.m.Kind == mail.KindHumanReply && !l.known() && l.in.Handoff != "" && !ours(l)
	switch fit := fits[l.Silence.Code()]; {
	case end == "":
		return end, fmt.Errorf("ends in silence without a reason: %s %s", l.in.Verdict, l.in.Why)
	case l.Silence != 0 && facts+rows > 0 && l.Silence.Code() != "too-many" && l.Silence != intake.KnownAlready:
		return end, fmt.Errorf("ends with the reason for silence %s although somebody hears of it", l.Silence.Code())
	case l.Silence != 0 && fit != nil && !fit(l):
		return end, fmt.Errorf("ends in silence with a reason that does not fit it: %s: %s", l.Silence.Code(), l.in.Why)
	case human && rows == 0 && l.Silence == 0 && !strings.Contains(whyOf(*l.in), "were passed on today") &&
		l.in.Verdict == handoff.MailTaken && !read(l):
		return end, fmt.Errorf("nobody reads what %s writes: %s", l.m.From.Addr, l.in.Why)
	}
	return end, nil
}

// read says whether what the prospect's side wrote reaches a colleague without a mail of ours.
func read(l *end) bool {
	return l.reaches(rita) || strings.Contains(whyOf(*l.in), "already") || strings.Contains(whyOf(*l.in), "no rep yet")
}
