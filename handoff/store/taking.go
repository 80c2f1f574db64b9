package store

import (
	"database/sql"
	"errors"
)

// Taking is which mails of a mailbox are in hand: those after its cursor, up to Through. If there is one at a start,
// the previous process died with them in hand.
type Taking struct {
	Through string // id of the last one
	Mail    string // id of the only mail in hand; empty if there are several
	Tries   int    // how often that one was taken in hand
}

// Taking gives what is in hand; false if nothing is.
func (tx Sources) Taking(source string) (Taking, bool, error) {
	var t Taking
	err := tx.one("SELECT through, mail, tries FROM taking WHERE source = $1", []any{source},
		[]any{&t.Through, &t.Mail, &t.Tries})
	if errors.Is(err, sql.ErrNoRows) {
		return Taking{}, false, nil
	}
	if err != nil {
		return Taking{}, false, tx.fail(err, "read what was in hand of %s", source)
	}
	return t, true, nil
}

// SetTaking says what is in hand before it is looked at.
func (tx Sources) SetTaking(source string, t Taking) error {
	err := tx.exec(`INSERT INTO taking (source, through, mail, tries) VALUES ($1, $2, $3, $4)
		ON CONFLICT (source) DO UPDATE
		SET through = excluded.through, mail = excluded.mail, tries = excluded.tries`, source, t.Through, t.Mail, t.Tries)
	if err != nil {
		return tx.fail(err, "note what is in hand of %s", source)
	}
	return nil
}

// Taken says that the mails up to the one with the id are done: nothing is in hand any more, unless more was taken
// meanwhile. Without an id nothing is in hand, whatever was.
func (tx Sources) Taken(source, through string) error {
	err := tx.exec("DELETE FROM taking WHERE source = $1 AND (through = $2 OR $2 = '')", source, through)
	if err != nil {
		return tx.fail(err, "note that nothing is in hand of %s", source)
	}
	return nil
}
