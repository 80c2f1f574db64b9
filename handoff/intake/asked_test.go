package intake

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// asks is what becomes of a mail of Mona, a manager, or of the admin.
func asks(t *testing.T, from, header, subject, words string, k known) Taken {
	t.Helper()
	now := time.Date(2026, 11, 30, 9, 46, 0, 0, time.UTC)
	r := Reader{Config: acme(), Options: Options{Trust: mail.Trust{AuthservID: "mx.acme.example"}}}
	raw := header + "From: " + from + "@acme.example\r\nTo: handoff@acme.example\r\nMessage-ID: <a@acme.example>\r\n" +
		"Subject: " + subject + "\r\n\r\n" + words + "\r\n"
	got, err := r.Interpret(k, Mail{Understood: r.Read([]byte(raw), now), Box: r.Config.Address, Arrived: now}, now)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// does are the codes of what a question says that a mail would do.
func does(a *Ask) string {
	var out []string
	if a != nil {
		for _, d := range a.Does {
			line := string(d.Sentence())
			if len(d.Args) > 0 && strings.HasPrefix(d.Args[0].Text, "HO-") {
				line += " " + d.Args[0].Text
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, ", ")
}

// TestForgetIsTheAdmins: a wish to erase begins no lead. Of another's than the admin's nothing is kept, and they are
// told whose it is.
func TestForgetIsTheAdmins(t *testing.T) {
	for _, in := range [][2]string{{"please", "forget sam@initech.example"}, {"forget sam@initech.example", ""},
		{"forget sam@initech.example", "Contact: Sam <sam@initech.example>"}} {
		got := asks(t, "mona", proof, in[0], in[1], known{})
		if len(got.Facts) > 0 || got.Forget == nil || got.Forget.Address != "" || !got.Unkept ||
			got.Subject != "" || got.Verdict == handoff.MailHeld {
			t.Errorf("%q: facts %q, %+v, kept %t, subject %q", in, kinds(got), got.Forget, !got.Unkept, got.Subject)
		}
		if got = asks(t, "mona", "", in[0], in[1], known{}); does(got.Ask) != "would/forget-refused" {
			t.Errorf("%q unproved: %q", in, does(got.Ask))
		}
	}
	got := asks(t, "root", proof, "x", "forget sam@initech.example", known{})
	if got.Forget == nil || got.Forget.Address != "sam@initech.example" || got.Why.Sentence() != "forget-asked" {
		t.Errorf("of the admin: %+v because of %s", got.Forget, got.Why.Sentence())
	}
}

// TestAskedWhatItWouldDo: the question whether a mail is its sender's says what it would do, and of which leads.
func TestAskedWhatItWouldDo(t *testing.T) {
	leads := map[handoff.ID]handoff.Handoff{}
	for _, id := range []handoff.ID{"HO-MXPXHC", "HO-AGRLGB"} {
		leads[id] = handoff.Handoff{ID: id, Team: "emea", Qualifier: "quinn", State: handoff.Held, Zone: "UTC",
			Assignments: []handoff.Assignment{{N: 1, Rep: "rita"}}}
	}
	k := known{leads: leads}
	for words, want := range map[string]string{
		"my leads": "would/my-leads",
		"practice": "would/practise",
		"HO-MXPXHC next: demo Tue\nHO-AGRLGB next: send proposal Fri\nHO-ZZZZZZ next: demo Tue": "would/of-lead HO-MXPXHC, " +
			"would/of-lead HO-AGRLGB, would/unseen HO-ZZZZZZ",
	} {
		got := asks(t, "mona", "", "x", words, k)
		if does(got.Ask) != want {
			t.Errorf("%q: %q, not %q; because %+v", words, does(got.Ask), want, got.Why)
		}
		if got.Ask != nil && strings.HasPrefix(words, "HO-") && (got.Ask.Handoff != "" || got.Ask.Team != "emea") {
			t.Errorf("%q is asked about under %q, %q", words, got.Ask.Handoff, got.Ask.Team)
		}
	}
}

// TestUnseenLeadsAreTold: of a mail with a line each for several leads, those are told that are none of its writer's.
func TestUnseenLeadsAreTold(t *testing.T) {
	k := known{leads: map[handoff.ID]handoff.Handoff{"HO-MXPXHC": {ID: "HO-MXPXHC", Team: "emea", Qualifier: "quinn",
		State: handoff.Held, Zone: "UTC", Assignments: []handoff.Assignment{{N: 1, Rep: "rita"}}}}}
	got := asks(t, "mona", proof, "x", "HO-ZZZZZZ next: call Tue\nHO-MXPXHC next: demo Tue\nHO-ZZZZZZ status\n", k)
	if kinds(got) == "" || !slices.Equal(got.Strange, []handoff.ID{"HO-ZZZZZZ"}) {
		t.Errorf("facts %q, unseen %v", kinds(got), got.Strange)
	}
	if got = asks(t, "mona", proof, "x", "HO-MXPXHC next: demo Tue\n", k); len(got.Strange) > 0 {
		t.Errorf("unseen %v", got.Strange)
	}
}
