package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

const pat = "pat@globex.example"

func TestAProspectWhoWasNotHeardOfIsAskedOnce(t *testing.T) {
	w := in(t, Accepted) // accepted on Monday, the meeting is on Wednesday 15:00
	w.due()
	w.want(Accepted, "confirm-asked")
	if at := w.now.In(berlin); !at.Equal(meeting.AddDate(0, 0, -1)) || w.got(PurposeProposal, pat) != 1 {
		t.Fatalf("asked at %s: %s", at, actionsText(w.sent))
	}
	w.due()
	w.want(Past, "over")
	if w.got(PurposeProposal, pat) != 1 {
		t.Error("asked twice")
	}
}

func TestAProspectWhoWasHeardOfIsNotAsked(t *testing.T) {
	for name, heard := range map[string]func(*world) Fact{
		"accepted":  func(w *world) Fact { return AcceptedInWords(seen(pat, w.now)) },
		"tentative": func(w *world) Fact { f := AcceptedInWords(seen(pat, w.now)); f.PartStat = calendar.Tentative; return f },
		"wrote":     func(w *world) Fact { return &Replied{About: seen(pat, w.now), Reach: ReachProspect} },
		"stopped":   func(w *world) Fact { return &Bounced{About: seen(pat, w.now), Address: pat, Permanent: true} },
	} {
		w := in(t, Accepted)
		w.say(heard(w))
		for w.h.State == Accepted {
			w.due()
		}
		if w.got(PurposeProposal, pat) != 0 {
			t.Errorf("%s, and asked: %s", name, actionsText(w.sent))
		}
	}
	near := newWorld(t)
	near.now = meeting.Add(-6 * time.Hour)
	near.say(fixtureBrief(near.now))
	near.say(&Replied{About: by(near.h.Rep(), near.now), Reach: ReachProspect})
	near.answered(near.h.Rep(), calendar.Accepted)
	near.want(Accepted, "accepted")
	near.due()
	near.want(Past, "over")
}

func TestTheWeekendIsNoWorkingDayBefore(t *testing.T) {
	w := in(t, Accepted)
	w.say(&Move{About: by("quinn", w.now), Start: inBerlin(time.November, 30, 15, 0)}) // a Monday
	w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	w.answered("rita", calendar.Accepted)
	w.want(Accepted, "accepted")
	for w.h.Next.What != DueConfirm && w.h.State == Accepted {
		w.due()
	}
	if at := w.h.Next.At.In(berlin); w.h.Next.What != DueConfirm || !at.Equal(inBerlin(time.November, 27, 15, 0)) {
		t.Errorf("next %+v, asked at %s", w.h.Next, at)
	}
}

func TestAYesToTheQuestionIsNotPassedOn(t *testing.T) {
	w := in(t, Accepted)
	w.due()
	f := AcceptedInWords(seen(pat, w.now))
	PassOn(f)
	w.say(f)
	w.want(Accepted, "prospect-accepted")
	if w.got(PurposeRelay, "rita") != 0 || !Attends(&w.h) || !Confirming(&w.h) {
		t.Errorf("sent %s", actionsText(w.sent))
	}
	no := in(t, Accepted)
	no.due()
	n := DeclinedInWords(seen(pat, no.now))
	PassOn(n)
	no.say(n)
	no.want(Returned, "prospect-declined")
	if no.got(PurposeCancel, "rita") != 1 || no.got(PurposeReturned, "quinn") != 1 || no.got(PurposeNotice, "rita") != 1 {
		t.Errorf("sent %s", actionsText(no.sent))
	}
}

func TestAnAbsentProspectFreesTheTime(t *testing.T) {
	back := inBerlin(time.December, 7, 0, 0)
	for _, s := range []State{Offered, Accepted} {
		w := in(t, s)
		w.say(&OutOfOffice{About: seen(pat, w.now), Until: back})
		w.want(Returned, "prospect-away")
		if w.got(PurposeCancel, "rita") != 1 || w.got(PurposeCancel, pat) != 1 || w.got(PurposeReturned, "quinn") != 1 ||
			w.got(PurposeProposal, pat) != 1 || w.h.stands() {
			t.Errorf("%s: sent %s", s, actionsText(w.sent))
		}
		if first := w.h.Times.Slots[0].Start; first.Before(back) || w.h.Next.At.Before(back) {
			t.Errorf("%s: offered %s, next %+v", s, first, w.h.Next)
		}
		w.say(pats(w, 1))
		w.want(Offered, "picked")
	}
	for name, keeps := range map[string]func(*world) About{
		"nobody proved it": func(w *world) About { return outside(pat, w.now) },
		"has accepted":     func(w *world) About { w.attending(); return seen(pat, w.now) },
	} {
		w := in(t, Accepted)
		w.say(&OutOfOffice{About: keeps(w), Until: back})
		if w.h.State != Accepted || w.got(PurposeNotice, "quinn") == 0 {
			t.Errorf("%s: %s, sent %s", name, w.h.State, actionsText(w.sent))
		}
	}
}
