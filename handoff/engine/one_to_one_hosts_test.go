package engine

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// talking is an office on a calendar server whose manager meets the rep once a week. It gives their first talk.
func talking(t *testing.T, start func(*office) *host) (*office, *host, handoff.Talk) {
	t.Helper()
	o, s := hosted(t, start)
	o.c.Teams[0].Reps, o.c.Teams[0].OneToOne = []handoff.PersonID{"rita"}, handoff.OneToOneManager
	o.until(o.now.Add(time.Hour))
	return o, s, o.talk()
}

// talk is the only talk that is not over.
func (o *office) talk() handoff.Talk {
	o.t.Helper()
	var all []handoff.Talk
	if err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) {
		all, err = tx.Talks(o.now)
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	if len(all) != 1 {
		o.t.Fatalf("%d talks, want one: %+v", len(all), all)
	}
	return all[0]
}

// entry is the event of a talk in the calendar of the handoff address.
func (o *office) entry(s *host, uid string) calendar.Event {
	o.t.Helper()
	all := s.entries(handoffAddress, uid)
	if len(all) != 1 {
		o.t.Fatalf("%d events stand there, want one: %+v", len(all), all)
	}
	return all[0]
}

// answersTalk has one of the two answer as people on that server do.
func (o *office) answersTalk(s *host, uid, who string, a calendar.PartStat) {
	o.t.Helper()
	if s.mails {
		o.saysOf(uid, who, "REPLY", a, o.now)
	} else {
		s.answer(handoff.Handoff{UID: uid}, who, a)
	}
	o.settle(time.Minute)
	o.settle(2 * time.Minute)
}

func told(t *testing.T, what string, want, before, now map[string]int) {
	t.Helper()
	if d := diff.Diff(want, since(before, now)); d != "" {
		t.Errorf("%s: notices (-want +got):\n%s", what, d)
	}
}

// TestOneToOneOnEveryHost: the 1:1 is an entry in the calendar of the handoff address, one for both, which its server
// invites to or which is mailed; two restarts make no second; what is answered stays as it is written anew in the
// morning, and nobody but the two hears of it.
func TestOneToOneOnEveryHost(t *testing.T) {
	t.Parallel()
	onHosts(t, func(t *testing.T, start func(*office) *host) {
		o, s, talk := talking(t, start)
		o.restart(nil)
		o.settle(20 * time.Minute)
		o.restart(nil)
		o.settle(20 * time.Minute)
		e := o.entry(s, talk.UID)
		if !e.Start.Equal(talk.Start) || e.End.Sub(e.Start) != handoff.OneToOneLength || !strings.HasPrefix(e.Summary, "1:1 ") {
			t.Errorf("it is %q at %s–%s, want %s", e.Summary, e.Start, e.End, talk.Start)
		}
		for _, who := range []string{rita, mara} {
			if _, invited := guests(e)[who]; !invited || len(e.Attendees) != 2 {
				t.Errorf("%s is no guest: %+v", who, e.Attendees)
			}
		}
		if s.mails != (e.Description == "") {
			t.Errorf("its text is %q", e.Description)
		}
		told(t, "invited", map[string]int{rita: 1, mara: 1}, nil, s.notices())
		before := s.notices()
		o.answersTalk(s, talk.UID, rita, calendar.Accepted)
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
		o.settle(0)
		lead := o.one()
		o.until(talk.Start)
		now := o.talk()
		if now.Sequence != talk.Sequence+1 || !now.Renewed || now.Said["rita"] != calendar.Accepted {
			t.Errorf("in the morning it is %+v", now)
		}
		e = o.entry(s, talk.UID)
		if got := guests(e); got[rita] != calendar.Accepted || got[mara] == calendar.Accepted {
			t.Errorf("it shows %v", got)
		}
		if !s.mails && !strings.Contains(e.Description, string(lead.ID)) {
			t.Errorf("in the morning its text is %q", e.Description)
		}
		_, mails := o.talks(rita)
		if want := map[bool]int{true: 2, false: 0}[s.mails]; len(mails) != want {
			t.Errorf("%d mails invite her, want %d", len(mails), want)
		}
		news := since(before, s.notices())
		delete(news, pat)
		if want := map[string]int{rita: news[rita], mara: 1}; !maps.Equal(news, want) && !s.mails {
			t.Errorf("notices of the morning: %v", news)
		}
		for _, who := range []string{quinn, pat} {
			for _, m := range o.box(who) {
				if strings.Contains(m.Subject+m.Body, "1:1") {
					t.Errorf("%s reads %q", who, m.Subject)
				}
			}
		}
	})
}

