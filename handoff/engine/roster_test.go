package engine

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

const (
	ann  = "ann@agency.example" // qualifier of an agency
	alma = "alma@acme.example"  // advocate
	gr   = "grüße@bücher.example"
)

// fullOffice has two reps, an advocate, and an agency as qualifier.
func fullOffice(t *testing.T) *office {
	o := newOffice(t)
	for _, p := range []handoff.Person{{ID: "ben", Name: "Ben Ortiz", Emails: []string{ben}},
		{ID: "alma", Name: "Alma Reyes", Emails: []string{alma}},
		{ID: "ann", Name: "Ann Agen", Emails: []string{ann, "ann.agen@agency.example"}}} {
		p.Zone, p.Hours, p.Link = "Europe/Berlin", handoff.OfficeHours(9, 17), "https://meet.acme.example/x"
		o.c.People[p.ID] = p
		o.server.AddUser(p.Emails[0], "pw", p.Emails[1:]...)
	}
	p := o.c.People["quinn"]
	p.Emails = append(slices.Clone(p.Emails), "quinn.ames@acme.example", "q@bücher.example")
	o.c.People["quinn"] = p
	team := &o.c.Teams[0]
	team.Reps, team.Qualifiers, team.Advocates = []handoff.PersonID{"rita", "ben"}, []handoff.PersonID{"quinn", "ann"},
		[]handoff.PersonID{"alma"}
	for _, a := range []string{"quinn.ames@acme.example", "quinn+leads@acme.example", "q@xn--bcher-kva.example",
		"sales@acme.example", sam, "bo@agency.example", "lee@globex.example", handoff.FoldAddress(gr)} {
		o.server.AddUser(a, "pw")
	}
	return o
}

const when = "When: Wednesday 25 November 15:00\nCompany: Globex\nNeed: quotes\nPain: lost deals\nTimeframe: this " +
	"quarter\n"

// rosterCase is one mail to the handoff address.
type rosterCase struct {
	name, from, to, cc string // to and cc as headers; the mail goes to the handoff address in any case
	head               string // more header lines
	text               string
}

