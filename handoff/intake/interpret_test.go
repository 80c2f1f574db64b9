package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// known is a Finder over maps: intake needs no database to say what a mail means.
type known struct {
	leads   map[handoff.ID]handoff.Handoff
	tokens  map[string]handoff.Token
	held    map[int64]Stored
	notices []Notice
	asked   []Question
	nth     time.Time // when the mail was acted upon that is as many before as are in an hour
	waiting int
	aliases map[string]handoff.PersonID
	sent    time.Time // when the mail went out that is answered
}

func (k known) Handoff(id handoff.ID) (handoff.Handoff, bool, error) {
	h, ok := k.leads[id]
	return h, ok, nil
}

func (k known) ByToken(token string) (handoff.ID, bool, error) {
	for id, h := range k.leads {
		if h.Token == token {
			return id, true, nil
		}
	}
	return "", false, nil
}

func (k known) ByUID(uid string) (handoff.ID, bool, error) {
	for id, h := range k.leads {
		if h.UID == uid {
			return id, true, nil
		}
	}
	return "", false, nil
}

func (k known) ByMessageIDs([]string) (handoff.ID, bool, error) { return "", false, nil }
func (known) OfMessages([]string) ([]handoff.ID, error)         { return nil, nil }
func (k known) OpenOf(handoff.PersonID) ([]handoff.ID, error)   { return nil, nil }
func (k known) WithProspect(address string) (ids []handoff.ID, _ error) {
	for id, h := range k.leads {
		if h.IsProspect(address) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
func (k known) Asked(handoff.PersonID, time.Time) ([]Question, error)       { return k.asked, nil }
func (known) Lines(handoff.PersonID, []string) ([]handoff.TodayLine, error) { return nil, nil }
func (k known) Alias(a string) (p handoff.PersonID, ok bool, _ error)       { p, ok = k.aliases[a]; return }
func (k known) Deferred(string) (int, error)                                { return k.waiting, nil }
func (k known) Token(secret string) (t handoff.Token, ok bool, _ error) {
	t, ok = k.tokens[secret]
	return
}
func (k known) Held(n int64) (s Stored, ok bool, _ error) { s, ok = k.held[n]; return }

func (k known) Sent(handoff.ID, []string) (handoff.Action, bool, error) {
	return handoff.Action{}, false, nil
}

func (k known) Notices(_ handoff.PersonID, prefix string) ([]Notice, error) {
	other := func(n Notice) bool { return !strings.HasPrefix(n.Key, prefix) }
	return slices.DeleteFunc(slices.Clone(k.notices), other), nil
}

func (k known) SentAt(handoff.ID, []string) (time.Time, error) { return k.sent, nil }

func (k known) Talk(string) (handoff.Talk, bool, error) { return handoff.Talk{}, false, nil }
func (k known) TalkBooked(string, string) (handoff.Talk, bool, error) {
	return handoff.Talk{}, false, nil
}

func (k known) NthAnswered(string, bool, int, time.Time) (time.Time, bool, error) {
	return k.nth, !k.nth.IsZero(), nil
}

// acme is a team with one person of each role.
func acme() *handoff.Config {
	c := &handoff.Config{Address: "handoff@acme.example", Admin: "root", People: map[handoff.PersonID]handoff.Person{}}
	for _, id := range []handoff.PersonID{"quinn", "rita", "mona", "root"} {
		c.People[id] = handoff.Person{ID: id, Name: strings.ToUpper(string(id[:1])) + string(id[1:]) + " Ames",
			Emails: []string{string(id) + "@acme.example"}, Zone: "Europe/Berlin", Hours: handoff.OfficeHours(9, 17)}
	}
	c.Teams = []handoff.Team{{Name: "emea", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita"},
		Managers: []handoff.PersonID{"mona"}, Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields(),
		Criteria: handoff.DefaultCriteria(), Duration: 30 * time.Minute}}
	return c
}

// kinds lists the facts of a mail.
func kinds(t Taken) string {
	var out []string
	for _, f := range t.Facts {
		out = append(out, string(f.Kind()))
	}
	return strings.Join(out, " ")
}

const (
	newLead = "Subject: lead\r\n\r\nContact: Pat Kim <pat@globex.example>\r\nCompany: Globex\r\n"
	proof   = "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\r\n"
)

// openWords leave open whether a machine wrote them.
const openWords = "Thank you for your message. We have received it.\r\n"

// maybe wants a reply that is, or is not, taken for one that a machine may have written.
func maybe(want bool) func(Taken) bool {
	return func(t Taken) bool { return t.Facts[0].Fact.(*handoff.Replied).Maybe == want }
}

// TestInterpret says what mails mean by what is known, each twice: it leaves no trace that the second reading could
// find.
func TestInterpret(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	lead := handoff.Handoff{ID: "HO-AAAAAA", UID: "u1@handoffd", Token: "aaaa", State: handoff.Offered, Team: "emea",
		Qualifier: "quinn",
		Version:   1, Prospects: []handoff.Contact{{Name: "Pat Kim", Address: "pat@globex.example"}},
		Assignments: []handoff.Assignment{{N: 1, Rep: "rita"}}}
	question := handoff.Token{Person: "quinn", Mail: 7, Issued: now, Expires: now.Add(time.Hour)}
	all := known{leads: map[handoff.ID]handoff.Handoff{lead.ID: lead}, tokens: map[string]handoff.Token{"qqqq": question},
		held: map[int64]Stored{7: {Source: "inbox", Arrived: now, Raw: []byte("From: quinn@acme.example\r\n" + newLead)}}}
	role := handoff.Token{Handoff: lead.ID, Person: "rita", Role: handoff.RoleRep, Issued: now,
		Expires: now.Add(time.Hour)}
	all.tokens["rrrr"] = role
	const globex = "Authentication-Results: mx.acme.example; dmarc=pass header.from=globex.example\r\n"
	other := lead
	other.ID, other.Token = "HO-BBBBBB", "bbbb"
	both := known{leads: map[handoff.ID]handoff.Handoff{lead.ID: lead, other.ID: other}}
	fast := all
	fast.nth = now.Add(-time.Minute)
	quick := all
	quick.sent = now.Add(-5 * time.Second)
	const home, icloud = "rita@home.example", "dmarc=pass header.from=home.example\r\n"
	atHome := all
	atHome.aliases = map[string]handoff.PersonID{home: "rita", "quinn@acme.example": "rita"}
	atHome.tokens = map[string]handoff.Token{"pppp": {Person: "rita", Mail: 8, Issued: now, Expires: now.Add(time.Hour)}}
	atHome.held = map[int64]Stored{8: {Source: "inbox", Arrived: now, Raw: []byte("From: " + home + "\r\n" + newLead)}}
	news := atHome // not called theirs yet
	news.aliases = nil
	asked := all
	for range 5 {
		asked.asked = append(asked.asked, Question{At: now})
	}
	for _, c := range []struct {
		name, from, head, text string
		known                  known
		verdict, facts         string
		want                   func(Taken) bool
	}{
		{"a brief", "quinn", proof, newLead, all, handoff.MailTaken, "briefed",
			func(t Taken) bool { return t.Wait == nil && len(t.Seen) == 1 }},
		{"a brief that nobody vouches for", "quinn", "", newLead, all, handoff.MailHeld, "",
			func(t Taken) bool { return t.Ask != nil && len(t.Would) == 1 && t.Ask.Team == "emea" && t.Silence == 0 }},
		{"one too many", "quinn", "", newLead, asked, handoff.MailHeld, "",
			func(t Taken) bool { return t.Ask == nil && t.Silence.Code() == "asked-enough" }},
		{"beyond the rate", "quinn", proof, newLead, fast, handoff.MailDeferred, "",
			func(t Taken) bool { return t.Wait != nil && t.Wait.First && t.Wait.From.Equal(now.Add(59*time.Minute)) }},
		{"a question for free times", "quinn", proof, "Subject: x\r\n\r\nslots Rita\r\n", all, handoff.MailTaken, "",
			func(t Taken) bool { return t.Times != nil && t.Times.Rep == "rita" && len(t.Seen) == 1 }},
		{"free times of nobody", "quinn", proof, "Subject: x\r\n\r\nslots Bob\r\n", all, handoff.MailHeld, "",
			func(t Taken) bool {
				return t.Tell != nil && t.Tell.Why == handoff.NoLeadMeant && t.Tell.Ask.Sentence() == "ask-rep/unknown"
			}},
		{"nearly a question for free times", "quinn", proof, "Subject: x\r\n\r\nslot rita please\r\n", all,
			handoff.MailHeld, "",
			func(t Taken) bool {
				return t.Tell != nil && t.Tell.Ask.Sentence() == "ask-meant/write" &&
					t.Tell.Ask.Args[0].Text == "slots Rita"
			}},
		{"one that nobody vouches for", "quinn", "", "Subject: x\r\n\r\nslots\r\n", all, handoff.MailHeld, "",
			func(t Taken) bool { return t.Ask != nil && t.Times == nil && t.Silence == 0 }},
		{"beyond the rate, too", "quinn", proof, "Subject: x\r\n\r\nslots\r\n", fast, handoff.MailDeferred, "",
			func(t Taken) bool { return t.Wait != nil && t.Times == nil && len(t.Seen) == 0 }},
		{"nothing of a lead", "quinn", proof, "Subject: x\r\n\r\nhello\r\n", all, handoff.MailHeld, "",
			func(t Taken) bool { return t.Tell != nil && t.Tell.Person == "quinn" }},
		{"a contact without an address", "quinn", proof, "Subject: x\r\n\r\nContact: Nobody\r\n", all, handoff.MailHeld, "",
			func(t Taken) bool {
				why := t.Why.Args[0].Reasons[0]
				return t.Tell != nil && why.Sentence() == "no-lead-made/no-address" && why.Args[1].Text == "Nobody"
			}},
		{"a command", "rita", proof, "Subject: x\r\n\r\ndecline\r\n", all, handoff.MailTaken, "decline", nil},
		{"an absence", "rita", proof, "Subject: x\r\n\r\naway until 1 December\r\n", all, handoff.MailTaken, "away-until",
			nil},
		{"a brief with words of absence in it", "quinn", proof, "Subject: New lead\r\n\r\nContact: Kit Ito " +
			"<kit@hooli.example>\r\nCompany: Hooli\r\nWhen: Thu 3 Dec 2026 15:00 CET\r\nNeed: time off in lieu, business trips" +
			"\r\nSource: trade fair\r\n", all, handoff.MailTaken, "briefed", nil},
		{"a button whose words a machine could have written", "rita", proof, "Subject: Nurture until 11 January 2027: Pat Kim " +
			"[HO-AAAAAA] (code ikk577qap4whvazx)\r\n\r\nnurture until 11 January 2027\r\n", all, handoff.MailTaken, "nurture", nil},
		{"to a reply address of one mail", "rita", "To: handoff+rrrr@acme.example\r\n", "Subject: x\r\n\r\ndecline\r\n", all,
			handoff.MailTaken, "decline", func(t Taken) bool { return t.Spent == "rrrr" && t.Proved }},
		{"to it, beyond the rate", "rita", "To: handoff+rrrr@acme.example\r\n", "Subject: x\r\n\r\ndecline\r\n", fast,
			handoff.MailDeferred, "", func(t Taken) bool { return t.Spent == "" && t.Wait != nil && t.Handoff == lead.ID }},
		{"the prospect", "pat@globex.example", "", "Subject: x\r\n\r\nThank you, see you then.\r\n", all, handoff.MailTaken,
			"replied", nil},
		{"the prospect, or a machine of theirs", "pat@globex.example", "", "Subject: x\r\n\r\n" + openWords, all,
			handoff.MailTaken, "replied", maybe(true)},
		{"the prospect, likelier a machine of theirs", "pat@globex.example", "",
			"Subject: x\r\n\r\nWe got your mail and will look into it soon.\r\n", all, handoff.MailTaken, "replied",
			maybe(true)},
		{"the prospect, too quick for a person", "pat@globex.example", "", "Subject: x\r\n\r\nThe board met.\r\n", quick,
			handoff.MailTaken, "replied", maybe(true)},
		{"the prospect, quick and in person", "pat@globex.example", "", "Subject: x\r\n\r\nTuesday works.\r\n", quick,
			handoff.MailTaken, "replied", maybe(false)},
		{"the prospect, later", "pat@globex.example", "", "Subject: x\r\n\r\nThe board met.\r\n", all,
			handoff.MailTaken, "replied", maybe(false)},
		{"the rep to the prospect, or a machine of theirs", "rita", proof + "Cc: pat@globex.example\r\n",
			"Subject: x\r\n\r\n" + openWords, all, handoff.MailTaken, "unclear",
			func(t Taken) bool { return t.Facts[0].Fact.(*handoff.Unclear).Meant == "replied" }},
		{"the prospect, out of any thread", "pat@globex.example", globex + "To: handoff@acme.example\r\n",
			"Subject: x\r\n\r\nThank you, see you then.\r\n", all, handoff.MailTaken, "replied",
			func(t Taken) bool { return t.Handoff == lead.ID }},
		{"no more mail, out of any thread", "pat@globex.example", globex + "To: handoff@acme.example\r\n",
			"Subject: x\r\n\r\nPlease do not write to me any more.\r\n", all, handoff.MailTaken, "complained", nil},
		{"no more mail, of two leads", "pat@globex.example", globex + "To: handoff@acme.example\r\n",
			"Subject: x\r\n\r\nPlease do not write to me any more.\r\n", both, handoff.MailTaken, "complained complained", nil},
		{"words about one of two leads", "pat@globex.example", globex + "To: handoff@acme.example\r\n",
			"Subject: x\r\nMessage-ID: <1@x>\r\n\r\nSee you then.\r\n", both, handoff.MailHeld, "", nil},
		{"unproved, out of any thread", "pat@globex.example", "To: handoff@acme.example\r\n",
			"Subject: x\r\n\r\nPlease do not write to me any more.\r\n", all, handoff.MailHeld, "", nil},
		{"a stranger", "x@evil.example", "", "Subject: x\r\nMessage-ID: <1@x>\r\n\r\nhello\r\n", known{}, handoff.MailHeld,
			"",
			func(t Taken) bool { return t.Silence.Code() == "stranger" }},
		{"yes", "quinn", proof + "To: handoff+qqqq@acme.example\r\n", "Subject: x\r\n\r\nyes\r\n", all, handoff.MailTaken, "",
			func(t Taken) bool {
				return t.Spent == "qqqq" && t.Confirm != nil && kinds(*t.Confirm.Taken) == "briefed"
			}},
		{"no", "quinn", proof + "To: handoff+qqqq@acme.example\r\n", "Subject: x\r\n\r\nno\r\n", all, handoff.MailTaken, "",
			func(t Taken) bool { return t.Spent == "qqqq" && t.Confirm.Taken == nil && t.Confirm.No.Code != "" }},
		{"of a colleague elsewhere", home, "Authentication-Results: mx.acme.example; " + icloud,
			"Subject: x\r\n\r\ndecline\r\n", atHome, handoff.MailTaken, "decline",
			func(t Taken) bool { return t.Person == "rita" && t.Proved && t.Hears == "" && t.Sender == home }},
		{"in the name of one elsewhere", home, "", "Subject: x\r\n\r\ndecline\r\n", atHome, handoff.MailHeld, "",
			func(t Taken) bool { return t.Person == "rita" && !t.Proved }},
		{"an address of the roster is of nobody else", "quinn", proof, newLead, atHome, handoff.MailTaken, "briefed",
			func(t Taken) bool { return t.Person == "quinn" }},
		{"yes to a mail from elsewhere", "rita", proof + "To: handoff+pppp@acme.example\r\n",
			"Subject: x\r\n\r\nyes\r\n", news, handoff.MailTaken, "",
			func(t Taken) bool { return t.Confirm.Alias != nil && *t.Confirm.Alias == Alias{home, "rita"} }},
		{"yes to a mail from the roster", "quinn", proof + "To: handoff+qqqq@acme.example\r\n",
			"Subject: x\r\n\r\nyes\r\n", all, handoff.MailTaken, "",
			func(t Taken) bool { return t.Confirm.Alias == nil }},
		{"hm", "quinn", proof + "To: handoff+qqqq@acme.example\r\n", "Subject: x\r\n\r\nhm?\r\n", all, handoff.MailHeld, "",
			func(t Taken) bool { return t.Spent == "" && t.Again != nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			from := c.from
			if !strings.Contains(from, "@") {
				from += "@acme.example"
			}
			to := ""
			if len(c.known.leads) > 0 && !strings.Contains(c.head+c.text, "Contact") && !strings.Contains(c.head, "To:") &&
				c.facts != "" {
				to = "To: handoff+aaaa@acme.example\r\n"
			}
			raw := []byte(fmt.Sprintf("From: %s\r\nMessage-ID: <1@acme.example>\r\n", from) + to)
			raw = append([]byte(c.head), append(raw, c.text...)...)
			r := &Reader{Config: acme(), Options: Options{Trust: mail.Trust{AuthservID: "mx.acme.example"}}}
			u := r.Read(raw, now)
			for range 2 {
				got, err := r.Interpret(c.known, Mail{Understood: u, Box: "handoff@acme.example", Arrived: now}, now)
				if err != nil || got.Verdict != c.verdict || kinds(got) != c.facts || c.want != nil && !c.want(got) {
					t.Errorf("%s, %q, facts %q (%v): %s\n%+v", got.Verdict, got.Silence.Code(), kinds(got), err, got.Why, got)
				}
			}
		})
	}
}
