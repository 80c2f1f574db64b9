package reading

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestAnswersToWhatIsOpen: the same words are another command when something was asked.
func TestAnswersToWhatIsOpen(t *testing.T) {
	awayThen := func(w *world) {
		w.says("rita", &handoff.OutOfOffice{Until: meeting.AddDate(0, 0, 5)})
	}
	ownEvent := func(w *world) {
		w.says("rita", &handoff.OwnEvent{Person: "rita", Key: "k-own", Start: meeting, End: meeting.Add(time.Hour)})
	}
	strangeYes := func(w *world) {
		f := &handoff.Answered{About: byPerson("rita", w.now), Attendee: "rita@acme.example", PartStat: calendar.Accepted,
			Sequence: w.h.Sequence, UID: w.h.Current().UID, From: "x@evil.example", Among: 1}
		f.Strength = handoff.Weak
		w.say(f)
	}
	for _, c := range []struct {
		open  func(*world)
		state handoff.State
		by    handoff.PersonID
		text  string
		want  handoff.Fact
	}{
		{awayThen, handoff.Accepted, "rita", "keep", &handoff.Keep{}},
		{awayThen, handoff.Accepted, "vera", "Keep.", &handoff.Keep{}},
		{awayThen, handoff.Accepted, "mara", "reassign, please", &handoff.Reassign{}},
		{awayThen, handoff.Accepted, "mara", "assign Yuki", &handoff.Assign{Rep: "yuki"}},
		{ownEvent, handoff.Offered, "rita", "Mine, thanks", &handoff.UseOwn{Mine: true}},
		{ownEvent, handoff.Offered, "rita", "yes", &handoff.UseOwn{Mine: true}},
		{ownEvent, handoff.Offered, "rita", "no", &handoff.UseOwn{}},
		{ownEvent, handoff.Accepted, "rita", "keep both", &handoff.UseOwn{}},
		{strangeYes, handoff.Offered, "rita", "no", &handoff.Refuse{}},
	} {
		w := in(t, c.state)
		c.open(w)
		got, ok := w.read(c.by, c.text)
		handoff.SetHeader(c.want, byPerson(c.by, w.now))
		if d := cmp.Diff(c.want, got); !ok || d != "" {
			t.Errorf("%q of %s (-want +got):\n%s", c.text, c.by, d)
		}
	}
}

// TestTwoQuestionsAreToldApart: a plain yes with two questions open answers neither.
func TestTwoQuestionsAreToldApart(t *testing.T) {
	w := in(t, handoff.Accepted)
	w.says("rita", &handoff.OwnEvent{Person: "rita", Key: "k-own", Start: meeting.Add(time.Hour),
		End: meeting.Add(2 * time.Hour)})
	w.say(&handoff.Proposed{About: handoff.About{At: w.now, By: handoff.Who{Address: "pat@globex.example"}, Via: "imap",
		Strength: handoff.Seen},
		Start: meeting.AddDate(0, 0, 1)})
	for text, want := range map[string]handoff.Kind{"yes": handoff.KindUnclear, "agree": handoff.KindAgree} {
		if f, ok := w.read("rita", text); !ok || f.Kind() != want {
			t.Errorf("%q: %v, %T", text, ok, f)
		}
	}
}
