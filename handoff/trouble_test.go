package handoff

import (
	"slices"
	"testing"
	"time"
)

// TestFindings: what is a trouble, by one measurement each.
func TestFindings(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	disk := func(free, size int64) Vitals { return Vitals{Disk: &VitalDisk{Free: free, Size: size}} }
	clock := func(ahead time.Duration, likely bool) Vitals {
		return Vitals{Clocks: []VitalClock{{Name: "mail", Tried: true, Ahead: ahead, Likely: likely}}}
	}
	read := func(last time.Time, down bool) Vitals { return Vitals{Reads: []VitalRead{{Last: last, Down: down}}} }
	diary := func(d VitalDiary) Vitals { return Vitals{Diaries: []VitalDiary{d}} }
	login := func(l VitalLogin, down bool) Vitals { return Vitals{Logins: []VitalLogin{l}, Down: down} }
	outbox := func(o VitalOutbox, down bool) Vitals { return Vitals{Outbox: &o, Down: down} }
	held := func(h VitalHeld) Vitals { return Vitals{Held: &h} }
	backup := func(newest time.Time) Vitals {
		return Vitals{Backup: &VitalBackup{Newest: newest, Most: 36 * time.Hour}}
	}
	const gib = 1 << 30
	for _, row := range []struct {
		name string
		v    Vitals
		kind TroubleKind
		want YesNo
		goes bool // it goes on already
	}{
		{"read a while ago", read(ago(29*time.Minute), false), TroubleUnread, No, false},
		{"not read for long", read(ago(30*time.Minute), false), TroubleUnread, Yes, false},
		{"not read, told as an outage", read(ago(5*time.Hour), true), TroubleUnread, "", false},
		{"a diary that was not tried", diary(VitalDiary{}), TroubleDiary, "", false},
		{"a diary that is read", diary(VitalDiary{Tried: true}), TroubleDiary, No, false},
		{"a diary that failed now", diary(VitalDiary{Tried: true, Fails: ago(3 * time.Hour)}), TroubleDiary, No, false},
		{"a diary that fails", diary(VitalDiary{Tried: true, Fails: ago(4 * time.Hour)}), TroubleDiary, Yes, false},
		{"a login that was not tried", login(VitalLogin{}, false), TroubleLogin, "", false},
		{"a login that is refused", login(VitalLogin{Tried: true, Why: "no"}, false), TroubleLogin, Yes, false},
		{"the same, while an outage says so", login(VitalLogin{Tried: true, Why: "no"}, true), TroubleLogin, "", false},
		{"refused does not end", login(VitalLogin{Tried: true, Why: "no", Ends: now}, false), TroubleEnding, No, false},
		{"a login without an end", login(VitalLogin{Tried: true}, false), TroubleEnding, No, false},
		{"eight days to go", login(VitalLogin{Tried: true, Ends: now.AddDate(0, 0, 8)}, false), TroubleEnding, No, false},
		{"a week to go", login(VitalLogin{Tried: true, Ends: now.AddDate(0, 0, 7)}, true), TroubleEnding, Yes, false},
		{"nothing waits", outbox(VitalOutbox{}, false), TroubleOutbox, No, false},
		{"mail waits a while", outbox(VitalOutbox{Oldest: ago(29 * time.Minute)}, false), TroubleOutbox, No, false},
		{"mail waits", outbox(VitalOutbox{Oldest: ago(30 * time.Minute)}, false), TroubleOutbox, Yes, false},
		{"mail waits for a server", outbox(VitalOutbox{Oldest: ago(time.Hour)}, true), TroubleOutbox, "", false},
		{"mail waits for its day", outbox(VitalOutbox{Oldest: ago(23 * time.Hour), Until: now.Add(1)}, false),
			TroubleOutbox, No, false},
		{"mail has waited a day", outbox(VitalOutbox{Oldest: ago(24 * time.Hour), Until: now.Add(1)}, false),
			TroubleOutbox, Yes, false},
		{"a small disk", disk(300<<20, gib), TroubleDisk, No, false},
		{"a small disk, full", disk(255<<20, gib), TroubleDisk, Yes, false},
		{"less than a twentieth", disk(gib*9/10, 20*gib), TroubleDisk, Yes, false},
		{"a twentieth", disk(gib, 20*gib), TroubleDisk, No, false},
		{"a twentieth, after less", disk(gib, 20*gib), TroubleDisk, Yes, true},
		{"a third more", disk(gib*4/3, 20*gib), TroubleDisk, No, true},
		{"enough of a large one", disk(5*gib, 1000*gib), TroubleDisk, No, false},
		{"a clock that was not seen", Vitals{Clocks: []VitalClock{{Ahead: time.Hour}}}, TroubleClock, "", false},
		{"a clock that is right", clock(-119*time.Second, false), TroubleClock, No, false},
		{"a clock ahead", clock(-2*time.Minute, false), TroubleClock, Yes, false},
		{"a clock behind", clock(2*time.Minute, false), TroubleClock, Yes, false},
		{"a clock that seems ahead", clock(-4*time.Minute, true), TroubleClock, No, false},
		{"a clock that is surely ahead", clock(-5*time.Minute, true), TroubleClock, Yes, false},
		{"nearly right again", clock(61*time.Second, false), TroubleClock, Yes, true},
		{"right again", clock(59*time.Second, false), TroubleClock, No, true},
		{"some mail is held", held(VitalHeld{Day: 49, Limit: 100}), TroubleHeld, No, false},
		{"much is held for the first time", held(VitalHeld{Day: 50, Limit: 100}), TroubleHeld, Yes, false},
		{"much is held always", held(VitalHeld{Day: 50, Week: 350, Limit: 100}), TroubleHeld, No, false},
		{"three times as much", held(VitalHeld{Day: 150, Week: 350, Limit: 100}), TroubleHeld, Yes, false},
		{"held mail has room", held(VitalHeld{Bytes: 79, Limit: 100}), TroubleFull, No, false},
		{"held mail has no room", held(VitalHeld{Bytes: 80, Limit: 100}), TroubleFull, Yes, false},
		{"a backup of yesterday", backup(ago(36 * time.Hour)), TroubleBackup, No, false},
		{"an old backup", backup(ago(37 * time.Hour)), TroubleBackup, Yes, false},
		{"no backup", backup(time.Time{}), TroubleBackup, Yes, false},
	} {
		all := row.v.Findings(nil, now)
		if row.goes {
			all = row.v.Findings([]TroubleState{{Trouble: all[0].Trouble, From: ago(time.Hour)}}, now)
		}
		i := slices.IndexFunc(all, func(f Finding) bool { return f.Kind == row.kind })
		if i < 0 || all[i].Bad != row.want {
			t.Errorf("%s: %+v, want %q", row.name, all, row.want)
		}
	}
	if all := (Vitals{}).Findings(nil, now); len(all) != 0 {
		t.Errorf("of nothing: %+v", all)
	}
}

