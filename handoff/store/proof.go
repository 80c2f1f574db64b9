package store

import (
	"errors"

	"handoffd/handoff"
)

// Proof reads what is kept of a handoff as it is kept: bytes that somebody else can check.
type Proof struct{ *txn }

// Link is one fact as the chain has it.
type Link struct {
	Bytes   []byte // what is hashed
	Salt    []byte // nil, as Decided and Payload: erased
	Decided []byte
	Payload []byte
	Config  string // hash of the config under which it was decided; empty: erased
	// Shortened says that what calendars showed was taken out of the payload: it is not what the link was made of.
	Shortened bool
}

// Links are the facts of a handoff in their order. A chain that does not hold is ErrBroken.
func (tx Proof) Links(id handoff.ID) ([]Link, error) {
	record := Record(tx)
	facts, err := record.Facts(id)
	if err == nil {
		err = record.VerifyChain(id)
	}
	if err != nil {
		return nil, err
	}
	prev := root(id)
	var out []Link
	err = tx.each(func(scan func(...any) error) error {
		var c chained
		if err := c.scan(scan); err != nil {
			return err
		}
		if len(out) >= len(facts) {
			return errors.New("a fact came in between")
		}
		o := Link{Bytes: c.bytes(prev), Salt: c.salt, Decided: c.decided, Payload: c.body, Config: facts[len(out)].ConfigHash,
			Shortened: c.shortened()}
		out = append(out, o)
		prev = c.hash
		return nil
	}, chainLinks, string(id))
	if err != nil {
		return nil, tx.fail(err, "read the chain of handoff %s", id)
	}
	return out, nil
}

// Letters are the mails that came in for a handoff, the oldest first, with what is still there of them.
func (tx Proof) Letters(id handoff.ID) ([]InMail, error) {
	var out []InMail
	err := tx.each(func(scan func(...any) error) error {
		var m InMail
		var at int64
		var why string
		var size int
		var data []byte
		err := scan(&m.MessageID, &m.Sender, &m.Subject, &m.Kind, &at, &m.Verdict, &why, &m.Auth, &size, &data)
		if err == nil && data != nil {
			m.Raw, err = unpack(data, size)
		}
		m.Arrived, m.Why, m.Handoff = instant(at), reasonIn(why), id
		out = append(out, m)
		return err
	}, `SELECT m.message_id, m.sender, m.subject, m.kind, m.arrived, m.verdict, m.why, m.auth, coalesce(r.size, 0), r.data
		FROM mails m LEFT JOIN raws r ON r.mail = m.id WHERE m.handoff = $1 ORDER BY m.id`, string(id))
	if err != nil {
		return nil, tx.fail(err, "read the mails of handoff %s", id)
	}
	return out, nil
}

// Rendered are the rows of a handoff's outbox that were rendered, whether their bytes are still there or not.
func (tx Proof) Rendered(id handoff.ID) (map[int64]bool, error) {
	out := map[int64]bool{}
	err := tx.each(func(scan func(...any) error) error {
		var row int64
		err := scan(&row)
		out[row] = true
		return err
	}, "SELECT id FROM outbox WHERE handoff = $1 AND body IS NOT NULL", string(id))
	if err != nil {
		return nil, tx.fail(err, "look which mails of handoff %s were rendered", id)
	}
	return out, nil
}

// Forgotten says whether what is stored about the people of a handoff was erased, as one of them asked.
func (tx Proof) Forgotten(id handoff.ID) (bool, error) {
	stage, err := tx.stage(id)
	if err != nil {
		return false, tx.fail(err, "look whether handoff %s was forgotten", id)
	}
	return stage == forgetDone, nil
}

// Joined are the rows of a handoff's outbox that went out in one mail with those of other handoffs.
func (tx Proof) Joined(id handoff.ID) (map[int64]bool, error) {
	out := map[int64]bool{}
	err := tx.each(func(scan func(...any) error) error {
		var row int64
		err := scan(&row)
		out[row] = true
		return err
	}, `SELECT DISTINCT o.id FROM outbox o JOIN outbox x ON x.body = o.body WHERE o.handoff = $1
		AND (x.handoff IS NULL OR x.handoff <> $1)`, string(id))
	if err != nil {
		return nil, tx.fail(err, "look which mails of handoff %s told of others", id)
	}
	return out, nil
}
