package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
)

// outgoing is what the mails of a handoff are read from.
type outgoing interface {
	Outbox(id handoff.ID) ([]store.Row, error)
}

// mails lists what was sent. Who does not answer for the team reads of their own mails, and of those that the
// prospect got.
func (v *visit) mails(tx outgoing, p *leadPage, h handoff.Handoff) error {
	rows, err := tx.Outbox(h.ID)
	if err != nil {
		return err
	}
	all := handoff.ReadsSilenceOn(&h, v.c, v.me.ID)
	for i := len(rows) - 1; i >= 0; i-- {
		r := rows[i]
		open := v.mayRead(r.Action)
		if !open && (!p.Whole || !all && handoff.TellsSilence(r.Action.Why)) {
			continue
		}
		why := func(w handoff.Reason) string {
			return v.why(view.ErasureOf(&h).Told(handoff.Untold(w, r.Created, v.now), v.me.Location()))
		}
		to := text.OneLine(r.Action.To.Address, text.NameLimit)
		if r.Action.To.Person != "" {
			to = v.c.Person(r.Action.To.Person).Name
		}
		if wanted, _ := handoff.Wanted(h, r.Action, v.now); r.State == store.RowPending && !wanted {
			r.State = store.RowSkipped // as soon as it is looked at
		}
		because := cmp.Or(why(r.Reason), why(r.Action.Why))
		if handoff.Erased(&h) {
			to, because = cmp.Or(to, handoff.ErasedMark), cmp.Or(because, handoff.ErasedMark)
		}
		row := mailRow{Row: r.ID, At: v.at(r.Finished), To: to, Kind: string(r.Action.Purpose), State: r.State,
			Why: because, Open: open && len(r.Bytes) > 0, at: r.Finished}
		switch {
		case r.State == store.RowFailed:
			row.Refused = text.OneLine(r.Error, text.ValueLimit)
		case r.State == store.RowPending && r.NotBefore.After(v.now):
			row.Due = v.at(r.NotBefore)
		}
		p.Mails = append(p.Mails, row)
	}
	slices.SortStableFunc(p.Mails, mailRow.newer)
	return nil
}

// newer has what is to go out in front, then the mails by the time that is printed, the newest first.
func (m mailRow) newer(o mailRow) int {
	if m.at.IsZero() != o.at.IsZero() {
		if m.at.IsZero() {
			return -1
		}
		return 1
	}
	return o.at.Compare(m.at)
}

// mayRead says whether the reader may read a mail: it was for them, or for the prospect.
func (v *visit) mayRead(a handoff.Action) bool {
	if a.To.Person != "" {
		return a.To.Person == v.me.ID
	}
	c := a.Purpose.Channel()
	return c == handoff.ChannelThread || c == handoff.ChannelCalendar
}

// sentMail is the view of a mail as it was sent.
type sentMail struct {
	Lead     handoff.ID
	Case     string
	Subject  string
	To       string
	At       string
	Text     string
	Calendar string
}

// leadMail shows a mail as it was sent. Of links only the reader's own browser has use.
func leadMail(v *visit) error {
	h, err := v.visible()
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(v.r.PathValue("row"), 10, 64)
	if err != nil {
		return faultOf(http.StatusNotFound, "page")
	}
	var rows []store.Row
	if err = v.view(func(tx *store.Tx) error { rows, err = tx.Outbox(h.ID); return err }); err != nil {
		return err
	}
	for _, r := range rows {
		if r.ID != n || !v.mayRead(r.Action) || len(r.Bytes) == 0 {
			continue
		}
		m := mail.Read(r.Bytes)
		p := sentMail{Lead: h.ID, Case: v.of(h).Case(), Subject: m.Subject, At: v.at(r.Finished),
			Text: handoff.WithoutLinks(m.Body)}
		for i, a := range m.To {
			if i > 0 {
				p.To += ", "
			}
			p.To += a.Addr
		}
		if len(m.Calendars) > 0 {
			p.Calendar = text.LineEnds(string(m.Calendars[0].Data))
		}
		return v.show("lead-mail", p)
	}
	return faultOf(http.StatusNotFound, "page")
}
