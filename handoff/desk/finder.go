package desk

import (
	"errors"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// finder is what intake reads through: the transaction in which what it takes is applied.
type finder struct{ found }

// answerable is how many of the latest mails of the service of a kind can still be answered.
const answerable = 12

func (f finder) Handoff(id handoff.ID) (handoff.Handoff, bool, error) {
	h, err := f.found.Handoff(id)
	if errors.Is(err, store.ErrNotFound) {
		return handoff.Handoff{}, false, nil
	}
	return h, err == nil, err
}

func (f finder) Sent(id handoff.ID, ids []string) (handoff.Action, bool, error) {
	row, ok, err := f.row(id, ids)
	return row.Action, ok, err
}

func (f finder) SentAt(id handoff.ID, ids []string) (time.Time, error) {
	row, _, err := f.row(id, ids)
	return row.Finished, err
}

// row is the mail about a handoff that went out with the first of the Message-IDs that is one of ours.
func (f finder) row(id handoff.ID, ids []string) (store.Row, bool, error) {
	rows, err := f.SentAs(id, ids)
	for _, m := range ids {
		if i := slices.IndexFunc(rows, func(r store.Row) bool { return r.MessageID == m }); i >= 0 && m != "" {
			return rows[i], true, err
		}
	}
	return store.Row{}, false, err
}

func (f finder) Asked(person handoff.PersonID, since time.Time) ([]intake.Question, error) {
	asked, err := f.found.Asked(person, since)
	var out []intake.Question
	for _, a := range asked {
		out = append(out, intake.Question(a))
	}
	return out, err
}

func (f finder) Notices(person handoff.PersonID, prefix string) ([]intake.Notice, error) {
	sent, err := f.ServiceMails(person, prefix, answerable)
	var out []intake.Notice
	for _, a := range sent {
		d := handoff.DetailOf[handoff.ServiceDetail](a)
		out = append(out, intake.Notice{Key: d.Key, Items: d.Items})
	}
	return out, err
}

func (f finder) Held(n int64) (intake.Stored, bool, error) {
	in, err := f.HeldMail(n)
	if errors.Is(err, store.ErrNotFound) {
		return intake.Stored{}, false, nil
	}
	return stored(in), err == nil, err
}

// WithProspect lists the open handoffs that have a prospect at the address.
func (f finder) WithProspect(address string) ([]handoff.ID, error) { return f.found.OpenWith(address) }

// Alias is whose an address is that no prospect has: who was taken for a colleague may turn up in a brief.
func (f finder) Alias(address string) (handoff.PersonID, bool, error) {
	all, err := f.found.Aliases()
	a, there := all[handoff.FoldAddress(address)]
	if err != nil || !there {
		return "", false, err
	}
	of, err := f.found.OpenWith(address)
	return a.Person, err == nil && len(of) == 0, err
}

// stored is a kept mail as intake takes it.
func stored(in store.InMail) intake.Stored {
	return intake.Stored{Source: in.Source, Handoff: in.Handoff, Arrived: in.Arrived, Auth: in.Auth, Raw: in.Raw}
}

func (f finder) CopyOf(id handoff.ID) (string, bool, error) {
	b, there, err := f.Booking(id, "")
	return b.Ref.UID, there, err
}
