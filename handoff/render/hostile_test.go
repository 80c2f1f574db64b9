package render

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// nasty draws text that tries to break out of where it is put.
func nasty(t *rapid.T, label string) string {
	pieces := []string{
		"Pat", " ", "\r\n", "\n", "\r", "\x00", "Bcc: spy@evil.example", "\r\n\r\n<script>alert(1)</script>", "</td></table>", "<img src=x onerror=alert(1)>", "\"", "'", "\\",
		"{{.ID}}", "{{template \"top\" .}}", "=?utf-8?q?=41?=", "=0D=0A", "\u202e", "\u2066", "\u2028", "é", "日本", "BEGIN:VEVENT", "ATTENDEE:mailto:spy@evil.example", "\nEND:VCALENDAR\n",
		";X=\"", ":", ",", "<spy@evil.example>", "javascript:alert(1)", "%s%d", "\ufeff", "\xff\xfe", "Subject: other", "--", "-- \n", "`cancel`", strings.Repeat("long ", 1200),
	}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6).Draw(t, label), "")
}

// shape is what must not depend on the values that a mail is filled with.
type shape struct {
	headers []string
	parts   []string
	tags    []string
	lines   []string // names of the lines of the calendar part
}

// ourLink says whether a link leads where ours do: to a web address, to the prospect, or to the handoff address with a
// subject and a body that cannot be taken for anything else.
func ourLink(s string) bool {
	if strings.HasPrefix(s, "https://") || s == "mailto:pat@globex.example" ||
		s == "mailto:pat@globex.example?cc=handoff@acme.example" {
		return true
	}
	query, ok := strings.CutPrefix(s, "mailto:handoff@acme.example?subject=")
	if !ok {
		query, ok = strings.CutPrefix(s, "mailto:pat@globex.example?cc=handoff%2Bk4m7qz2xw9@acme.example&subject=")
	}
	_, body, _ := strings.Cut(query, "&body=")
	return ok && strings.Count(query, "&") <= 1 && !strings.ContainsAny(query, "?+ \r\n\"<>") && len(body) < mailtoLimit
}

func shapeOf(t *testing.T, raw []byte) shape {
	o := takeApart(t, raw)
	var s shape
	for name, values := range o.header {
		for range values {
			s.headers = append(s.headers, name)
		}
	}
	slices.Sort(s.headers)
	s.parts = o.types
	z := html.NewTokenizer(strings.NewReader(o.body["text/html"]))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		tok := z.Token()
		for _, a := range tok.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !ourLink(a.Val) {
				s.tags = append(s.tags, tok.Data+" "+a.Key)
			}
		}
		s.tags = append(s.tags, tok.Data)
	}
	slices.Sort(s.tags)
	s.tags = slices.Compact(s.tags)
	for line := range strings.SplitSeq(strings.ReplaceAll(o.body["text/calendar"], "\r\n ", ""), "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		s.lines = append(s.lines, name)
	}
	return s
}

// Values can be anything: they change neither the headers nor the parts, bring no tag into the HTML that is not ours and no line into
// the event. Nothing internal reaches the prospect, however it is written.
func TestHostileValues(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newTale(t, monday)
		secret := "s3cr3t"
		b := w.brief()
		for name := range b.Fields {
			if name != "request" && name != "company" { // the prospect knows both
				b.Fields[name] = nasty(rt, name) + secret + nasty(rt, name+" end")
			}
		}
		b.Fields["request"] = nasty(rt, "request") + "a demo"
		b.Subject, b.Place = nasty(rt, "subject")+secret, "Room "+nasty(rt, "place")
		b.Prospects[0].Name = "Pat " + nasty(rt, "prospect")
		b.Ask = nil
		w.c.Name = "Acme " + nasty(rt, "company")
		for _, id := range []handoff.PersonID{"rita", "quinn", "bob"} {
			p := w.c.People[id]
			p.Name = string(id) + " " + nasty(rt, string(id))
			w.c.People[id] = p
		}
		for i := range w.c.Teams[0].Criteria {
			w.c.Teams[0].Criteria[i].Label = nasty(rt, "criterion") + secret
		}
		w.tell(b)
		for i := range w.h.Assignments {
			w.h.Assignments[i].Others = []handoff.Candidate{{Rep: "bob", Why: handoff.Reason{Text: nasty(rt, "why") + secret}}}
		}
		w.h.Why.Text = nasty(rt, "reason") + secret
		w.sent = nil
		all := everyAction(secret)
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(all)-1), 5, 5, rapid.ID[int]).Draw(rt, "actions") {
			w.send(all[i])
		}
		tame := newTale(t, monday)
		tame.tell(tame.briefWithPlace("Room 1"))
		for _, s := range w.sent {
			got, want := shapeOf(t, s.m.Raw), shapeOf(t, tame.render(s.a).Raw)
			checkShape(rt, s, got, want)
			o := takeApart(t, s.m.Raw)
			if s.a.Purpose.Channel() != handoff.ChannelInternal && strings.Contains(everythingIn(o), secret) {
				rt.Fatalf("%s: something internal is in a mail that the prospect can see:\n%s", s.a.Key(), everythingIn(o))
			}
			checkText(rt, s, o)
		}
	})
}

