package handoff

import (
	"time"
)

// Vitals is what was measured of the service itself, by which its troubles are found. What was not measured is left
// out; of a pointer that is nil nothing is known.
type Vitals struct {
	Zone    string // of the admin, in which times are told
	Reads   []VitalRead
	Diaries []VitalDiary
	Logins  []VitalLogin
	Outbox  *VitalOutbox
	Disk    *VitalDisk
	Clocks  []VitalClock
	Held    *VitalHeld
	Backup  *VitalBackup
	Down    bool      // an outage goes on, which is told as such
	Came    time.Time // when the mail arrived that came in last; zero: none did
}

type (
	// VitalRead is a mailbox or calendar of a handoff address.
	VitalRead struct {
		Source
		Last time.Time // when it was read last without fault, or the start of the service
		Down bool      // its outage is known, and told as such
	}
	// VitalDiary is one calendar of a colleague.
	VitalDiary struct {
		Person PersonID
		Name   string
		Tried  bool      // since the service was started
		Fails  time.Time // since when it cannot be read; zero: it can
		Why    Reason
	}
	// VitalLogin is a login by a token.
	VitalLogin struct {
		Name  string // of the mailbox or calendar
		Tried bool
		Why   string    // why it is refused for good; empty: it is not
		Mend  string    // what helps
		Ends  time.Time // zero: not known to end
	}
	// VitalOutbox is what waits to be sent.
	VitalOutbox struct {
		Ready  int       // rows that could go now
		Oldest time.Time // since when the oldest of them could; zero: there is none
		Sent   time.Time // when something went out last; zero: nothing did
		Until  time.Time // nothing may be handed over before, by the rate of the config; zero: it may
	}
	// VitalDisk is where the database lies.
	VitalDisk struct {
		Folder     string
		Free, Size int64 // bytes
	}
	// VitalClock is another clock against that of this machine.
	VitalClock struct {
		Name   string
		Tried  bool          // it was seen lately
		Ahead  time.Duration // the other one against ours; negative: it is behind
		Likely bool          // ours may only seem wrong: the other one was seen by what it wrote long ago
	}
	// VitalHeld is the held mail.
	VitalHeld struct {
		Day   int // that came within a day
		Week  int // that came in the week before that day
		Bytes int64
		Limit int64
	}
	// VitalBackup is the newest backup.
	VitalBackup struct {
		Place  string
		Newest time.Time // zero: there is none
		Most   time.Duration
	}
)

// From when on something is a trouble.
const (
	unreadLong   = 30 * time.Minute
	diaryLong    = 4 * time.Hour
	loginEnds    = 7 * 24 * time.Hour
	outboxLong   = 30 * time.Minute
	outboxLimit  = 24 * time.Hour // of mail that waits by the config's own rate
	clockOff     = 2 * time.Minute
	clockSeems   = 5 * time.Minute
	diskLeast    = 256 << 20
	diskMost     = 5 << 30 // free, which is enough however large the disk
	diskPercent  = 5
	heldMany     = 50
	heldGrowth   = 3 // times the day's share of the week before
	heldFull     = 80
	percentWhole = 100
	daysOfWeek   = 7
)

// findings are collected of what was measured.
type findings struct {
	Vitals
	known []TroubleState
	now   time.Time
	all   []Finding
}

// Findings are what there is to say of every trouble that can be looked for, by what was measured; known are those
// that go on already.
func (v Vitals) Findings(known []TroubleState, now time.Time) []Finding {
	f := &findings{Vitals: v, known: known, now: now}
	for _, r := range v.Reads {
		f.read(r)
	}
	for _, d := range v.Diaries {
		f.diary(d)
	}
	for _, l := range v.Logins {
		f.login(l)
	}
	for _, c := range v.Clocks {
		f.clock(c)
	}
	if v.Outbox != nil {
		f.outbox(*v.Outbox)
	}
	if v.Disk != nil {
		f.disk(*v.Disk)
	}
	if v.Held != nil {
		f.held(*v.Held)
	}
	if b := v.Backup; b != nil {
		f.add(TroubleBackup, "", now.Sub(b.Newest) > b.Most, WordsArg(b.Place), TimeArg(b.Newest, v.Zone))
	}
	return f.all
}