var rosterCases = []rosterCase{
	{"brief to the address alone", quinn, handoffAddress, "", "", "Contact: Pat Kim <pat@globex.example>\n" + when},
	{"alias of the qualifier", "quinn.ames@acme.example", handoffAddress, "", "",
		"Contact: Pat Kim <pat@globex.example>\n" + when},
	{"plus address of the qualifier", "quinn+leads@acme.example", handoffAddress, "", "",
		"Contact: Pat Kim <pat@globex.example>\n" + when},
	{"address in capitals", "Quinn@ACME.example", "HANDOFF@acme.EXAMPLE", "", "",
		"Contact: Pat Kim <PAT@Globex.example>\n" + when},
	{"domain in its ASCII form", "q@xn--bcher-kva.example", handoffAddress, "", "",
		"Contact: Pat Kim <pat@globex.example>\n" + when},
	{"prospect with an address in UTF-8", quinn, handoffAddress, "", "", "Contact: Grete <" + gr + ">\n" + when},
	{"several prospects", quinn, handoffAddress, "", "", "Contact: Pat Kim <pat@globex.example>, Sam Cho " +
		"<sam@globex.example>\n" + when},
	{"several prospects in the thread", quinn, pat + ", Sam Cho <sam@globex.example>", handoffAddress, "", when},
	{"rep in Cc", quinn, pat, "ben@acme.example, " + handoffAddress, "", when},
	{"rep by first name", quinn, pat, handoffAddress, "", "Hi, meet Ben, who will show you everything.\n\n" + when},
	{"rep by a first name that the prospect has too", quinn, "Ben Kim <pat@globex.example>", handoffAddress, "",
		"Hi Ben, nice to meet you.\n\n" + when},
	{"two reps in Cc", quinn, pat, "rita@acme.example, ben@acme.example, " + handoffAddress, "", when},
	{"nobody outside", quinn, handoffAddress, rita, "", when},
	{"group as address", quinn, "Globex: pat@globex.example, Sam <sam@globex.example>;", handoffAddress, "", when},
	{"undisclosed recipients", quinn, "undisclosed-recipients:;", "", "",
		"Contact: Pat Kim <pat@globex.example>\n" + when},
	{"list of the company in Cc", quinn, pat, "sales@acme.example, " + handoffAddress, "", when},
	{"through a mailing list", quinn, "leads@lists.example", "",
		"List-Id: <leads.lists.example>\r\nList-Post: <mailto:leads@lists.example>\r\n",
		"Contact: Pat Kim <pat@globex.example>\n" + when},
	{"only an unknown colleague", quinn, "Sal Es <sales@acme.example>", handoffAddress, "", when},
	{"prospect of the own company, named", quinn, handoffAddress, "", "", "Contact: Sal Es <sales@acme.example>\n" + when},
	{"in Bcc", quinn, "Pat Kim <pat@globex.example>", "", "", when},
	{"in Bcc with a contact", quinn, "Pat Kim <pat@globex.example>", "", "",
		"Contact: Pat Kim <pat@globex.example>\n" + when},
	{"agency as qualifier", ann, pat, handoffAddress, "", when},
	{"agency with a colleague in the roster", ann, pat, "ann.agen@agency.example, " + handoffAddress, "", when},
	{"agency with a colleague who is not", ann, pat, "bo@agency.example, " + handoffAddress, "", when},
	{"named prospect and a third party in Cc", quinn, pat, "bo@agency.example, " + handoffAddress, "",
		"Contact: Pat Kim <pat@globex.example>\n" + when},
	{"named prospect who does not get the mail", quinn, "bo@agency.example", handoffAddress, "",
		"Contact: Pat Kim <pat@globex.example>\n" + when},
	{"manager", mara, handoffAddress, "", "", "Contact: Pat Kim <pat@globex.example>\n" + when},
	{"advocate", alma, handoffAddress, "", "", "Contact: Pat Kim <pat@globex.example>\n" + when},
	{"rep", rita, handoffAddress, "", "", "Contact: Pat Kim <pat@globex.example>\n" + when},
	{"rep in a thread that is not known", rita, quinn, handoffAddress, "In-Reply-To: <nothing@acme.example>\r\n",
		"I see."},
	{"internal thread", quinn, rita, "mara@acme.example, " + handoffAddress, "", "How was your weekend?"},
	{"stranger", mallory, handoffAddress, "", "", "Contact: Pat Kim <pat@globex.example>\n" + when},
	{"forwarded in the text", quinn, handoffAddress, "", "", when + "\n---------- Forwarded message ---------\nFrom: " +
		"Pat Kim <pat@globex.example>\nDate: Fri, 20 Nov 2026 at 10:00\nSubject: Offer\nTo: Quinn " +
		"<quinn@acme.example>\n\nCan we talk?\n"},
	{"forwarded, of two", quinn, handoffAddress, "", "", when + "\n---------- Forwarded message ---------\nFrom: Pat " +
		"Kim <pat@globex.example>\nDate: Fri, 20 Nov 2026 at 10:00\nSubject: Offer\nTo: Quinn " +
		"<quinn@acme.example>\n\nOk\n\n---------- Forwarded message ---------\nFrom: Sam Cho <sam@globex.example>\nDate: " +
		"Fri, 20 Nov 2026 at 09:00\nSubject: Offer\nTo: Pat <pat@globex.example>\n\nHm\n"},
}