// TestOneToOneChanges: what people do about their 1:1 holds, and what comes into its way moves it.
func TestOneToOneChanges(t *testing.T) {
	t.Parallel()
	away := func(o *office, from, to time.Time) {
		err := o.store.Update(o.t.Context(), func(tx *store.Tx) error {
			return tx.AddAway([]handoff.Absence{{Person: "rita", Span: calendar.Span{Start: from, End: to}}}, "imap")
		})
		if err != nil {
			o.t.Fatal(err)
		}
	}
	const off = -1
	for _, c := range []struct {
		name string
		do   func(o *office, s *host, talk handoff.Talk)
		// by how much it is moved; off: it is withdrawn
		by   time.Duration
		why  handoff.Code
		told []string // besides whom the server tells by itself
	}{
		{"declined", func(o *office, s *host, talk handoff.Talk) { o.answersTalk(s, talk.UID, rita, calendar.Declined) }, off,
			"one-to-one-off/declined", []string{mara}},
		{"deleted on the server", func(o *office, s *host, talk handoff.Talk) {
			p := s.open(s.way, handoffAddress)
			if err := p.Withdraw(o.t.Context(), calendar.Ref{UID: talk.UID}); err != nil {
				o.t.Fatal(err)
			}
		}, off, "one-to-one-off/deleted", []string{rita, mara}},
		{"moved on the server", func(o *office, s *host, talk handoff.Talk) {
			p := s.open(s.way, handoffAddress)
			e, at, err := p.Get(o.t.Context(), calendar.Ref{UID: talk.UID})
			if err != nil {
				o.t.Fatal(err)
			}
			e.UID, e.Start, e.End = talk.UID, e.Start.Add(2*time.Hour), e.End.Add(2*time.Hour)
			if _, err = p.Put(o.t.Context(), e, at); err != nil {
				o.t.Fatal(err)
			}
		}, 2 * time.Hour, "", []string{rita, mara}},
		{"another time that is free", func(o *office, s *host, talk handoff.Talk) {
			o.saysOf(talk.UID, mara, "COUNTER", calendar.Tentative, talk.Start.Add(3*time.Hour))
			o.settle(time.Minute)
			o.settle(20 * time.Minute)
		}, 3 * time.Hour, "", []string{rita, mara}},
		{"another time that is not", func(o *office, s *host, talk handoff.Talk) {
			s.plant(rita, "Dentist", talk.Start.Add(time.Hour), talk.Start.Add(4*time.Hour))
			o.saysOf(talk.UID, mara, "COUNTER", calendar.Tentative, talk.Start.Add(3*time.Hour))
			o.settle(time.Minute)
			o.settle(20 * time.Minute)
			if m := o.last(mara); !strings.Contains(m.Subject, "stays at") || strings.Contains(m.Body, "Dentist") {
				o.t.Errorf("the proposal is answered by %q:\n%s", m.Subject, m.Body)
			}
		}, 0, "", nil},
		{"something in its way", func(o *office, s *host, talk handoff.Talk) {
			s.plant(rita, "Dentist", talk.Start.Add(-time.Hour), talk.Start.Add(time.Hour))
		}, time.Hour, "", []string{rita, mara}},
		{"something in its way all week", func(o *office, s *host, talk handoff.Talk) {
			s.plant(rita, "Fair", talk.Start.Add(-20*time.Hour), talk.Start.AddDate(0, 0, 6))
		}, off, "one-to-one-off/no-time", []string{rita, mara}},
		{"away that day", func(o *office, _ *host, talk handoff.Talk) {
			away(o, talk.Start.Add(-4*time.Hour), talk.Start.Add(12*time.Hour))
		}, 24 * time.Hour, "", []string{rita, mara}},
		{"away all week", func(o *office, _ *host, talk handoff.Talk) {
			away(o, talk.Start.AddDate(0, 0, -7), talk.Start.AddDate(0, 0, 7))
		}, off, "one-to-one-off/away", []string{rita, mara}}, // she has mail at any hour (night)
		{"gone", func(o *office, _ *host, _ handoff.Talk) {
			o.reload(o.changed("gone", func(c *handoff.Config) {
				p := c.People["rita"]
				p.Gone = true
				c.People["rita"] = p
			}))
		}, off, "one-to-one-off/no-pair", []string{mara}},
		{"no weekly 1:1 any more", func(o *office, _ *host, _ handoff.Talk) {
			o.reload(o.changed("off", func(c *handoff.Config) { c.Teams[0].OneToOne = handoff.OneToOneOff }))
		}, off, "one-to-one-off/no-pair", []string{rita, mara}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			onHosts(t, func(t *testing.T, start func(*office) *host) {
				o, s, _ := talking(t, start)
				o.looked(s, s.way, "rita", "mara")
				o.settle(20 * time.Minute)
				o.settle(time.Hour) // the event is in their calendars
				talk := o.talk()
				before := s.notices()
				c.do(o, s, talk)
				for range 6 {
					o.settle(20 * time.Minute)
				}
				now := o.talk()
				if c.by == off {
					if now.Stands() || now.Off.Sentence() != c.why || len(s.entries(handoffAddress, talk.UID)) > 0 {
						t.Errorf("it is %q, with %d entries, want it off: %s", now.Off, len(s.entries(handoffAddress, talk.UID)), c.why)
					}
				} else {
					if e := o.entry(s, talk.UID); !now.Start.Equal(talk.Start.Add(c.by)) || !e.Start.Equal(now.Start) || !now.Stands() {
						t.Errorf("it is at %s (%q), the entry at %s, want %s", now.Start, now.Off, e.Start, talk.Start.Add(c.by))
					}
				}
				got := since(before, s.notices())
				for _, who := range []string{rita, mara} { // a server may tell more
					if is := slices.Contains(c.told, who); is && got[who] == 0 || s.mails && !is && got[who] > 0 {
						t.Errorf("%v are told, want %v", got, c.told)
					}
				}
				o.until(now.Start.Truncate(24*time.Hour).AddDate(0, 0, 2)) // the morning, and the day after, change nothing
				if n := len(s.entries(handoffAddress, talk.UID)); c.by == off && n > 0 {
					t.Errorf("it is booked again: %d", n)
				}
				if c.by != off {
					var last handoff.Talk
					if err := o.store.View(t.Context(), func(tx *store.Tx) (err error) {
						last, _, err = tx.Talk(talk.UID)
						return err
					}); err != nil || !last.Start.Equal(now.Start) || !last.Renewed {
						t.Errorf("afterwards it is %+v: %v", last, err)
					}
				}
			})
		})
	}
}