func (f *findings) add(kind TroubleKind, name string, bad bool, args ...Arg) {
	f.all = append(f.all, Finding{Trouble{kind, name}, yes(bad), args})
}

// unknown notes that nothing can be said of a trouble now: it goes on if it does.
func (f *findings) unknown(kind TroubleKind, name string) {
	f.all = append(f.all, Finding{Trouble: Trouble{kind, name}})
}

func (f *findings) time(at time.Time) Arg { return TimeArg(at, f.Zone) }

func (f *findings) read(r VitalRead) {
	if r.Down {
		f.unknown(TroubleUnread, r.Name)
		return
	}
	f.add(TroubleUnread, r.Name, f.now.Sub(r.Last) >= unreadLong, WordsArg(r.Name), f.time(r.Last))
}

func (f *findings) diary(d VitalDiary) {
	name := string(d.Person) + " " + d.Name
	if !d.Tried {
		f.unknown(TroubleDiary, name)
		return
	}
	f.add(TroubleDiary, name, !d.Fails.IsZero() && f.now.Sub(d.Fails) >= diaryLong, PersonArg(d.Person),
		WordsArg(d.Name), f.time(d.Fails), ReasonArg(d.Why))
}

func (f *findings) login(l VitalLogin) {
	if !l.Tried || l.Why != "" && f.Down {
		f.unknown(TroubleLogin, l.Name)
		f.unknown(TroubleEnding, l.Name)
		return
	}
	f.add(TroubleLogin, l.Name, l.Why != "", WordsArg(l.Name), WordsArg(l.Why), WordsArg(l.Mend))
	f.add(TroubleEnding, l.Name, l.Why == "" && !l.Ends.IsZero() && l.Ends.Sub(f.now) <= loginEnds, WordsArg(l.Name),
		f.time(l.Ends), WordsArg(l.Mend))
}

func (f *findings) clock(c VitalClock) {
	if !c.Tried {
		f.unknown(TroubleClock, c.Name)
		return
	}
	limit, behind, off := clockOff, 0, c.Ahead.Abs().Round(time.Second)
	if c.Likely {
		limit = clockSeems
	}
	if lasting(f.known, Trouble{TroubleClock, c.Name}) {
		limit /= 2
	}
	if c.Ahead > 0 {
		behind = 1
	}
	if off < time.Minute { // nobody is told of less
		off = 0
	}
	f.add(TroubleClock, c.Name, c.Ahead.Abs() >= limit, WordsArg(c.Name), SpanArg(off), NumberArg(behind))
}

func (f *findings) outbox(o VitalOutbox) {
	limit := outboxLong
	if o.Until.After(f.now) {
		limit = outboxLimit
	}
	stuck := !o.Oldest.IsZero() && f.now.Sub(o.Oldest) >= limit
	if stuck && f.Down { // told as an outage
		f.unknown(TroubleOutbox, "")
		return
	}
	f.add(TroubleOutbox, "", stuck, NumberArg(o.Ready), f.time(o.Oldest), f.time(o.Until))
}

func (f *findings) disk(d VitalDisk) {
	limit := max(diskLeast, min(diskMost, d.Size/percentWhole*diskPercent))
	if lasting(f.known, Trouble{Kind: TroubleDisk}) {
		limit += limit / 4
	}
	f.add(TroubleDisk, "", d.Free < limit, NumberArg(d.Free), NumberArg(d.Size), WordsArg(d.Folder))
}

func (f *findings) held(h VitalHeld) {
	f.add(TroubleHeld, "", h.Day >= heldMany && h.Day*daysOfWeek >= heldGrowth*h.Week, NumberArg(h.Day),
		NumberArg(h.Week))
	f.add(TroubleFull, "", h.Bytes*percentWhole >= h.Limit*heldFull, NumberArg(h.Bytes),
		NumberArg(h.Limit))
}
