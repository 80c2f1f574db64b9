package web

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// TestSleepingLeadsDoNotWait for anybody before their day, and tell of no meeting that was withdrawn.
func TestSleepingLeadsDoNotWait(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path := "/h/" + string(h.ID)
	r.as("rita").post(path, "verb", "reject:", "value", "budget")
	r.as("quinn").post(path, "verb", "nurture until", "more", "1 March 2027")
	if got := r.lead(h.ID); got.State != handoff.Nurture {
		t.Fatalf("it is %s", got.State)
	}
	b := r.as("quinn")
	_, body := b.get("/")
	if !strings.Contains(body, "Nothing waits for you") || !strings.Contains(body, "<h2>Sleeping</h2>") ||
		strings.Contains(body, "26 Nov") {
		t.Errorf("Today:\n%s", body)
	}
	if _, body := b.get("/board"); strings.Contains(body, "26 Nov") {
		t.Errorf("the board tells of the meeting\n%s", body)
	}
	if _, body := b.get(path); !strings.Contains(body, "No meeting stands") {
		t.Errorf("the lead\n%s", body)
	}
}

// TestOwnMoveComesFirst: where more than one thing waits, Today, board and lead give the reader their own, with its
// time.
func TestOwnMoveComesFirst(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path := "/h/" + string(h.ID)
	rita := r.as("rita")
	rita.post(path, "verb", "accept")
	rita.post(path, "verb", "replied")
	r.now = h.End.Add(time.Hour)
	rita.post(path, "verb", "held")
	r.as("quinn").post(path, "verb", "next:", "more", "call Pat tomorrow")
	got := r.lead(h.ID)
	if handoff.StepFirst(&got) == nil || got.Step.Owner != "quinn" || got.Next.Owner != "rita" {
		t.Fatalf("%+v, %+v", got.Step, got.Next)
	}
	for _, tc := range []struct {
		reader, owner handoff.PersonID
		head          string
	}{{"rita", "rita", "What you do next"}, {"quinn", "quinn", "What you do next"},
		{"mara", "quinn", "What happens next"}} {
		m := handoff.NextMoveFor(&got, r.c, tc.reader, r.now)
		due := text.Stamp(m.At, r.now, r.c.Person(tc.reader).Location())
		if m.Step {
			due = text.Day(m.At, r.now, r.c.Person(m.Owner).Location())
		}
		name, you := r.c.Person(tc.owner).Name, ""
		if m.Owner != tc.owner {
			t.Errorf("%s reads of %s", tc.reader, m.Owner)
		}
		b := r.as(tc.reader)
		if _, body := b.get(path); !strings.Contains(body, "<h2>"+tc.head+"</h2>") ||
			!strings.Contains(body, name+", by "+due) {
			t.Errorf("the lead of %s: want %s, by %s\n%s", tc.reader, name, due, body)
		}
		if tc.owner == tc.reader {
			you = " (you)"
			if _, body := b.get("/"); !strings.Contains(body, `<span class="due">`+due) {
				t.Errorf("Today of %s: want %s\n%s", tc.reader, due, body)
			}
		}
		if _, body := b.get("/board"); !strings.Contains(body, `data-k="Next">`+name+you) ||
			!strings.Contains(body, ">"+due+"</td>") {
			t.Errorf("the board of %s: want %s, %s\n%s", tc.reader, name+you, due, body)
		}
	}
}

// TestPageAndListNameTheSameMover where a next step stands beside a question.
func TestPageAndListNameTheSameMover(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path := "/h/" + string(h.ID)
	rita := r.as("rita")
	rita.post(path, "verb", "accept")
	rita.post(path, "verb", "replied")
	r.now = h.End.Add(time.Hour)
	rita.post(path, "verb", "held")
	r.as("quinn").post(path, "verb", "next:", "more", "call Pat tomorrow")
	got := r.lead(h.ID)
	if got.State != handoff.Held || got.Step == nil || got.Step.Owner == got.Next.Owner {
		t.Fatalf("%s, %+v, %+v", got.State, got.Step, got.Next)
	}
	cells := view.Cells(got, r.c, r.Set.Reasons, r.now, time.UTC)
	name := r.c.Person(got.Step.Owner).First()
	if !strings.HasPrefix(cells[5], name) {
		t.Errorf("list: %v", cells)
	}
	if _, body := r.as("mara").get("/board"); !strings.Contains(body, `data-k="Next">`+name) {
		t.Errorf("board\n%s", body)
	}
	r.now = r.now.AddDate(0, 0, 2) // the day of the step is over, and what falls due by itself is not
	if now := r.lead(h.ID); !view.Overdue(&now, r.c, r.now) || !now.Next.At.After(r.now) {
		t.Fatalf("%+v", now.Next)
	}
	if _, body := r.as("mara").get("/board?overdue=1"); !strings.Contains(body, string(h.ID)) {
		t.Errorf("the board does not tell that it is overdue\n%s", body)
	}
	if _, body := r.as(got.Step.Owner).get("/"); strings.Contains(body, "Nothing waits for you") {
		t.Errorf("Today of %s\n%s", name, body)
	}
}

// TestAStepThatIsDueHasItsTap: whoever owes a step can say what is next, without opening the lead first.
func TestAStepThatIsDueHasItsTap(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	id := lives["held"](r)
	r.as("rita").post("/h/"+string(id), "verb", "next:", "more", "call Pat tomorrow")
	r.now = r.now.AddDate(0, 0, 1)
	if got := r.lead(id); got.Step == nil || got.Step.Owner != "rita" {
		t.Fatalf("%+v", got.Step)
	}
	_, body := r.as("rita").get("/")
	_, card, _ := strings.Cut(body, `<ol class="work">`)
	card, _, _ = strings.Cut(card, "</li>")
	if !strings.Contains(card, "call Pat") || !strings.Contains(card, `?say=next%3A`) ||
		!strings.Contains(card, "What is next</a>") {
		t.Errorf("the card of the step\n%s", card)
	}
}

