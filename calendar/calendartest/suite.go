package calendartest

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

// Run holds a provider to everything that package calendar promises of one, and logs the table of operations and
// faults.
func Run(t *testing.T, name string, open Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, *Rig)
	}{
		{"Put", testPut},
		{"PutTwice", testPutTwice},
		{"Swap", func(t *testing.T, r *Rig) { testOnce(t, startSwap(t, r)) }},
		{"Move", func(t *testing.T, r *Rig) { testOnce(t, startMove(t, r)) }},
		{"PrivateEntry", testPrivate},
		{"AnswerKept", testAnswerKept},
		{"AnswerFilledIn", testAnswerFilledIn},
		{"Withdraw", testWithdraw},
		{"Gone", testGone},
		{"Changes", testChanges},
		{"Reset", testReset},
		{"Schedule", testSchedule},
		{"ScheduleLocked", testScheduleLocked},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
	t.Run("AnswerMeanwhile", func(t *testing.T) { testAnswerMeanwhile(t, open) })
	t.Run("Kinds", func(t *testing.T) { testKinds(t, open) })
	t.Run("Faults", func(t *testing.T) { testFaults(t, name, open) })
}

// testOnce does the operation without a fault, and then once more: nobody hears of the second time.
func testOnce(t *testing.T, s *scene) {
	t.Helper()
	ref, err := s.do(s.rig.clean(), s.now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.do(s.rig.clean(), ref); err != nil {
		t.Fatalf("again: %v", err)
	}
	for _, w := range s.check() {
		t.Error(w)
	}
}

func testPut(t *testing.T, r *Rig) {
	s := startPut(t, r)
	ref := r.put(t, s.want, s.now)
	if ref.ID == "" || ref.UID == "" {
		t.Errorf("put gave %+v: where is the event?", ref)
	}
	for _, w := range s.check() {
		t.Error(w)
	}
	got, again, err := r.clean().Get(context.Background(), ref)
	if err != nil {
		t.Fatal(err)
	}
	if again.ID != ref.ID || again.ETag != ref.ETag {
		t.Errorf("get gave %+v, put %+v", again, ref)
	}
	if got.UID != s.want.UID {
		t.Errorf("UID %q came back as %q", s.want.UID, got.UID)
	}
	for _, w := range differences(s.want, s.stays, got) {
		t.Errorf("read back: %s", w)
	}
	if diff := cmp.Diff(r.Organizer, got.Organizer.Address); diff != "" {
		t.Errorf("organizer (-want +got):\n%s", diff)
	}
}

// testPutTwice repeats a put with what is known of it, and with nothing.
func testPutTwice(t *testing.T, r *Rig) {
	s := startPut(t, r)
	ref := r.put(t, s.want, s.now)
	for _, at := range []calendar.Ref{ref, s.now, s.unknown()} {
		again := r.put(t, s.want, at)
		if again.ID != ref.ID || again.ETag != ref.ETag {
			t.Errorf("put again at %+v: %+v, first %+v", at, again, ref)
		}
	}
	for _, w := range s.check() {
		t.Error(w)
	}
}

func testPrivate(t *testing.T, r *Rig) {
	s := startPrivate(t, r)
	if s == nil {
		t.Skip("this provider writes no private entries")
	}
	testOnce(t, s)
	if err := r.clean().Withdraw(context.Background(), s.now); err != nil {
		t.Fatal(err)
	}
	if left := r.Events(s.want.UID); len(left) != 0 {
		t.Errorf("withdrawn, and yet there: %+v", left)
	}
	if told := r.notices(s.from); len(told) != 0 {
		t.Errorf("told of a private entry: %v", told)
	}
}

// testAnswerKept changes the words only: what was answered stays answered.
func testAnswerKept(t *testing.T, r *Rig) {
	s := answered(t, r).begin()
	s.want.Description = "With Rita Ray of Acme, in English."
	s.told = map[string]int{prospect: 1, oldRep: 1}
	s.stays = map[string]calendar.PartStat{prospect: calendar.Accepted, oldRep: calendar.Accepted}
	testOnce(t, s)
}

// testAnswerFilledIn puts an answer that came by mail; nobody is told, since nothing changed for them.
func testAnswerFilledIn(t *testing.T, r *Rig) {
	if !r.TakesAnswers {
		t.Skip("this server takes answers from guests only")
	}
	s := startPut(t, r)
	s.now = r.put(t, s.want, s.now)
	s.begin()
	s.want.Attendees[0].PartStat, s.told = calendar.Accepted, map[string]int{}
	s.stays[prospect] = calendar.Accepted
	testOnce(t, s)
}

// testAnswerMeanwhile lets the prospect answer just before each request of a swap: the answer is not written over.
func testAnswerMeanwhile(t *testing.T, open Open) {
	for n, more := 0, true; more; n++ {
		r := open(t)
		e := meeting(r)
		ref := r.put(t, e, calendar.Ref{Calendar: r.Calendar})
		before := r.count()
		sent := 0
		way := sender(func(req *http.Request) (*http.Response, error) {
			if sent++; sent == n+1 {
				r.Answer(e.UID, prospect, calendar.Accepted)
			}
			return r.transport().RoundTrip(req)
		})
		s := &scene{
			rig: r, want: swapped(e), now: ref, from: before, told: map[string]int{prospect: 1, oldRep: 1, newRep: 1},
			stays: map[string]calendar.PartStat{prospect: calendar.Accepted, newRep: calendar.NeedsAction},
		}
		ref, err := s.do(r.Provider(way), ref)
		if err != nil && calendar.KindOf(err) == calendar.Stale { // to be done again, then
			_, err = s.do(r.clean(), ref)
		}
		if more = sent > n; !more {
			return
		}
		if err != nil {
			t.Errorf("answered before request %d: %v", n+1, err)
		}
		for _, w := range s.check() {
			t.Errorf("answered before request %d: %s", n+1, w)
		}
	}
}

// sender is a function as the way to the server.
type sender func(*http.Request) (*http.Response, error)

func (s sender) RoundTrip(req *http.Request) (*http.Response, error) { return s(req) }

func testWithdraw(t *testing.T, r *Rig) {
	ctx := context.Background()
	s := startWithdraw(t, r)
	for _, at := range []calendar.Ref{s.older, s.now, s.unknown()} {
		if err := r.clean().Withdraw(ctx, at); err != nil {
			t.Fatalf("withdraw at %+v: %v", at, err)
		}
	}
	for _, w := range s.check() {
		t.Error(w)
	}
	if err := r.clean().Withdraw(ctx, calendar.Ref{Calendar: r.Calendar, UID: "never@handoff.acme.example"}); err != nil {
		t.Errorf("what never was: %v", err)
	}
}

func testGone(t *testing.T, r *Rig) {
	ctx := context.Background()
	s := startWithdraw(t, r)
	if err := r.clean().Withdraw(ctx, s.now); err != nil {
		t.Fatal(err)
	}
	for _, at := range []calendar.Ref{s.now, {Calendar: r.Calendar, UID: "never@handoff.acme.example"}} {
		_, _, err := r.clean().Get(ctx, at)
		if err == nil || calendar.KindOf(err) != calendar.Gone {
			t.Errorf("get %+v: %v, want an error of kind gone", at, err)
		}
	}
}

// within is a time of a change that can be true, whatever clock the server has.
func within(at time.Time) bool { return !at.IsZero() && at.Year() > 2000 }
