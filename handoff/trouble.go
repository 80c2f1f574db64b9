package handoff

import (
	"slices"
	"time"
)

// TroubleKind says what is wrong with the service itself. Outages of mailboxes, mail servers and calendars of handoff
// addresses are told as such, and are none of these.
type TroubleKind string

// The kinds of trouble.
const (
	TroubleUnread TroubleKind = "unread" // a mailbox or calendar is not read, though nothing was seen to fail
	TroubleDiary  TroubleKind = "diary"  // the calendar of a colleague cannot be read
	TroubleEnding TroubleKind = "ending" // a login is about to end
	TroubleLogin  TroubleKind = "login"  // a login is refused
	TroubleOutbox TroubleKind = "outbox" // mail waits that should have gone
	TroubleDisk   TroubleKind = "disk"   // the disk of the database is nearly full
	TroubleClock  TroubleKind = "clock"  // the clock of this machine is wrong
	TroubleHeld   TroubleKind = "held"   // far more mail is held than before
	TroubleFull   TroubleKind = "full"   // held mail has nearly no room left
	TroubleBackup TroubleKind = "backup" // the newest backup is old
)

// TroubleKinds are all of them.
var TroubleKinds = []TroubleKind{TroubleUnread, TroubleDiary, TroubleEnding, TroubleLogin, TroubleOutbox, TroubleDisk,
	TroubleClock, TroubleHeld, TroubleFull, TroubleBackup}

// Trouble is something that an admin has to mend.
type Trouble struct {
	Kind TroubleKind
	Name string // which one of its kind, as the config calls it; empty: there is only one
}

// Finding is what was found of one trouble. An empty Bad says that it could not be told.
type Finding struct {
	Trouble
	Bad  YesNo
	Args []Arg // what the words about it speak of
}

// Says is how it stands, in one sentence, be it a trouble or not.
func (f Finding) Says() Reason { return TroubleState{Trouble: f.Trouble, Args: f.Args}.Says() }

// TroubleState is a trouble as it was found, the latest of its kind and name.
type TroubleState struct {
	Trouble
	From time.Time
	To   time.Time // zero while it lasts
	Told time.Time // when the admin was told; zero: not
	Args []Arg
}

// Open says that it lasts.
func (s TroubleState) Open() bool { return s.To.IsZero() }

const (
	troubleTold  = 10 * time.Minute // until the admin is told, as of outages
	troubleAgain = 24 * time.Hour   // within which what comes back is the same trouble, and not told again
)

// StepTroubles says how the troubles that are known go on with what was found: the states that change, with Told set
// to now where the admin is to be told. What nothing was found of any more is over; nobody can say more about it.
func StepTroubles(known []TroubleState, found []Finding, now time.Time) []TroubleState {
	var out []TroubleState
	state := map[Trouble]TroubleState{}
	for _, s := range known {
		state[s.Trouble] = s
	}
	seen := map[Trouble]bool{}
	for _, f := range found {
		seen[f.Trouble] = true
		was, ok := state[f.Trouble]
		if s, changed := was.step(ok, f, now); changed {
			out = append(out, s)
		}
	}
	for _, s := range known {
		if s.Open() && !seen[s.Trouble] {
			s.To = now
			out = append(out, s)
		}
	}
	return out
}

// Ongoing are the troubles that last: those that are known, as they go on with what was found just now.
func Ongoing(known []TroubleState, found []Finding, now time.Time) []TroubleState {
	all := slices.Clone(known)
	for _, s := range StepTroubles(known, found, now) {
		all = slices.DeleteFunc(all, func(o TroubleState) bool { return o.Trouble == s.Trouble })
		all = append(all, s)
	}
	all = slices.DeleteFunc(all, func(s TroubleState) bool { return !s.Open() })
	slices.SortStableFunc(all, func(a, b TroubleState) int { return a.From.Compare(b.From) })
	return all
}

func (s TroubleState) step(known bool, f Finding, now time.Time) (TroubleState, bool) {
	changed := false
	switch {
	case f.Bad == No:
		if !known || !s.Open() {
			return s, false
		}
		s.To = now
		return s, true
	case f.Bad != Yes:
		return s, false
	case !known, !s.Open() && now.Sub(s.To) >= troubleAgain:
		s, changed = TroubleState{Trouble: f.Trouble, From: now}, true
	case !s.Open():
		s.To, changed = time.Time{}, true
	}
	if s.Told.IsZero() && now.Sub(s.From) >= troubleTold {
		s.Told, changed = now, true
	}
	s.Args = f.Args
	return s, changed
}

// Key is that of the mail about a trouble: there is one, ever.
func (s TroubleState) Key() string {
	return "trouble " + string(s.Kind) + " " + s.Name + " " + s.From.UTC().Format(time.RFC3339Nano)
}

// Says is the trouble in one sentence.
func (s TroubleState) Says() Reason { return Because("trouble/"+Code(s.Kind), s.Args...) }

// Mend is what to do about it.
func (s TroubleState) Mend() Reason { return Because("trouble-mend/"+Code(s.Kind), s.Args...) }

// ForAdmin is the mail about a trouble: what is wrong, and the mend.
func (s TroubleState) ForAdmin() ServiceDetail {
	return ServiceDetail{Says: ServiceWords("trouble", ReasonArg(Because("trouble-topic/"+Code(s.Kind), s.Args...))),
		Lines: []Reason{s.Says(), s.Mend()}}
}

// lostSeen is the kind under which it is kept until when the admin has seen which mails were given up. It is over as
// soon as it is kept, and nobody is told of it.
const lostSeen TroubleKind = "lost"

// LostTold is for how long mails that were given up are told of, unless the admin says before that they have seen them.
const LostTold = 7 * 24 * time.Hour

// SeenLost is what is kept where somebody has seen the mails that were given up until an instant.
func SeenLost(by PersonID, until time.Time) TroubleState {
	return TroubleState{Trouble: Trouble{Kind: lostSeen}, From: until, To: until, Told: until, Args: []Arg{PersonArg(by)}}
}

// LostSince is from when on mails that were given up are to be mended.
func LostSince(known []TroubleState, now time.Time) time.Time {
	since := now.Add(-LostTold)
	for _, s := range known {
		if s.Kind == lostSeen && s.To.After(since) {
			since = s.To.Add(time.Nanosecond)
		}
	}
	return since
}

// lasting says whether a trouble is known to go on: what has begun ends later than it would begin.
func lasting(known []TroubleState, t Trouble) bool {
	return slices.ContainsFunc(known, func(s TroubleState) bool { return s.Trouble == t && s.Open() })
}