// TestWhatRunsComesBeforeTheNextStep: on the page, the board and in Today a lead waits for whoever has to act, also
// where a step has an earlier day; it stands beside.
func TestWhatRunsComesBeforeTheNextStep(t *testing.T) {
	t.Parallel()
	for _, back := range []bool{false, true} {
		r := newRig(t, nil)
		h := r.hand("quinn", globex)
		path, mover, other := "/h/"+string(h.ID), handoff.PersonID("rita"), handoff.PersonID("quinn")
		if back {
			mover, other = "quinn", "mara"
			r.as("rita").post(path, "verb", "reject:", "value", "budget", "more", "no money")
		}
		if code, body := r.as(other).post(path, "verb", "next:", "more", map[bool]string{false: "call Pat today", true: "call Pat tomorrow"}[back]); code != 303 {
			t.Fatalf("%d\n%s", code, body)
		}
		got := r.lead(h.ID)
		if got.Step == nil || got.Next.Owner != mover {
			t.Fatalf("%+v, %+v", got.Step, got.Next)
		}
		if _, body := r.as(mover).get("/"); !strings.Contains(body, "one lead waits") || !strings.Contains(body, "call Pat") {
			t.Errorf("Today of %s\n%s", mover, body)
		}
		if _, body := r.as(other).get("/"); !back && (!strings.Contains(body, "one lead waits") ||
			!strings.Contains(body, "?say=next%3A")) {
			t.Errorf("the step of %s waits today\n%s", other, body)
		}
		if _, body := r.as("mara").get("/board"); !strings.Contains(body, `data-k="Next">`+r.c.Person(mover).Name) ||
			!strings.Contains(body, "call Pat") {
			t.Errorf("the board\n%s", body)
		}
		cells := view.Cells(got, r.c, r.Set.Reasons, r.now, time.UTC)
		if !strings.HasPrefix(cells[5], r.c.Person(mover).First()+": ") || !strings.Contains(cells[5], "call Pat") {
			t.Errorf("the list: %v", cells)
		}
	}
}

// TestAMeetingOfWhichSomethingIsAskedWaits with its answers, not among the meetings.
func TestAMeetingOfWhichSomethingIsAskedWaits(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path := "/h/" + string(h.ID)
	rita := r.as("rita")
	rita.post(path, "verb", "accept")
	rita.post(path, "verb", "replied")
	if _, body := rita.get("/"); !strings.Contains(body, "Your meetings") || !strings.Contains(body, "Nothing waits") {
		t.Errorf("a meeting that stands\n%s", body)
	}
	about := handoff.About{At: r.now, By: handoff.Who{Person: "rita"}, Via: "imap", Strength: handoff.Seen}
	err := r.Desk.Update(t.Context(), func(tx *store.Tx) error {
		_, err := r.Desk.Decide(tx, h.ID, &handoff.OutOfOffice{About: about, Until: r.now.AddDate(0, 0, 8)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	got := r.lead(h.ID)
	if f := got.Forecast(r.c, r.now); f.Task != handoff.TaskStay {
		t.Fatalf("%+v", f)
	}
	if _, body := r.as(got.Next.Owner).get("/"); strings.Contains(body, "Nothing waits") ||
		!strings.Contains(body, `value="keep"`) {
		t.Errorf("%s is not asked\n%s", got.Next.Owner, body)
	}
}

// TestTodayTellsWhatWaitsForOthers however much waits for its reader.
func TestTodayTellsWhatWaitsForOthers(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	reps := r.c.Teams[0].Reps
	r.fill(len(reps) * (mostToday + 5))
	h := r.lead("HO-000000")
	h.Version++
	h.Next.Owner, h.Next.At = "mara", r.now.AddDate(1, 0, 0)
	err := r.Store.Update(t.Context(), func(tx *store.Tx) error { return tx.Save(h) })
	if err != nil {
		t.Fatal(err)
	}
	_, body := r.as(reps[0]).get("/")
	if !strings.Contains(body, "/h/HO-000000") || !strings.Contains(body, "with somebody else now") {
		t.Errorf("Today of %s:\n%s", reps[0], body)
	}
}

// TestWhoHasAcceptedIsAskedForTheReply: what is owed still is offered first, on the page of the lead and in Today, and
// Accept no more; nothing is written down of a second one.
func TestWhoHasAcceptedIsAskedForTheReply(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path, rita := "/h/"+string(h.ID), r.as("rita")
	first := func(body string) string {
		_, taps, _ := strings.Cut(body, `<div class="taps">`)
		_, verb, _ := strings.Cut(taps, `name="verb" value="`)
		verb, _, _ = strings.Cut(verb, `"`)
		return verb
	}
	for _, want := range []string{"accept", "replied"} {
		for _, page := range []string{path, "/"} {
			_, body := rita.get(page)
			if got := first(body); got != want {
				t.Errorf("%s offers %q first, want %q\n%s", page, got, want, body)
			}
			if strings.Contains(body, `value="accept"`) != (want == "accept") {
				t.Errorf("%s, while %q is owed, offers to accept", page, want)
			}
		}
		if want == "accept" {
			rita.post(path, "verb", "accept")
		}
	}
	was := r.lead(h.ID)
	if code, body := rita.post(path, "verb", "accept"); code != 422 || !strings.Contains(body, "You have accepted already") {
		t.Errorf("once more: %d\n%s", code, body)
	}
	if got := r.lead(h.ID); got.Version != was.Version || got.State != handoff.Offered {
		t.Errorf("%s, %d facts more", got.State, got.Version-was.Version)
	}
}