// TestTroublesAreToldOnce walks through the life of one trouble by the minute: told after ten, once, not again when it
// comes back within a day, anew when it comes back later.
func TestTroublesAreToldOnce(t *testing.T) {
	begin := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	var states []TroubleState
	told := []time.Duration{}
	at := time.Duration(0)
	pass := func(until time.Duration, bad YesNo) {
		for ; at < until; at += time.Minute {
			now := begin.Add(at)
			for _, s := range StepTroubles(states, []Finding{{Trouble: Trouble{Kind: TroubleDisk}, Bad: bad}}, now) {
				if s.Told.Equal(now) {
					told = append(told, at)
				}
				states = []TroubleState{s}
			}
		}
	}
	const h, m = time.Hour, time.Minute
	pass(10*m, Yes)
	pass(15*m, No)
	if len(told) != 0 || states[0].Open() || !states[0].To.Equal(begin.Add(10*m)) {
		t.Fatalf("a short trouble: told %v, %+v", told, states)
	}
	pass(16*m, Yes) // the same one, which began at 0
	pass(2*h, "")   // goes on, as nobody knows better
	pass(3*h, Yes)
	pass(4*h, No)
	pass(5*h, Yes)
	pass(6*h, No)
	pass(31*h, No)
	pass(32*h, Yes)
	if want := []time.Duration{15 * m, 31*h + 10*m}; !slices.Equal(told, want) {
		t.Errorf("told at %v, want %v", told, want)
	}
	over := StepTroubles(states, nil, begin.Add(33*h))
	if len(over) != 1 || over[0].Open() || over[0].Told.Equal(begin.Add(33*h)) {
		t.Errorf("what the config has no more is not over: %+v", over)
	}
	if len(StepTroubles(over, nil, begin.Add(34*h))) != 0 {
		t.Error("it ends twice")
	}
}