func checkShape(rt *rapid.T, s sentMail, got, want shape) {
	if !slices.Equal(got.headers, want.headers) {
		rt.Fatalf("%s: headers %v, want %v", s.a.Key(), got.headers, want.headers)
	}
	if !slices.Equal(got.parts, want.parts) {
		rt.Fatalf("%s: parts %v, want %v", s.a.Key(), got.parts, want.parts)
	}
	allowed := []string{"html", "head", "meta", "style", "body", "table", "tr", "td", "div", "p", "br", "span", "strong", "a"}
	for _, tag := range got.tags {
		if !slices.Contains(allowed, tag) {
			rt.Fatalf("%s: tag %q in the HTML", s.a.Key(), tag)
		}
	}
	if !slices.Equal(got.lines, want.lines) {
		rt.Fatalf("%s: event lines %v, want %v", s.a.Key(), got.lines, want.lines)
	}
}

func checkText(rt *rapid.T, s sentMail, o opened) {
	for kind, text := range o.body {
		if strings.ContainsAny(text, "\u202e\u2066\x00") || !utf8.ValidString(text) {
			rt.Fatalf("%s: unseen characters in %s", s.a.Key(), kind)
		}
	}
	if len(s.m.Raw) > 300<<10 {
		rt.Fatalf("%s: %d bytes", s.a.Key(), len(s.m.Raw))
	}
	for line := range bytes.SplitSeq(s.m.Raw, []byte("\r\n")) {
		if len(line) > 998 {
			rt.Fatalf("%s: a line of %d bytes", s.a.Key(), len(line))
		}
	}
}

// everyAction is one action of each purpose as the domain makes them for the first assignment.
func everyAction(secret string) []handoff.Action {
	rep, guest := handoff.Recipient{Person: "rita", Role: handoff.RoleRep}, handoff.Recipient{Address: "pat@globex.example", Role: handoff.RoleProspect}
	qualifier, manager := handoff.Recipient{Person: "quinn", Role: handoff.RoleQualifier}, handoff.Recipient{Person: "mia", Role: handoff.RoleManager}
	details := map[handoff.Purpose]handoff.Detail{
		handoff.PurposeIntro: handoff.IntroDetail{Instead: handoff.PersonID(secret)},
		handoff.PurposeRelay: handoff.RelayDetail{Mail: "m", Address: secret, Name: secret, Verified: handoff.No},
		handoff.PurposeNotice: handoff.NoticeDetail{Fields: handoff.Lines{"budget", "need"}, Text: secret, Address: secret, Name: secret,
			Words: secret, Instead: secret, Verified: handoff.No},
		handoff.PurposeQuestion:   handoff.QuestionDetail{Mail: "m", Verified: handoff.No, Comment: secret, Address: secret, Name: secret, Words: secret, To: secret},
		handoff.PurposeEcho:       handoff.EchoDetail{Text: secret, Ask: handoff.Reason{Text: secret}},
		handoff.PurposeEscalation: handoff.EscalationDetail{CaseDetail: handoff.CaseDetail{Reps: handoff.Sentences{{Text: secret}}}},
	}
	out := []handoff.Action{
		{Purpose: handoff.PurposeIntro, To: guest}, {Purpose: handoff.PurposeIntro, To: rep}, {Purpose: handoff.PurposeRelay, To: guest, Step: "rep"},
		{Purpose: handoff.PurposeInvite, To: guest}, {Purpose: handoff.PurposeInvite, To: rep}, {Purpose: handoff.PurposeUpdate, To: guest},
		{Purpose: handoff.PurposeUpdate, To: guest, Step: "moved"}, {Purpose: handoff.PurposeUpdate, To: rep, Step: "moved"},
		{Purpose: handoff.PurposeCancel, To: rep, Step: "withdrawn"}, {Purpose: handoff.PurposeCancel, To: guest, Step: "off"},
		{Purpose: handoff.PurposeBrief, To: rep}, {Purpose: handoff.PurposeReceipt, To: qualifier, Step: "offered"}, {Purpose: handoff.PurposeReminder, To: rep, Step: "half"},
		{Purpose: handoff.PurposeEscalation, To: manager, Step: "window-closed"}, {Purpose: handoff.PurposeReturned, To: qualifier, Step: "rejected"},
		{Purpose: handoff.PurposeOutcome, To: rep, Step: "ask"}, {Purpose: handoff.PurposeQuestion, To: qualifier, Step: "proposal-unclear"},
		{Purpose: handoff.PurposeNotice, To: rep, Step: "amended"}, {Purpose: handoff.PurposeNotice, To: rep, Step: "of-tomorrow"}, {Purpose: handoff.PurposeEcho, To: manager, Step: "unclear"},
	}
	for i := range out {
		out[i].Handoff, out[i].Revision, out[i].Assignment, out[i].Detail = "HO-7K3QX2", i+1, 1, details[out[i].Purpose]
		out[i].Why = handoff.Reason{Code: "test", Text: secret}
	}
	return out
}

