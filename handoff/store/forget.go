package store

import (
	"encoding/json"
	"slices"
	"strconv"

	"handoffd/handoff"
)

// forget erases what is stored about the people outside of a handoff: payloads and salts of its facts, raw mails, sent
// bytes, brief and prospects. The chain of facts still verifies. If mail is still to go out, such as the withdrawal
// that tells the prospect, it is erased with the last of it; what is saved later keeps nothing about them either.
func (tx *txn) forget(id handoff.ID) error {
	n, err := tx.change("UPDATE handoffs SET forget = $2 WHERE id = $1 AND forget = 0", string(id), forgetAsked)
	if err == nil && n == 0 {
		var there int
		err = tx.one("SELECT 1 FROM handoffs WHERE id = $1", []any{string(id)}, []any{&there})
	}
	if err == nil {
		delete(tx.known, id)
		delete(tx.ahead, id)
		err = tx.forgetDue()
	}
	if err != nil {
		return tx.fail(err, "forget handoff %s", id)
	}
	return nil
}

// forgetDue erases what was asked to be forgotten and has no mail to go out any more. What waits for somebody's Today
// is dropped: there is nothing left to tell.
func (tx *txn) forgetDue() error {
	ids, err := tx.ids("SELECT id FROM handoffs WHERE forget = 1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE handoff = " +
		"handoffs.id AND finished_at IS NULL AND substr(digest, 1, 6) <> 'today/')")
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := tx.erase(id); err != nil {
			return err
		}
	}
	return nil
}

// erasures are the statements that erase; $1 is the handoff.
var erasures = []string{
	"UPDATE outbox SET state = 'skipped', finished_at = created WHERE handoff = $1 AND finished_at IS NULL",
	"DELETE FROM looked WHERE fact IN (SELECT id FROM facts WHERE handoff = $1)",
	"DELETE FROM payloads WHERE fact IN (SELECT id FROM facts WHERE handoff = $1)",
	"DELETE FROM tokens WHERE handoff = $1",
	"DELETE FROM links WHERE handoff = $1",
	"DELETE FROM bookings WHERE handoff = $1",
	"DELETE FROM presences WHERE handoff = $1",
	"DELETE FROM raws WHERE mail IN (SELECT id FROM mails WHERE handoff = $1)",
	"UPDATE mails SET message_id = '', sender = '', subject = '', why = '', auth = '' WHERE handoff = $1",
	"DELETE FROM message_ids WHERE handoff = $1 AND noted = 1",
	"DELETE FROM bodies WHERE row IN (SELECT id FROM outbox WHERE handoff = $1)",
	"DELETE FROM bodies WHERE row IN (SELECT body FROM outbox WHERE handoff = $1)",
	// what went out of later leads of the company may name these people, see handoff.EarlierLeads
	"DELETE FROM bodies WHERE row IN (SELECT o.body FROM handoffs h JOIN outbox o ON o.handoff = h.id " +
		"WHERE h.company = (SELECT company FROM handoffs WHERE id = $1) AND o.finished_at IS NOT NULL AND " +
		"(o.key LIKE h.id || '/brief/%' OR o.key LIKE h.id || '/invite/%'))",
	"DELETE FROM outbox_after WHERE row IN (SELECT id FROM outbox WHERE handoff = $1)",
	"UPDATE ledger SET why_text = '' WHERE handoff = $1",
	"UPDATE endings SET source = '' WHERE handoff = $1",
	"DELETE FROM patterns WHERE handoff = $1",
	"UPDATE handoffs SET forget = 2 WHERE id = $1",
}

func (tx *txn) erase(id handoff.ID) error {
	h, err := Record{tx}.Handoff(id)
	if err != nil {
		return err
	}
	for _, s := range erasures {
		if err := tx.exec(s, string(id)); err != nil {
			return err
		}
	}
	if err := tx.eraseRows(id); err != nil {
		return err
	}
	tx.erased = true
	tx.known[id].forget = forgetDone
	return tx.save(&h, h.Version, &written{})
}

// eraseRows leaves of each outbox row only what it was for and which colleague got it.
func (tx *txn) eraseRows(id handoff.ID) error {
	rows, err := tx.rows("WHERE o.handoff = $1 ORDER BY o.id", string(id))
	if err != nil {
		return err
	}
	for _, r := range rows {
		data, err := json.Marshal(bareAction(r.Action))
		if err != nil {
			return err
		}
		err = tx.exec("UPDATE outbox SET key = $2, lane = '', error = '', why_text = '', body = NULL, action = $3 WHERE "+
			"id = $1",
			r.ID, string(id)+"/erased/"+strconv.FormatInt(r.ID, 10), string(data))
		if err != nil {
			return err
		}
	}
	return nil
}

// bareAction is what an action was for and which colleague it was for.
func bareAction(a handoff.Action) handoff.Action {
	return handoff.Action{Handoff: a.Handoff, Purpose: a.Purpose, To: handoff.Recipient{Person: a.To.Person,
		Role: a.To.Role}, Revision: a.Revision,
		Assignment: a.Assignment, UID: a.UID, Sequence: a.Sequence, Schedule: a.Schedule, Delay: a.Delay, Why: bare(a.Why)}
}

// without is the handoff without anything about the people outside and their company.
func without(h handoff.Handoff) handoff.Handoff {
	h.Subject, h.Prospects, h.Brief, h.Missing, h.Questions, h.Place = "", nil, nil, nil, nil, ""
	h.Thread, h.InThread, h.Unsent, h.Opportunity, h.Meant, h.Words, h.Said = nil, nil, "", "", nil, nil, nil
	h.Why, h.Prove, h.Patterns, h.Vague = bare(h.Why), nil, nil, nil
	if h.Deal != nil {
		d := *h.Deal
		d.Note, h.Deal = "", &d
	}
	var colleagues []handoff.Guest
	for _, g := range h.Guests {
		if g.Person != "" {
			colleagues = append(colleagues, g)
		}
	}
	h.Guests, h.Open = colleagues, nil // a question names whoever wrote or answered
	h.Assignments, h.Beside = withoutWords(h.Assignments), withoutWords(h.Beside)
	if h.Step != nil {
		s := *h.Step
		s.What = ""
		h.Step = &s
	}
	h.Chores = slices.Clone(h.Chores)
	for i := range h.Chores {
		h.Chores[i].Words = ""
	}
	if h.Sleep != nil {
		s := *h.Sleep
		s.Why = ""
		h.Sleep = &s
	}
	if h.Consent != nil {
		c := *h.Consent
		c.Who, c.Words, h.Consent = "", "", &c
	}
	if h.Return != nil {
		r := *h.Return
		r.Note = ""
		h.Return = &r
	}
	h.Earlier = slices.Clone(h.Earlier)
	for i := range h.Earlier {
		h.Earlier[i].Note = ""
	}
	return h
}

// withoutWords are turns without what people said in words of their own.
func withoutWords(turns []handoff.Assignment) []handoff.Assignment {
	turns = slices.Clone(turns)
	for i := range turns {
		turns[i].Said = ""
		if c := turns[i].Claim; c != nil {
			silence := *c
			silence.Said = ""
			turns[i].Claim = &silence
		}
	}
	return turns
}
