package handoff

// CalendarChanged says that a rep's calendar is not what it was. What it says now comes with the look-ups.
type CalendarChanged struct {
	About
	Person PersonID
}

// KindCalendarChanged names the fact.
const KindCalendarChanged Kind = "calendar-changed"

// Kind implements Fact.
func (*CalendarChanged) Kind() Kind { return KindCalendarChanged }

func (f *CalendarChanged) apply(t *turn) {
	t.unchanged("calendar-noted", PersonArg(f.Person))
	switch t.h.State {
	case Offered, Accepted:
		if f.Person == t.h.Rep() {
			t.recheck()
		}
	case Draft:
		f.perhapsFree(t)
	case Escalated:
		t.refresh()
		t.note("free-list", PersonArg(f.Person))
	}
}

// perhapsFree offers a draft that only waited for a time that suits.
func (f *CalendarChanged) perhapsFree(t *turn) {
	if t.h.Clash == nil || t.h.Clash.Rep != f.Person || !t.now.Before(t.latest()) {
		return
	}
	if _, _, clash := t.settleTime(); clash == nil {
		t.consider()
	}
}
