package handoff

// Unreadable is an answer to the invitation of which nothing can be read: its calendar part was lost on the way, as
// Exchange does with a link in its place, or is damaged. Somebody has answered and nobody knows what: it is neither a
// yes nor a no. A colleague is asked; of a prospect's the rep is told.
type Unreadable struct {
	About
	What string // subject of the mail
}

// KindUnreadable names the fact.
const KindUnreadable Kind = "unreadable"

// Kind implements Fact.
func (*Unreadable) Kind() Kind { return KindUnreadable }

func (*Unreadable) routes(Handoff) bool { return false }

func (f *Unreadable) apply(t *turn) {
	a := t.h.Current()
	t.note("unreadable", t.writer())
	if t.role() == RoleProspect {
		if t.h.Rep() != "" && (t.h.State == Offered || t.h.State == Accepted) {
			t.tell(PurposeNotice, t.h.Rep(), RoleRep, "prospect-unread", NoticeDetail{What: f.What})
		}
		return
	}
	if t.role() != RoleRep || !t.askRep("unreadable", QuestionDetail{What: f.What}) {
		return
	}
	if a != nil && t.h.State == Offered && !a.Opened.IsZero() && t.h.Moving == nil {
		a.Extra += t.policy.Window / unreadablePart
		a.Due, a.Compressed = t.closing(a)
		t.note("clock-paused/unreadable", t.writer())
	}
}

// unreadablePart is the part of the window for which the clock stands still, once a turn, while the rep is asked what
// he answered.
const unreadablePart = 4
