package handoff

// NameRep is the command `rep NAME` of the qualifier: that rep is to have the lead; `rep any`: whoever is next.
type NameRep struct {
	About
	Rep PersonID // empty: whoever is next, of a draft
}

// KindNameRep names the fact.
const KindNameRep Kind = "rep"

// Kind implements Fact.
func (*NameRep) Kind() Kind { return KindNameRep }

func (f *NameRep) would(string) Reason {
	if f.Rep == "" {
		return Because("would/give-any")
	}
	return Because("would/give", PersonArg(f.Rep))
}

func (f *NameRep) apply(t *turn) {
	if !t.may(RoleQualifier) {
		t.refuse("not-yours/rep", PersonArg(t.h.Qualifier))
		return
	}
	if f.Rep == "" && t.h.State != Draft {
		t.refuse("named/any-late")
		return
	}
	if t.note("named", PersonArg(f.Rep)); f.Rep == "" {
		t.note("named/any")
	}
	switch t.h.State {
	case Draft:
		t.h.Wish, t.h.Questions = f.Rep, nil // a time that was not understood is missing still
		t.consider()
		return
	case Offered:
		if a := t.h.Current(); len(a.Evidence) > 0 && !t.may(RoleManager) {
			t.unchanged("managers/answered", PersonArg(a.Rep))
			break
		}
		t.swap(f.Rep)
	case Returned, Escalated:
		t.h.Wish = f.Rep
		t.swap(f.Rep)
	case Accepted:
		if t.may(RoleManager) {
			t.swap(f.Rep)
			break
		}
		t.unchanged("managers/accepted", PersonArg(t.h.Rep()))
	default:
		t.unchanged("rep-noted", WordsArg(t.h.State))
	}
	t.echo()
}

// swap gives the lead to the named rep without a fault of the present one.
func (t *turn) swap(rep PersonID) {
	switch {
	case t.h.Current() != nil && t.h.Rep() == rep:
		t.unchanged("has-it", PersonArg(rep))
	case t.person(rep).Gone:
		t.unchanged("gone", PersonArg(rep))
	case !t.now.Before(t.h.Start) || !t.stands():
		t.unchanged("needs-time")
	default:
		t.finishTurn(EndManager)
		t.offer(rep, nil)
		t.look()
		if c := t.h.Clash; c != nil {
			with := ReasonArg(t.inTheWay(c.With))
			t.reason = Because("despite-clash", ReasonArg(t.reason), PersonArg(rep), with).as(t.reason.Code)
		}
	}
}