// TestOneToOneTakenOut: whoever takes the entry out of their calendar, without a word, does not get it again.
func TestOneToOneTakenOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	o.diaries(s, "rita", "mara")
	o.c.Teams[0].OneToOne = handoff.OneToOneManager
	o.until(o.now.Add(3 * time.Hour))
	talk := o.talk()
	if _, seen := talk.Seen["rita"]; !seen {
		t.Fatalf("it was not seen: %+v", talk)
	}
	s.Answer(talk.UID, rita, calendar.Declined, false) // Outlook takes it out of the calendar
	o.until(o.now.Add(3 * time.Hour))
	if talk = o.talk(); talk.Stands() || talk.Off.Sentence() != "one-to-one-off/removed" {
		t.Errorf("it stands: %s", fmt.Sprint(talk.Off))
	}
}

// TestOneToOneForgotten: whoever is forgotten does not stand in the next agenda, nor in what is kept of earlier ones.
func TestOneToOneForgotten(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.c.Teams[0].Reps, o.c.Teams[0].OneToOne = []handoff.PersonID{"rita"}, handoff.OneToOneManager
	h := o.offered()
	o.until(o.now.Add(time.Hour))
	_, events := o.talks(rita)
	if len(events) != 1 || !strings.Contains(events[0].Description, "Pat Kim") {
		t.Fatalf("%d invitations", len(events))
	}
	admin := o.c.Person(o.c.Admin).Email()
	o.send(admin, mail.Draft{To: to(handoffAddress), Subject: "forget " + pat, Text: "please"})
	o.settle(0)
	o.send(admin, mail.Draft{To: to(handoffAddress), Subject: "Re: Forget", InReplyTo: o.last(admin).MessageID, Text: "yes"})
	o.settle(0)
	o.until(events[0].Start)
	_, events = o.talks(rita)
	if len(events) != 2 || strings.Contains(events[1].Description, "Pat") || strings.Contains(events[1].Description, string(h.ID)) {
		t.Errorf("%d invitations, the last says %q", len(events), events[len(events)-1].Description)
	}
	err := o.store.View(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Outbox("")
		for _, r := range rows {
			if strings.Contains(string(r.Bytes)+fmt.Sprintf("%+v", r.Action), "Pat") {
				t.Errorf("%s tells of them still", r.Action.Key())
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOneToOneOfAnOlderVersion: what an older version has invited to is no other one now; it goes on by mail.
func TestOneToOneOfAnOlderVersion(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	o.c.Teams[0].Reps = []handoff.PersonID{"rita"}
	pair := handoff.Twosome{Team: "sales", Lead: "mara", Rep: "rita"}
	at := time.Date(2026, 11, 25, 11, 0, 0, 0, handoff.Location("Europe/London"))
	key := "one-to-one mara rita 2026-48"
	talk := handoff.Talk{UID: handoff.OneToOneUID(o.c, key), Start: at, End: at.Add(handoff.OneToOneLength),
		With: []handoff.PersonID{"mara", "rita"}, Title: pair.Title()}
	for _, to := range talk.With {
		o.tell(key+" 0 "+string(to), to, handoff.ServiceDetail{Personal: handoff.Yes, Meets: &talk, Says: handoff.ServiceWords(
			"one-to-one", handoff.PersonArg("mara"), handoff.PersonArg("rita"), handoff.TimeArg(at, "Europe/London"))})
	}
	o.c.Teams[0].OneToOne = handoff.OneToOneManager
	o.settle(20 * time.Minute)
	o.saysOf(talk.UID, rita, "REPLY", calendar.Accepted, at)
	o.until(at)
	_, events := o.talks(rita)
	if len(events) != 2 || events[1].UID != talk.UID || events[1].Sequence != 1 || !events[1].Start.Equal(at) ||
		guests(events[1])[rita] != calendar.Accepted {
		t.Errorf("%d invitations: %+v", len(events), events)
	}
	if n := len(s.Events(talk.UID)); n > 0 {
		t.Errorf("a second entry stands on the server")
	}
}

// lossy is a way on which the answers to the first changes are lost, after the server has made them.
type lossy struct {
	way  http.RoundTripper
	left *atomic.Int64
}

func (l lossy) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := l.way.RoundTrip(r)
	changes := r.Method == http.MethodPost || r.Method == http.MethodPut || r.Method == http.MethodPatch
	if err == nil && changes && l.left.Add(-1) >= 0 {
		answer.Body.Close()
		return nil, errors.New("connection reset by peer")
	}
	return answer, err
}

// TestOneToOneOnALossyWay: a server that has taken the entry without saying so, and a process that begins anew, make no
// second one and invite nobody twice.
func TestOneToOneOnALossyWay(t *testing.T) {
	t.Parallel()
	onHosts(t, func(t *testing.T, start func(*office) *host) {
		o, s := hosted(t, start)
		var left atomic.Int64
		left.Store(2)
		o.e.Organizers = s.organizer(lossy{s.way, &left})
		o.wire()
		o.c.Teams[0].Reps, o.c.Teams[0].OneToOne = []handoff.PersonID{"rita"}, handoff.OneToOneManager
		o.settle(20 * time.Minute)
		o.restart(nil)
		o.until(o.now.Add(3 * time.Hour))
		if o.entry(s, o.talk().UID); left.Load() > 1 {
			t.Error("no answer was lost: the test proves nothing")
		}
		told(t, "invited", map[string]int{rita: 1, mara: 1}, nil, s.notices())
	})
}

// TestOneToOneThatWasOffBeforeTheMail: an invitation that could not go out before it was called off does not go later.
func TestOneToOneThatWasOffBeforeTheMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.breakable()
	b.gone = errDial
	o.c.Teams[0].Reps, o.c.Teams[0].OneToOne = []handoff.PersonID{"rita"}, handoff.OneToOneManager
	o.settle(20 * time.Minute)
	if !o.talk().Stands() {
		t.Fatal("none is planned")
	}
	o.reload(o.changed("off", func(c *handoff.Config) { c.Teams[0].OneToOne = handoff.OneToOneOff }))
	o.settle(20 * time.Minute)
	b.gone = nil
	o.until(o.now.Add(2 * time.Hour))
	for _, m := range o.box(rita) {
		if m.Kind == mail.KindCalendarRequest {
			t.Errorf("she is invited: %q", m.Subject)
		}
	}
}