func (w *tale) briefWithPlace(place string) *handoff.Briefed {
	b := w.brief()
	b.Place = place
	return b
}

func (w *tale) render(a handoff.Action) Mail {
	w.t.Helper()
	m, err := w.r.Render(w.h, a, w.c, w.now, &mail.Message{MessageID: "m@acme.example", Subject: "Re: hello", Text: "Hello there"})
	if err != nil {
		w.t.Fatalf("%s step %q: %v", a.Key(), a.Step, err)
	}
	return m
}

func (w *tale) send(a handoff.Action) {
	w.sent = append(w.sent, sentMail{a, w.h, w.render(a)})
}

func TestValuesAreCut(t *testing.T) {
	w := newTale(t, monday)
	b := w.brief()
	b.Fields["need"] = strings.Repeat("ü", 5000)
	w.tell(b)
	body := takeApart(t, w.last(handoff.PurposeBrief, "", "rita").m.Raw).body["text/plain"]
	if n := strings.Count(body, "ü"); n > text.ValueLimit/2 || n < text.ValueLimit/2-10 || !strings.Contains(body, "ü…") {
		t.Errorf("a field of 10 kB is printed with %d letters, want it cut at %d bytes with an ellipsis", n, text.ValueLimit)
	}
}

func TestInternalMailStaysInside(t *testing.T) {
	w := newTale(t, monday)
	w.tell(w.brief())
	for _, a := range []handoff.Action{
		{Handoff: "HO-7K3QX2", Purpose: handoff.PurposeNotice, To: handoff.Recipient{Address: "pat@globex.example", Role: handoff.RoleProspect}, Step: "moved"},
		{Handoff: "HO-7K3QX2", Purpose: handoff.PurposeInvite, To: handoff.Recipient{Address: "spy@evil.example", Role: handoff.RoleProspect}},
		{Handoff: "HO-7K3QX2", Purpose: handoff.PurposeBrief, To: handoff.Recipient{Person: "nobody", Role: handoff.RoleRep}},
		{Handoff: "HO-7K3QX2", Purpose: handoff.PurposeRelay, To: handoff.Recipient{Person: "rita", Role: handoff.RoleRep}},
	} {
		if _, err := w.r.Render(w.h, a, w.c, w.now, nil); err == nil {
			t.Errorf("%s was rendered", a.Key())
		}
	}
}

func TestSameBytes(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	for _, s := range w.sent {
		s.h.State, s.h.Next = w.h.State, w.h.Next
		a, err := w.r.Render(s.h, s.a, w.c, w.now, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := w.r.Render(s.h, s.a, w.c, w.now, nil)
		if !bytes.Equal(a.Raw, b.Raw) {
			t.Errorf("%s: two renderings differ", s.a.Key())
		}
		renamed := *w.c
		renamed.Name, renamed.Hash = "Another Name", "x"
		c, _ := w.r.Render(s.h, s.a, &renamed, w.now.Add(time.Hour), nil)
		if c.MessageID != a.MessageID || takeApart(t, c.Raw).header.Get("X-Handoff-Id") != takeApart(t, a.Raw).header.Get("X-Handoff-Id") {
			t.Errorf("%s: ids depend on more than the key", s.a.Key())
		}
	}
}