// TestRoster: who is who in a mail, and what its sender is told.
func TestRoster(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# Who is who in a mail, and what its sender is told\n\n`go test ./handoff/engine -run TestRoster " +
		"-update` writes it anew.\n\n" +
		"| mail | state | prospects | rep | the sender is told |\n|---|---|---|---|---|\n")
	for _, c := range rosterCases {
		t.Run(c.name, func(t *testing.T) { fmt.Fprintf(&b, "| %s | %s |\n", c.name, c.play(t)) })
	}
	const golden = "testdata/roster.md"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func (c rosterCase) play(t *testing.T) string {
	o := fullOffice(t)
	raw := "From: " + c.from + "\r\nTo: " + c.to + "\r\n"
	if c.cc != "" {
		raw += "Cc: " + c.cc + "\r\n"
	}
	raw += c.head + "Subject: Lead\r\nMessage-ID: <roster@acme.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 " +
		"+0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + c.text
	o.post(strings.ToLower(c.from), handoffAddress, []byte(raw))
	o.settle(0)
	state, prospects, rep := "no handoff", "", ""
	for _, h := range o.all() {
		state, rep = string(h.State)+" by "+string(h.Origin), string(h.Rep())
		var people []string
		for _, p := range h.Prospects {
			people = append(people, strings.TrimSpace(p.Name+" "+p.Address))
		}
		prospects = strings.Join(people, ", ")
		if h.Wish != "" {
			rep += " (wish: " + string(h.Wish) + ")"
		}
	}
	told := "nothing"
	user := strings.ToLower(c.from)
	if p, ok := o.c.ByEmail(c.from); ok {
		user = p.Email()
	}
	for _, m := range o.box(user) {
		told = leadID.ReplaceAllString(m.Subject, "HO-…")
		if i := strings.Index(m.Body, "Please tell me"); i >= 0 {
			line, _, _ := strings.Cut(strings.TrimSpace(strings.TrimLeft(m.Body[i+len("Please tell me"):], "-=\r\n: ")), "\n\n")
			told += ": " + strings.Join(strings.Fields(line), " ")
		} else if strings.Contains(m.Subject, "No lead") {
			_, said, _ := strings.Cut(m.Body, "\n\n")
			first, _, _ := strings.Cut(said, "\n\n")
			told += ": " + strings.Join(strings.Fields(first), " ")
		}
	}
	return strings.Join([]string{state, prospects, rep, told}, " | ")
}

// TestAnAnswerThatOvertakesTheIntroIsNotLost: the prospect answers to all, and that mail is here before the intro.
func TestAnAnswerThatOvertakesTheIntroIsNotLost(t *testing.T) {
	t.Parallel()
	o := fullOffice(t)
	o.send(pat, mail.Draft{To: to(quinn), Cc: to(handoffAddress), Subject: "Re: Meet Rita",
		InReplyTo: "first@acme.example", Text: "Nice to meet you."})
	o.settle(0)
	if len(o.all()) != 0 || len(o.held()) != 1 {
		t.Fatalf("%d handoffs, %d held", len(o.all()), len(o.held()))
	}
	o.settle(time.Minute)
	o.send(quinn, mail.Draft{To: to(pat), Cc: to(handoffAddress), Subject: "Meet Rita", MessageID: "first@acme.example",
		Text: when})
	o.settle(time.Minute)
	if h := o.one(); !h.Waiting || len(o.held()) != 0 {
		t.Fatalf("waiting %v, held %v: %s", h.Waiting, o.held(), h.Why)
	}
}

// TestInternalThreadsAreDeclinedOnce: a thread among colleagues gets one answer, and becomes no handoff.
func TestInternalThreadsAreDeclinedOnce(t *testing.T) {
	t.Parallel()
	o := fullOffice(t)
	for i := range 4 {
		d := mail.Draft{To: to(rita), Cc: to(handoffAddress), Subject: "Lunch",
			MessageID: fmt.Sprintf("lunch%d@acme.example", i), Text: fmt.Sprintf("How about lunch %d?", i)}
		if i > 0 {
			d.InReplyTo, d.References = fmt.Sprintf("lunch%d@acme.example", i-1), []string{"lunch0@acme.example"}
		}
		o.send(quinn, d)
		o.settle(time.Minute)
	}
	if n := len(o.box(quinn)); len(o.all()) != 0 || n != 1 {
		t.Fatalf("%d handoffs, %d answers", len(o.all()), n)
	}
}

