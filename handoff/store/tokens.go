package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"handoffd/handoff"
)

// Asked is a confirmation that a person was asked for.
type Asked struct {
	At     time.Time
	Digest []byte // of the mail that was to be confirmed
}

// Asked lists what the person was asked to confirm at or after the instant.
func (tx Tokens) Asked(person handoff.PersonID, since time.Time) ([]Asked, error) {
	var out []Asked
	err := tx.each(func(scan func(...any) error) error {
		var at int64
		var digest []byte
		err := scan(&at, &digest)
		out = append(out, Asked{instant(at), bytes.Clone(digest)})
		return err
	}, "SELECT issued, digest FROM tokens WHERE mail IS NOT NULL AND person = $1 AND issued >= $2", string(person),
		nanos(since))
	if err != nil {
		return nil, tx.fail(err, "list what %s was asked to confirm", person)
	}
	return out, nil
}

// Ask remembers that somebody is to confirm a held mail. The secret for it is told by KeepToken, when the question is
// written.
func (tx Tokens) Ask(t handoff.Token, digest []byte) error {
	err := tx.exec("INSERT INTO tokens (handoff, person, role, mail, digest, issued, expires) VALUES ($1, $2, $3, $4, "+
		"$5, $6, $7)",
		text(string(t.Handoff)), string(t.Person), string(t.Role), t.Mail, digest, nanos(t.Issued), nanos(t.Expires))
	if err != nil {
		return tx.fail(err, "ask %s about held mail %d", t.Person, t.Mail)
	}
	return nil
}

// KeepToken keeps the hash of a secret that stands in a mail about to go out. A confirmation must have been asked for;
// a second secret for it, in a mail written anew, takes the place of the first.
func (tx Tokens) KeepToken(secret string, t handoff.Token) error {
	hash := sha256.Sum256([]byte(secret))
	var err error
	if t.Mail != 0 {
		err = tx.exec("UPDATE tokens SET hash = $2 WHERE mail = $1 AND used = 0", t.Mail, hash[:])
	} else {
		err = tx.exec("INSERT INTO tokens (hash, handoff, person, role, issued, expires, message) "+
			"VALUES ($1, $2, $3, $4, $5, $6, $7)", hash[:], text(string(t.Handoff)), string(t.Person), string(t.Role),
			nanos(t.Issued), nanos(t.Expires), messageID(t.Message))
	}
	if err != nil {
		return tx.fail(err, "keep the reply address of a mail to %s", t.Person)
	}
	return nil
}

// Token finds what a secret stands for, used or expired as it may be; false if it was never given out.
func (tx Tokens) Token(secret string) (handoff.Token, bool, error) {
	hash := sha256.Sum256([]byte(secret))
	var t handoff.Token
	var issued, expires, used int64
	err := tx.one("SELECT coalesce(handoff, ''), person, role, coalesce(mail, 0), issued, expires, used, message "+
		"FROM tokens WHERE hash = $1", []any{hash[:]},
		[]any{&t.Handoff, &t.Person, &t.Role, &t.Mail, &issued, &expires, &used, &t.Message})
	if errors.Is(err, sql.ErrNoRows) {
		return handoff.Token{}, false, nil
	}
	if err != nil {
		return handoff.Token{}, false, tx.fail(err, "look a reply address up")
	}
	t.Issued, t.Expires, t.Used = instant(issued), instant(expires), instant(used)
	return t, true, nil
}

// SpendToken says that the secret proves nothing from now on.
func (tx Tokens) SpendToken(secret string, at time.Time) error {
	hash := sha256.Sum256([]byte(secret))
	if err := tx.exec("UPDATE tokens SET used = $2 WHERE hash = $1 AND used = 0", hash[:], nanos(at)); err != nil {
		return tx.fail(err, "spend a reply address")
	}
	return nil
}

// HeldMail gives a mail by its number, with its raw bytes; ErrNotFound if they are not kept any more, or it is not
// held.
func (tx Mailbook) HeldMail(n int64) (InMail, error) {
	var m InMail
	var at int64
	var size int
	var data []byte
	var why string
	err := tx.one(`SELECT m.source, m.ref, m.message_id, m.sender, m.subject, m.kind, m.arrived, coalesce(m.handoff,
		''), m.verdict, m.why, m.auth, r.size, r.data
		FROM mails m JOIN raws r ON r.mail = m.id WHERE m.id = $1 AND m.verdict = 'held'`, []any{n},
		[]any{&m.Source, &m.Ref, &m.MessageID, &m.Sender, &m.Subject, &m.Kind, &at, &m.Handoff, &m.Verdict, &why, &m.Auth,
			&size, &data})
	if err == nil {
		m.Arrived, m.Why, m.Packed = instant(at), reasonIn(why), data
		m.Raw, err = unpack(data, size)
	}
	if err != nil {
		return InMail{}, tx.fail(err, "read held mail %d", n)
	}
	return m, nil
}
