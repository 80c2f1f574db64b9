package web

import (
	"net/http"
	"strconv"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// mostHeld bounds how many held mails are listed.
const mostHeld = 100

// heldPage is the view of the mails that nobody vouches for.
type heldPage struct {
	Mails   []heldRow
	Waiting []heldRow
	Days    int
}

type heldRow struct {
	N                        int64
	At, Sender, Subject, Why string
	Lead                     handoff.ID
	Kept                     bool
}

// held lists the mails that are held, and those that wait because of the rate of their sender.
func held(v *visit) error { return v.showHeld(http.StatusOK) }

func (v *visit) showHeld(status int) error {
	p := heldPage{Days: v.c.Held.Days}
	err := v.view(func(tx *store.Tx) error {
		mails, err := tx.HeldAfter(0, mostHeld)
		if err != nil {
			return err
		}
		waiting, err := tx.Waiting()
		p.Mails, p.Waiting = v.heldRows(mails), v.heldRows(waiting)
		return err
	})
	if err != nil {
		return err
	}
	return v.showAs(status, "held", p)
}

func (v *visit) heldRows(all []store.Held) []heldRow {
	var out []heldRow
	for _, m := range all {
		out = append(out, heldRow{N: m.N, At: v.at(m.Arrived), Sender: text.OneLine(m.Sender, text.NameLimit),
			Subject: text.OneLine(m.Subject, text.SubjectLimit), Why: text.Sentence(text.Capital(v.why(m.Why))),
			Lead: m.Handoff, Kept: m.Kept})
	}
	return out
}

// sift takes or drops a held mail: taking shows what it would do and asks the colleague; it lends no proof. Who names a
// mail that is not held any more reads what became of it.
func sift(v *visit) error {
	n, err := strconv.ParseInt(v.r.PostFormValue("mail"), 10, 64)
	do := v.r.PostFormValue("do")
	if err != nil || do != "take" && do != "drop" {
		return faultOf(http.StatusBadRequest, "form")
	}
	var said handoff.Reason
	err = v.update(func(tx *store.Tx) (err error) {
		if do == "take" {
			said, err = v.Desk.TakeHeld(tx, n)
			return err
		}
		said, _, err = v.Desk.DropHeld(tx, n, v.me.ID)
		return err
	})
	if err != nil {
		return err
	}
	outcome := text.Sentence(text.Capital(v.why(said)))
	if gone := said.Sentence(); gone == desk.HeldGone || gone == desk.HeldOver {
		v.told = []string{outcome + " Nothing was done."}
		return v.showHeld(http.StatusConflict)
	}
	return v.to("/held", outcome)
}