// TestTheSameProspectTwice: the second mail about a prospect is asked about, and a plus tag of the same mailbox is
// another person.
func TestTheSameProspectTwice(t *testing.T) {
	t.Parallel()
	for second, twin := range map[string]bool{"PAT@globex.example": true, "pat+work@globex.example": true,
		"lee@globex.example": false} {
		o := fullOffice(t)
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "One", Text: "Contact: Pat <pat@globex.example>\n" + when})
		o.send(ann, mail.Draft{To: to(handoffAddress), Subject: "Two",
			Text: "Contact: Pat <" + second + ">\n" + strings.Replace(when, "15:00", "11:00", 1)})
		o.settle(0)
		all := o.all()
		if len(all) != 2 || (all[0].Twin != "") != twin {
			t.Errorf("%s: %d handoffs, twin %q", second, len(all), all[0].Twin)
		}
	}
}

// TestWhatIsAskedAboutPeopleCanBeAnswered: a plain reply settles the question who is who.
func TestWhatIsAskedAboutPeopleCanBeAnswered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, to, cc, text, answer, rep string }{
		{"two reps", pat, "rita@acme.example, ben@acme.example, " + handoffAddress, when, "rep Ben", "ben"},
		{"in Bcc", pat, "", when, "Contact: Pat Kim <pat@globex.example>", "rita"},
		{"own company", "Sal Es <sales@acme.example>", handoffAddress, when, "Contact: Sal Es <sales@acme.example>", "rita"},
	} {
		o := fullOffice(t)
		raw := "From: " + quinn + "\r\nTo: " + c.to + "\r\nCc: " + c.cc + "\r\nSubject: Lead\r\nMessage-ID: " +
			"<asked@acme.example>\r\n\r\n" + c.text
		if c.cc == "" {
			raw = strings.Replace(raw, "Cc: \r\n", "", 1)
		}
		o.post(quinn, handoffAddress, []byte(raw))
		o.settle(0)
		receipt := o.last(quinn)
		o.send(quinn, mail.Draft{To: receipt.ReplyTo, Subject: "Re: " + receipt.Subject, InReplyTo: receipt.MessageID,
			Text: c.answer})
		o.settle(time.Minute)
		if h := o.one(); h.State != handoff.Offered || string(h.Rep()) != c.rep || len(h.Prospects) != 1 {
			t.Errorf("%s: %s with %s, prospects %v, questions %v: %s", c.name, h.State, h.Rep(), h.Prospects, h.Questions, h.Why)
		}
	}
}

// TestAProspectWithAnAddressInUTF8IsWrittenTo: intro and invitation reach a mailbox whose name and domain are beyond
// ASCII, and its answer counts.
func TestAProspectWithAnAddressInUTF8IsWrittenTo(t *testing.T) {
	t.Parallel()
	o := fullOffice(t)
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: "Contact: Grete <" + gr + ">\n" + when})
	o.settle(0)
	o.settle(3 * time.Minute)
	box := o.box(handoff.FoldAddress(gr))
	addressed := func(m *mail.Message) bool {
		return slices.ContainsFunc(m.To, func(a mail.Address) bool { return handoff.SameAddress(a.Addr, gr) })
	}
	if len(box) != 2 || !addressed(box[0]) || !addressed(box[1]) {
		t.Fatalf("%d mails for %s; state %s: %s", len(box), gr, o.one().State, o.one().Why)
	}
	o.settle(time.Hour)
	raw := "From: " + gr + "\r\nTo: " + handoffAddress + "\r\nSubject: Answer\r\nMessage-ID: " +
		"<utf8@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n" +
		string(o.answer(o.invitation(handoff.FoldAddress(gr)), handoff.FoldAddress(gr), calendar.Accepted, "REPLY").Data)
	o.post(handoff.FoldAddress(gr), handoffAddress, []byte(raw))
	o.settle(time.Minute)
	for _, g := range o.one().Guests {
		if g.Person == "" && g.PartStat != calendar.Accepted {
			t.Errorf("%+v; %s", g, o.verdict("utf8@x.example"))
		}
	}
}

var leadID = regexp.MustCompile(`\bHO-[A-Z2-7]{6}\b`)
